import type {
  ControllerIdentity,
  DirectoryGroup,
  DirectoryPerson,
  DirectorySession,
  GroupMember,
  GroupReference,
  LookedUpObject,
  LookedUpSet,
} from '../../directory/directory.js';
import type { ObjectGuid } from '../../domain/identifiers.js';
import { AppError } from '../../errors.js';
import type { ScriptedDomain, ScriptedGroup, ScriptedStep } from './scripted-domain.js';

const LOOK_UP_LIMIT = 200;

/** A conversation with a scripted domain, under the contract of the port. */
export class ScriptedSession implements DirectorySession {
  readonly controller: ControllerIdentity;
  readonly remarks: readonly string[];
  readonly baseDn: string;
  private closed = false;

  constructor(
    private readonly domain: ScriptedDomain,
    baseDn: string | undefined,
    private readonly signal: AbortSignal | undefined,
    private readonly onClose: () => void,
  ) {
    this.baseDn = baseDn ?? domain.baseDn;
    this.remarks = domain.isReadOnly ? ['Scripted: a read-only controller.'] : [];
    this.controller = {
      address: domain.answering ?? domain.controllers[0] ?? '',
      dnsHostName: `dc1.${domain.dnsName}`,
      invocationId: domain.invocationId,
      highestCommittedUsn: domain.highestCommittedUsn,
      namingContext: domain.baseDn,
      readOnly: domain.isReadOnly,
    };
  }

  async bindAccountGuid(): Promise<ObjectGuid | undefined> {
    await this.step('bindAccountGuid');
    const name = this.domain.bindAccount.toLowerCase();
    return [...this.domain.people.values()].find((person) => person.userPrincipalName?.toLowerCase() === name)
      ?.objectGuid;
  }

  async findGroup({ name, objectGuid }: GroupReference): Promise<DirectoryGroup> {
    await this.step('findGroup');
    const readable = [...this.domain.groups.values()].filter((group) =>
      this.domain.isReadable(group.objectGuid),
    );
    const named = readable.filter((group) => group.name.toLowerCase() === name.toLowerCase());
    if (objectGuid !== undefined) {
      const pinned = readable.find((group) => group.objectGuid === objectGuid);
      if (pinned !== undefined) return described(pinned);
      if (named.length > 0) throw new AppError('GROUP_RECREATED', `The group ${name} was made again.`);
    }
    const [group, second] = named;
    if (group === undefined) throw new AppError('GROUP_NOT_FOUND', `There is no group ${name}.`);
    if (second !== undefined) throw new AppError('GROUP_AMBIGUOUS', `Several groups are called ${name}.`);
    return described(group);
  }

  async nestedGroups(group: DirectoryGroup): Promise<DirectoryGroup[]> {
    await this.step('nestedGroups');
    const found = new Set<ObjectGuid>([group.objectGuid]);
    // Grows while it is walked; what is in it already is not walked again, so loops end.
    for (const guid of found) {
      const members = this.domain.groups.get(guid)?.members ?? [];
      for (const member of members) if (this.domain.groups.has(member)) found.add(member);
    }
    found.delete(group.objectGuid);
    return [...found].map((guid) => described(this.domain.group(guid)));
  }

  async refreshGroups(groups: readonly DirectoryGroup[]): Promise<DirectoryGroup[]> {
    await this.step('refreshGroups');
    return groups.map(({ objectGuid }) => described(this.readable(objectGuid)));
  }

  async *members({ objectGuid }: DirectoryGroup): AsyncIterable<readonly GroupMember[]> {
    const { rangeSize } = this.domain;
    for (let page = 0; ; page += 1) {
      await this.step('members', page);
      const readable = this.readable(objectGuid);
      const members = this.domain.hidesMembers ? [] : readable.members;
      const start = page * rangeSize;
      yield members
        .slice(start, start + rangeSize)
        .map((guid) => ({ objectGuid: guid, dn: this.domain.dnOf(guid) }));
      if (start + rangeSize >= members.length) return;
    }
  }

