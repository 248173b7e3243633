import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPool, withTransaction, type Pool } from '../../database.js';
import type { ObjectGuid } from '../../domain/identifiers.js';
import type { PasswordChangeKind, PasswordHolder } from '../../domain/states.js';
import { createBindSecrets } from '../../keys/bind-secrets.js';
import { createPasswordCopies } from '../../keys/password-copies.js';
import { SimulatedKey } from '../../sandbox/simulated-key/simulated-key.js';
import type { AdvanceOutcome, AdvanceParts } from '../../services/password-changes/advance-parts.js';
import { advanceChange } from '../../services/password-changes/advance-change.js';
import type { Checkpoint } from '../../services/password-changes/checkpoints.js';
import { createChanges } from '../../services/password-changes/create-changes.js';
import { readChange, type StoredChange } from '../../services/password-changes/rows/stored-change.js';
import { insertRow } from '../../services/rows.js';
import { createTestDatabase, type TestDatabase } from '../database/test-database.js';
import { ScriptedDirectory } from '../scripted-directory/scripted-directory.js';
import type { ScriptedDomain } from '../scripted-directory/scripted-domain.js';
import type { PasswordStep } from '../scripted-directory/scripted-passwords.js';
import { addStoredAccount, addStoredDomain, TEST_ACTOR } from '../stored-people.js';
import { handOver } from './hand-over.js';
import { readSlots, type KeySlots } from './key-slots.js';

export const OLD_PASSWORD = 'Old-Passw0rd-of-theirs';
const PIN = '2580';

/** Somebody with an account, a key that is linked and connected, and a change that is to give the key the password. */
export interface Person {
  readonly accountId: string;
  readonly employeeId: string;
  readonly guid: ObjectGuid;
  readonly keyId: string;
  readonly key: SimulatedKey;
}

/** Changes of passwords over a scripted directory and simulated keys, with a database of their own. */
export class ChangeStand {
  /** Called at every checkpoint that is reached, and awaited. */
  onCheckpoint: (point: Checkpoint, changeId: string | null) => void | Promise<void> = () => undefined;
  private workstationId = '';
  private readonly policy: ScriptedDomain['passwords']['policy'];

  private constructor(
    private readonly database: TestDatabase,
    private readonly folder: string,
    readonly pool: Pool,
    readonly directory: ScriptedDirectory,
    readonly domain: ScriptedDomain,
    readonly domainId: string,
    readonly parts: AdvanceParts,
  ) {
    this.policy = domain.passwords.policy;
  }

  static async open(): Promise<ChangeStand> {
    const database = await createTestDatabase();
    const pool = createPool(database.url);
    pool.on('error', () => undefined);
    const directory = new ScriptedDirectory();
    const domain = directory.addDomain('north.example');
    const masterKey = randomBytes(32);
    const bindSecrets = createBindSecrets(masterKey);
    const domainId = await addStoredDomain(pool, domain.dnsName);
    await pool.query(`update domain set bind_secret_sealed = $2 where id = $1`, [
      domainId,
      bindSecrets.seal(domain.bindSecret, domainId),
    ]);
    const folder = await mkdtemp(join(tmpdir(), 'latchkey-changes-'));
    const stand: ChangeStand = new ChangeStand(database, folder, pool, directory, domain, domainId, {
      pool,
      passwords: directory.passwords,
      bindSecrets,
      copies: createPasswordCopies(masterKey),
      random: randomBytes,
      checkpoints: { reached: async (point, id) => stand.onCheckpoint(point, id) },
    });
    await stand.addWorkstation();
    return stand;
  }

  get databaseUrl(): string {
    return this.database.url;
  }

