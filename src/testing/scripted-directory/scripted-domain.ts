import { randomUUID } from 'node:crypto';
import type { DirectoryGroup, DirectoryPerson, MemberKind } from '../../directory/directory.js';
import { objectGuid, type ObjectGuid } from '../../domain/identifiers.js';
import type { ErrorCode } from '../../errors.js';
import { ScriptedPasswords } from './scripted-passwords.js';

/** One thing a session is asked for; pages count from 0. */
export interface ScriptedStep {
  readonly call:
    | 'open'
    | 'checkSignIn'
    | 'check'
    | 'bindAccountGuid'
    | 'findGroup'
    | 'nestedGroups'
    | 'refreshGroups'
    | 'members'
    | 'people'
    | 'lookUp'
    | 'claimants';
  readonly page: number;
}

export interface ScriptedGroup extends DirectoryGroup {
  /** Values of `member`: people, groups and whatever else, in the order they joined. */
  readonly members: readonly ObjectGuid[];
}

interface OtherObject {
  readonly objectGuid: ObjectGuid;
  readonly dn: string;
  readonly kind: MemberKind;
}

const NORMAL_ACCOUNT = 0x200;

/** One directory that lives in memory. What a test changes is seen by every later question, as in a real one. */
export class ScriptedDomain {
  readonly controllers: string[];
  readonly baseDn: string;
  readonly bindAccount: string;
  bindSecret = 'the bind secret';
  invocationId = newGuid();
  /** The address sessions reach. Undefined: the first of `controllers`. */
  answering: string | undefined;
  /** True: the controller is a read-only one. */
  isReadOnly = false;
  /** Set: connecting fails, with this code and these words. */
  signInFault: { readonly check: 'CONNECT' | 'CERTIFICATE' | 'BIND'; readonly code: ErrorCode } | undefined;
  /** People in a page, as the controller's limit says. */
  pageSize = 1_000;
  /** Values of `member` in a range. */
  rangeSize = 1_500;
  /** True: every other page of people is empty and not the last, which a real controller may do. */
  sendsEmptyPages = false;
  /** True: a right to read `member` is missing, so that every group looks empty, while people still show that they are in it. */
  hidesMembers = false;
  /**
   * Awaited before each step. Throwing makes the step fail, a promise makes it slow, and what it changes in this
   * domain is seen by what follows.
   */
  onStep: (step: ScriptedStep) => void | Promise<void> = () => undefined;

  /** Passwords of the people, and the controllers that know them. */
  readonly passwords: ScriptedPasswords;
  readonly people = new Map<ObjectGuid, DirectoryPerson>();
  readonly groups = new Map<ObjectGuid, ScriptedGroup>();
  readonly others = new Map<ObjectGuid, OtherObject>();
  private readonly hidden = new Set<ObjectGuid>();
  private usn = 1_000n;
  private lastRid = 1_100;

  constructor(readonly dnsName: string) {
    this.controllers = [`ldaps://dc1.${dnsName}:636`];
    this.baseDn = dnsName
      .split('.')
      .map((label) => `DC=${label}`)
      .join(',');
    this.bindAccount = `reader@${dnsName}`;
    this.passwords = new ScriptedPasswords(dnsName, this.invocationId);
  }

  get highestCommittedUsn(): bigint {
    return this.usn;
  }

  addGroup(name: string): ScriptedGroup {
    const dn = `CN=${name},OU=Groups,${this.baseDn}`;
    return this.storeGroup({
      objectGuid: newGuid(),
      dn,
      name,
      rid: this.nextRid(),
      usnChanged: 0n,
      members: [],
    });
  }