  async *people(
    groups: readonly DirectoryGroup[],
    membership: 'ANY' | 'PRIMARY_GROUP' = 'ANY',
  ): AsyncIterable<readonly DirectoryPerson[]> {
    const { domain } = this;
    const wanted = [...domain.people.keys()].filter((guid) => this.belongsTo(guid, groups, membership));
    for (let page = 0; ; page += 1) {
      await this.step('people', page);
      if (domain.sendsEmptyPages) yield [];
      const start = page * domain.pageSize;
      yield wanted
        .slice(start, start + domain.pageSize)
        .map((guid) => domain.people.get(guid))
        .filter((person) => person !== undefined);
      if (start + domain.pageSize >= wanted.length) return;
    }
  }

  async lookUp(guids: readonly ObjectGuid[]): Promise<LookedUpObject[]> {
    if (guids.length > LOOK_UP_LIMIT) throw new Error(`${guids.length} objects looked up at once`);
    await this.step('lookUp');
    return guids
      .filter((guid) => this.domain.isReadable(guid))
      .map((guid) => this.lookedUp(guid))
      .filter((object) => object !== undefined);
  }

  async *lookUpAll(
    sets: AsyncIterable<readonly ObjectGuid[]>,
    besidePrimaryOf?: readonly DirectoryGroup[],
  ): AsyncIterable<LookedUpSet> {
    if (besidePrimaryOf !== undefined)
      for await (const page of this.people(besidePrimaryOf, 'PRIMARY_GROUP'))
        yield { asked: [], found: page.map((person) => ({ type: 'PERSON', person })) };
    for await (const asked of sets) yield { asked, found: await this.lookUp(asked) };
  }

  async claimants(guids: readonly ObjectGuid[], groups: readonly DirectoryGroup[]): Promise<ObjectGuid[]> {
    await this.step('claimants');
    return guids.filter((guid) => this.belongsTo(guid, groups));
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    this.onClose();
  }

  private lookedUp(guid: ObjectGuid): LookedUpObject | undefined {
    const person = this.domain.people.get(guid);
    if (person !== undefined) return { type: 'PERSON', person };
    const group = this.domain.groups.get(guid);
    if (group !== undefined) return { type: 'OTHER', objectGuid: guid, dn: group.dn, kind: 'GROUP' };
    const other = this.domain.others.get(guid);
    return other && { type: 'OTHER', ...other };
  }

  private belongsTo(
    guid: ObjectGuid,
    groups: readonly DirectoryGroup[],
    membership: 'ANY' | 'PRIMARY_GROUP' = 'ANY',
  ): boolean {
    const person = this.domain.people.get(guid);
    if (person === undefined || !this.domain.isReadable(guid)) return false;
    return groups.some(
      (group) =>
        person.primaryGroupId === group.rid ||
        (membership === 'ANY' && this.domain.groups.get(group.objectGuid)?.members.includes(guid)),
    );
  }

  private readable(guid: ObjectGuid): ScriptedGroup {
    const group = this.domain.groups.get(guid);
    if (group !== undefined && this.domain.isReadable(guid)) return group;
    throw new AppError('GROUP_UNREADABLE', 'A group is gone or cannot be read any more.');
  }

  private async step(call: ScriptedStep['call'], page = 0): Promise<void> {
    if (this.closed) throw new AppError('DIRECTORY_UNREACHABLE', 'The connection is closed.');
    await interruptible(this.domain.onStep({ call, page }), this.signal);
  }
}

/** `work`, or the signal's reason as soon as it fires. */
export async function interruptible(
  work: void | Promise<void>,
  signal: AbortSignal | undefined,
): Promise<void> {
  signal?.throwIfAborted();
  if (signal === undefined) return work;
  const { promise, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

/** As the port describes a group: without its members, which are read on their own. */
function described({ objectGuid, dn, name, rid, usnChanged }: ScriptedGroup): DirectoryGroup {
  return { objectGuid, dn, name, rid, usnChanged };
}