  async close(): Promise<void> {
    await this.pool.end();
    await this.database.drop();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** What every test begins with: nobody watches, and the directory does as it should. */
  async reset(): Promise<void> {
    const { passwords } = this.domain;
    this.onCheckpoint = () => undefined;
    this.domain.signInFault = undefined;
    passwords.onStep = () => undefined;
    passwords.mayReset = true;
    passwords.mayUnexpire = true;
    passwords.policy = this.policy;
    passwords.pdcEmulator = passwords.controllers[0]!;
    passwords.controllers.splice(1);
    passwords.pdcEmulator.isUp = true;
    await this.pool.query(`update domain set passwords_paused_at = null, passwords_pause_reason = null`);
    await this.pool.query(`update alarm set lifted_at = now() where lifted_at is null`);
  }

  /** Runs something once, when a session is next asked for this; an error it throws is the directory's. */
  once(
    call: PasswordStep['call'],
    at: PasswordStep['at'],
    act: (step: PasswordStep) => void | Promise<void>,
  ): void {
    const { passwords } = this.domain;
    let isDone = false;
    passwords.onStep = (step) => {
      if (isDone || step.call !== call || step.at !== at) return undefined;
      isDone = true;
      return act(step);
    };
  }

  /** Somebody with an account, a password that they know, and a key that is linked and connected. */
  async addPerson(holder: PasswordHolder = 'AWAITING_KEY'): Promise<Person> {
    const { objectGuid: guid, rid, dn, samAccountName, userPrincipalName } = this.domain.addPerson();
    this.domain.passwords.setPassword(guid, OLD_PASSWORD);
    const values = { objectGuid: guid, rid, dn, samAccountName, userPrincipalName, passwordHolder: holder };
    const account = await addStoredAccount(this.pool, this.domainId, {
      ...values,
      inPasswordGroup: true,
      mail: `${guid}@north.example`,
    });
    const serial = `HK-${guid.slice(0, 8).toUpperCase()}`;
    const key = await SimulatedKey.create(join(this.folder, `${guid}.json`), { serial, pin: PIN });
    const keyId = randomUUID();
    await insertRow(this.pool, 'key', {
      id: keyId,
      serial,
      name: serial,
      publicKey: Buffer.from(key.publicKey.publicKey),
      status: 'ACTIVE',
      confirmedStatus: 'ACTIVE',
      ownerId: account.employeeId,
      searchText: serial.toLowerCase(),
    });
    await insertRow(this.pool, 'key_task', { keyId, kind: 'LINK', wantedBy: 'test' });
    const person = { accountId: account.id, employeeId: account.employeeId, guid, keyId, key };
    await this.deliver(person);
    await this.connect(person);
    return person;
  }

  /** The id of a change that waits to be worked on. */
  async want(
    { accountId, keyId }: Person,
    kind: PasswordChangeKind = 'ACTIVATION',
    keyed = true,
  ): Promise<string> {
    const [id] = await withTransaction(this.pool, async (sql) => {
      await sql.query(`select id from domain_account where id = $1 for no key update`, [accountId]);
      return createChanges(sql, TEST_ACTOR, [{ accountId, kind, keyId: keyed ? keyId : null }]);
    });
    return id!;
  }

  advance(changeId: string, parts: Partial<AdvanceParts> = {}): Promise<AdvanceOutcome> {
    return advanceChange({ ...this.parts, ...parts }, changeId);
  }

  /** The key does everything that waits for it. Answers the changes that may go on. */
  deliver({ keyId, key }: Person): Promise<string[]> {
    return handOver(this.pool, keyId, key);
  }

  /** Until the change has ended, or needs something that does not come by itself. */
  async runToEnd(person: Person, changeId: string): Promise<StoredChange> {
    for (let turns = 0; turns < 20; turns += 1) {
      const { state } = await this.advance(changeId);
      await this.assertNobodyIsLockedOut(person);
      if (state === 'ENDED' || state === 'WAITING_FOR_CLAIM') break;
      const woken = await this.deliver(person);
      await this.assertNobodyIsLockedOut(person);
      if (state === 'WAITING_FOR_KEY' && woken.length === 0) break;
      await this.makeDue(changeId);
    }
    return this.change(changeId);
  }

  async change(changeId: string): Promise<StoredChange> {
    const change = await readChange(this.pool, changeId);
    if (change === undefined) throw new Error('there is no such change');
    return change;
  }

  /** Time goes by: the next attempt is due, and nothing that was sent can be under way any more. */
  async makeDue(changeId: string): Promise<void> {
    await this.pool.query(
      `update password_change set next_attempt_at = null, sent_at = sent_at - interval '1 minute',
              accepted_at = accepted_at - interval '1 minute', updated_at = updated_at - interval '1 minute' where id = $1`,
      [changeId],
    );
  }

  async loseCopy(changeId: string): Promise<void> {
    await this.pool.query(
      `update password_copy set expires_at = now() - interval '1 second' where change_id = $1`,
      [changeId],
    );
  }

  async hasCopy(changeId: string): Promise<boolean> {
    const { rowCount } = await this.pool.query(`select 1 from password_copy where change_id = $1`, [
      changeId,
    ]);
    return rowCount === 1;
  }

  async holderOf({ accountId }: Person): Promise<string> {
    const { rows } = await this.pool.query<{ holder: string }>(
      `select password_holder as holder from domain_account where id = $1`,
      [accountId],
    );
    return rows[0]?.holder ?? '';
  }

  async tasks({ keyId }: Person): Promise<string[]> {
    const { rows } = await this.pool.query<{ task: string }>(
      `select kind || ' ' || state as task from key_task where key_id = $1 and kind <> 'LINK' order by created_at, id`,
      [keyId],
    );
    return rows.map(({ task }) => task);
  }

  slots({ key, accountId }: Person): Promise<KeySlots> {
    return readSlots(key, accountId, PIN);
  }

  /** The password the directory takes, at the controller that knows best of those that answer. */
  inDirectory({ guid }: Person): string {
    const { controllers, pdcEmulator } = this.domain.passwords;
    const up = controllers.filter(({ isUp }) => isUp);
    const asked = up.includes(pdcEmulator) ? pdcEmulator : (up[0] ?? pdcEmulator);
    return this.domain.passwords.stateOf(asked, guid).password;
  }

  /** The promise: the old password works still, or the key holds one, in some slot, that the directory takes. */
  async assertNobodyIsLockedOut(person: Person): Promise<void> {
    const valid = this.inDirectory(person);
    const known = [OLD_PASSWORD, ...Object.values(await this.slots(person))];
    if (!known.includes(valid)) throw new Error('the key holds no password that the directory takes');
  }

  async connect({ keyId }: Person, joinedDomain: string | null = 'north.example'): Promise<void> {
    await this.pool.query(
      `update workstation_presence set connected_keys = array_append(connected_keys, (select serial from key where id = $1))`,
      [keyId],
    );
    await this.pool.query(`update workstation set joined_domain = $2 where id = $1`, [
      this.workstationId,
      joinedDomain,
    ]);
  }

  async disconnect({ keyId }: Person): Promise<void> {
    await this.pool.query(
      `update workstation_presence set connected_keys = array_remove(connected_keys, (select serial from key where id = $1))`,
      [keyId],
    );
  }

  /** The key is taken from its owner, and whatever it was to be told is not told any more. */
  async withdraw({ keyId }: Person): Promise<void> {
    await this.pool.query(`update key set status = 'DEACTIVATED' where id = $1`, [keyId]);
    await this.pool.query(
      `update key_task set state = 'CANCELLED', ended_at = now(), sealed = null
       where key_id = $1 and state in ('PENDING', 'DELIVERED')`,
      [keyId],
    );
  }

  private async addWorkstation(): Promise<void> {
    this.workstationId = randomUUID();
    await insertRow(this.pool, 'workstation', {
      id: this.workstationId,
      publicKey: randomBytes(32),
      machineName: 'DESK-1',
      joinedDomain: 'north.example',
      operatingSystem: 'test',
      clientVersion: '1',
      state: 'APPROVED',
      address: '127.0.0.1',
      network: '127.0.0.1',
    });
    await this.pool.query(
      `insert into workstation_presence (workstation_id, connection_id, seen_at, controller_in_reach, connected_keys)
       values ($1, gen_random_uuid(), now() + interval '1 day', true, '{}')`,
      [this.workstationId],
    );
  }
}
