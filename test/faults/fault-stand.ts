import { createHash } from 'node:crypto';
import { ActiveDirectory } from '../../src/directory/active-directory.js';
import type { Directory } from '../../src/directory/directory.js';
import type { DirectoryTimeouts } from '../../src/directory/wire/timeouts.js';
import {
  createCertificateAuthority,
  type CertificateAuthority,
  type CertificateRequest,
} from '../../src/sandbox/certificates/certificates.js';
import { DirectoryEditor } from '../../src/sandbox/directory-editor.js';
import {
  startEmbeddedDirectory,
  type EmbeddedDirectory,
} from '../../src/sandbox/embedded-directory/embedded-directory.js';
import { FaultSwitch } from '../../src/sandbox/embedded-directory/faults/fault-switch.js';
import { generateContents } from '../../src/sandbox/people.js';
import { sharedIdentities } from '../../src/sandbox/people/identity.js';
import { SYNC_GROUP, type DirectoryContents } from '../../src/sandbox/sandbox-directory.js';
import { SyncWorld } from '../../src/testing/sync/sync-world.js';
import { FreshImport } from './fresh-import.js';
import { TruthReader, type Truth } from './truth.js';

/** Of each of the two domains unless a test needs more; a tenth of them are in both. */
const PEOPLE = 300;
const SEED = 47;
const SHARED = sharedIdentities(PEOPLE / 10, SEED);
/** So that a first, several middle and a last page exist. */
const PAGE_SIZE = 60;
/** So that members come in several ranges. */
const RANGE_SIZE = 80;
const PRIORITIES = { north: 200, south: 100 };

export interface FaultStandOptions {
  /** People of the north. */
  readonly count?: number;
  /** People in a page of the north's. */
  readonly pageSize?: number;
  /** Whether the north reads groups within its groups. */
  readonly nestedGroups?: boolean;
}

/**
 * Two domains that share people, imported once without a fault. The north's controller is the one that misbehaves.
 * One stand serves all rows of a test file, one after another.
 */
export class FaultStand {
  /** How long the client waits for the misbehaving controller; the product's own times unless a row says otherwise. */
  timeouts: Partial<DirectoryTimeouts> = {};
  private stirred = 0;

  private constructor(
    readonly north: EmbeddedDirectory,
    readonly south: EmbeddedDirectory,
    readonly faults: FaultSwitch,
    readonly authority: CertificateAuthority,
    readonly editor: DirectoryEditor,
    readonly southEditor: DirectoryEditor,
    readonly world: SyncWorld,
    readonly northId: string,
    readonly southId: string,
    readonly fresh: FreshImport,
    private readonly truths: readonly [TruthReader, TruthReader],
    private readonly logins: readonly string[],
  ) {}

  static async open(options: FaultStandOptions = {}): Promise<FaultStand> {
    const { count = PEOPLE, pageSize = PAGE_SIZE, nestedGroups = false } = options;
    const contents = northern(count);
    const authority = await createCertificateAuthority('Fault matrix');
    const faults = new FaultSwitch();
    const [north, south] = await Promise.all([
      startEmbeddedDirectory({
        contents,
        certificate: await certificateOf(authority),
        queryPolicy: { mostEntries: pageSize, mostValues: RANGE_SIZE },
        intercept: faults.intercept,
        now: faults.now,
      }),
      startEmbeddedDirectory({ contents: southern(), certificate: await certificateOf(authority) }),
    ]);
    const [editor, southEditor] = await Promise.all([
      DirectoryEditor.open(north),
      DirectoryEditor.open(south),
    ]);
    const reading: { stand?: FaultStand } = {};
    const world = await SyncWorld.create(directoryWith(() => reading.stand?.timeouts ?? {}));
    const northId = await world.addDomain(north, { priority: PRIORITIES.north, nested_groups: nestedGroups });
    const southId = await world.addDomain(south, { priority: PRIORITIES.south });
    const fresh = await FreshImport.open([
      [north, PRIORITIES.north],
      [south, PRIORITIES.south],
    ]);
    const stand = new FaultStand(
      north,
      south,
      faults,
      authority,
      editor,
      southEditor,
      world,
      northId,
      southId,
      fresh,
      [await TruthReader.open(north), await TruthReader.open(south)],
      ordinary(contents),
    );
    reading.stand = stand;
    await fresh.change(0, { nested_groups: nestedGroups });
    await world.sync(northId);
    await world.sync(southId);
    return stand;
  }