  /** Adds a person with everything a usual account has; `values` says what is different. */
  addPerson(values: Partial<DirectoryPerson> = {}): DirectoryPerson {
    const rid = this.nextRid();
    const name = values.commonName ?? values.displayName ?? `Person ${rid}`;
    const person: DirectoryPerson = {
      objectGuid: newGuid(),
      rid,
      dn: `CN=${name},OU=People,${this.baseDn}`,
      givenName: null,
      surname: null,
      displayName: name,
      commonName: name,
      mail: null,
      telephoneNumber: null,
      title: null,
      department: null,
      company: null,
      samAccountName: `p${rid}`,
      userPrincipalName: `p${rid}@${this.dnsName}`,
      userAccountControl: NORMAL_ACCOUNT,
      pwdLastSet: new Date('2026-01-05T08:00:00Z'),
      accountExpires: null,
      whenChanged: new Date('2026-01-05T08:00:00Z'),
      usnChanged: null,
      primaryGroupId: 513,
      ...values,
    };
    return this.storePerson(person);
  }

  changePerson(guid: ObjectGuid, values: Partial<DirectoryPerson>): DirectoryPerson {
    const person = this.people.get(guid);
    if (person === undefined) throw new Error(`no person ${guid} in ${this.dnsName}`);
    return this.storePerson({ ...person, ...values, objectGuid: guid });
  }

  /** A member that is not a person; `baseDn` puts it into another domain. */
  addOther(kind: Exclude<MemberKind, 'GROUP'>, name: string, baseDn = this.baseDn): ObjectGuid {
    const other = { objectGuid: newGuid(), dn: `CN=${name},OU=Other,${baseDn}`, kind };
    this.others.set(other.objectGuid, other);
    return other.objectGuid;
  }

  join(group: ObjectGuid, ...members: readonly ObjectGuid[]): void {
    const { members: before } = this.group(group);
    this.setMembers(group, [...new Set([...before, ...members])]);
  }

  leave(group: ObjectGuid, ...members: readonly ObjectGuid[]): void {
    this.setMembers(
      group,
      this.group(group).members.filter((guid) => !members.includes(guid)),
    );
  }

  /** Deletes a person, group or other object; it leaves every group with that. */
  remove(guid: ObjectGuid): void {
    for (const objects of [this.people, this.groups, this.others]) objects.delete(guid);
    for (const { objectGuid: id, members } of this.groups.values()) {
      if (members.includes(guid)) this.leave(id, guid);
    }
    this.usn += 1n;
  }

  /** Deletes a group and makes another of the same name and members, with an objectGUID of its own. */
  recreateGroup(guid: ObjectGuid): ScriptedGroup {
    const { name, members } = this.group(guid);
    this.remove(guid);
    const again = this.addGroup(name);
    this.join(again.objectGuid, ...members);
    return this.group(again.objectGuid);
  }

  /** The bind account may not read this object any more; groups go on naming it. */
  hide(guid: ObjectGuid): void {
    this.hidden.add(guid);
  }

  show(guid: ObjectGuid): void {
    this.hidden.delete(guid);
  }

  isReadable(guid: ObjectGuid): boolean {
    return !this.hidden.has(guid);
  }

  group(guid: ObjectGuid): ScriptedGroup {
    const group = this.groups.get(guid);
    if (group === undefined) throw new Error(`no group ${guid} in ${this.dnsName}`);
    return group;
  }

  /** The DN of any object, which a group shows even when the object itself is not readable. */
  dnOf(guid: ObjectGuid): string {
    const object = this.people.get(guid) ?? this.groups.get(guid) ?? this.others.get(guid);
    if (object === undefined) throw new Error(`no object ${guid} in ${this.dnsName}`);
    return object.dn;
  }

  private setMembers(guid: ObjectGuid, members: readonly ObjectGuid[]): void {
    for (const member of members) this.dnOf(member);
    this.storeGroup({ ...this.group(guid), members });
  }

  private storePerson(person: DirectoryPerson): DirectoryPerson {
    const stored = { ...person, usnChanged: (this.usn += 1n) };
    this.people.set(person.objectGuid, stored);
    return stored;
  }

  private storeGroup(group: ScriptedGroup): ScriptedGroup {
    const stored = { ...group, usnChanged: (this.usn += 1n) };
    this.groups.set(group.objectGuid, stored);
    return stored;
  }

  private nextRid(): number {
    return (this.lastRid += 1);
  }
}

function newGuid(): ObjectGuid {
  const guid = objectGuid(randomUUID());
  if (guid === undefined) throw new Error('a random UUID is a GUID');
  return guid;
}