  /** Log-on name of an ordinary member of the north's sync group: in no awkward unit, enabled, with an address. */
  readonly login = (at: number): string => this.logins[at]!;

  /** The reader's log-on name in the north. */
  get readerLogin(): string {
    return this.north.reader.name.split('@')[0]!;
  }

  get priorities(): ReadonlyMap<string, number> {
    return new Map([
      [this.northId, PRIORITIES.north],
      [this.southId, PRIORITIES.south],
    ]);
  }

  /** A certificate for the controller's address, from the authority the domain trusts unless another is given. */
  certificate(authority: CertificateAuthority = this.authority, parts: Partial<CertificateRequest> = {}) {
    return certificateOf(authority, parts);
  }

  /**
   * Changes a little in the north, so that every run has something to apply: somebody leaves, who came back the time
   * before; a title, an address and an account's state go to and fro.
   */
  async stir(): Promise<void> {
    const odd = (this.stirred += 1) % 2 === 1;
    const { editor } = this;
    const [leaver, joiner, titled, moved, toggled] = this.logins.slice(-5) as [
      string,
      string,
      string,
      string,
      string,
    ];
    await editor.removeFromGroup(SYNC_GROUP, odd ? leaver : joiner);
    if (this.stirred > 1) await editor.addToGroup(SYNC_GROUP, odd ? joiner : leaver);
    await editor.change(titled, { title: odd ? 'Head of Odd Things' : 'Head of Even Things' });
    await editor.change(moved, { mail: `moved.${odd ? 'odd' : 'even'}@north.example` });
    await (odd ? editor.disable(toggled) : editor.enable(toggled));
  }

  /** Log-on names of the members of the north's sync group, always in the same order. */
  readonly members = async (): Promise<string[]> =>
    [...(await this.truth()).get(this.northId)!.values()]
      .filter(({ inSyncGroup }) => inSyncGroup)
      .map(({ login }) => login)
      .toSorted();

  /** What the directories hold, whatever the north says about it. */
  readonly truth = async (): Promise<ReadonlyMap<string, Truth>> => {
    const [north, south] = await Promise.all(this.truths.map((reader) => reader.read()));
    return new Map([
      [this.northId, north!],
      [this.southId, south!],
    ]);
  };

  async close(): Promise<void> {
    this.faults.disarmAll();
    await Promise.allSettled(
      [this.editor, this.southEditor, ...this.truths].map((session) => session.close()),
    );
    await Promise.allSettled([this.north.stop(), this.south.stop(), this.world.close(), this.fresh.close()]);
  }
}

/** So many people of the north, always the same ones. */
export function northern(count: number): DirectoryContents {
  return generateContents({ dnsName: 'north.example', count, seed: SEED, shared: SHARED });
}

/** The south; of those whom the north has too, some write their address otherwise. */
function southern(): DirectoryContents {
  const shared = SHARED.map((identity, at) =>
    at % 4 === 1 ? { ...identity, mail: ` ${identity.mail.toUpperCase()} ` } : identity,
  );
  return generateContents({ dnsName: 'south.example', count: PEOPLE, seed: SEED + 1, shared });
}

/** A short text that is the same for the same contents. */
export function digestOf(truth: ReadonlyMap<string, Truth>): string {
  const people = [...truth.values()].map((domain) => [...domain.values()]);
  return createHash('sha256').update(JSON.stringify(people)).digest('hex');
}

function certificateOf(authority: CertificateAuthority, parts: Partial<CertificateRequest> = {}) {
  const request = { commonName: 'dc1', dnsNames: [], addresses: ['127.0.0.1'], ...parts };
  return authority.issue(request).then((issued) => ({ ...issued, caCertificate: authority.certificate }));
}

function ordinary({ people, dnsName }: DirectoryContents): string[] {
  return people
    .filter(
      ({ login, enabled, groups, mail }) =>
        enabled && groups.includes(SYNC_GROUP) && /^[a-z.0-9]+$/.test(login) && mail?.endsWith(`@${dnsName}`),
    )
    .filter(({ login }) => !login.startsWith('awk') && !login.startsWith('abc'))
    .map(({ login }) => login);
}

/** The product's adapter, as patient as each row wants it. */
function directoryWith(timeouts: () => Partial<DirectoryTimeouts>): Directory {
  const adapter = () => new ActiveDirectory({ timeouts: timeouts() });
  return {
    open: (target, signal) => adapter().open(target, signal),
    checkSignIn: (target, signal) => adapter().checkSignIn(target, signal),
    check: (target, request, signal) => adapter().check(target, request, signal),
  };
}
