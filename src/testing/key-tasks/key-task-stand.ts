import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from '../../database.js';
import { withTransaction } from '../../database.js';
import type { PasswordHolder } from '../../domain/states.js';
import { sealCredential, signEnvelope, type Instruction } from '../../keys/key-protocol.js';
import { createServerIdentities } from '../../keys/server-identities.js';
import { SimulatedKey } from '../../sandbox/simulated-key/simulated-key.js';
import { createLog, type Log } from '../../log.js';
import { ownIdentity, type OwnIdentity } from '../../services/key-tasks/server-identity.js';
import { keysConnected } from '../../services/key-tasks/keys-connected.js';
import { addKeyTasks, type NewKeyTask } from '../../services/keys/moves/move-tasks.js';
import type { Checkpoints } from '../../services/password-changes/checkpoints.js';
import { createChanges } from '../../services/password-changes/create-changes.js';
import { lockChange } from '../../services/password-changes/rows/stored-change.js';
import { claimAccount } from '../../services/password-changes/rows/claims.js';
import { writeChange } from '../../services/password-changes/rows/write-change.js';
import { startApi, type TestApi } from '../start-api.js';
import { addStoredAccount, addStoredDomain, TEST_ACTOR } from '../stored-people.js';
import { idleWorkflows } from '../waiting-run.js';
import { TestWorkstation } from './test-workstation.js';

export const PIN = '1234';

/** A key somebody holds, and what we know of it; ids are those of the database. */
export interface HeldKey {
  readonly id: string;
  readonly serial: string;
  readonly simulated: SimulatedKey;
  readonly file: string;
  readonly ownerId: string;
  readonly accountIds: readonly string[];
}

/** Who was told to go on. */
class Told {
  readonly ids: string[] = [];
  private readonly listeners = new Set<(id: string) => void>();

  add(id: string): void {
    this.ids.push(id);
    for (const tell of this.listeners) tell(id);
    this.listeners.clear();
  }

  next(): Promise<string> {
    return new Promise((resolve) => this.listeners.add(resolve));
  }
}

/** Servers, workstations and keys that really speak to each other; nobody drives changes of passwords. */
export class KeyTaskStand {
  private serials = 0;

  private constructor(
    readonly api: TestApi,
    private readonly folder: string,
    readonly northId: string,
    private readonly told: Told,
  ) {}

  static async open(checkpoints?: Checkpoints, log?: Log): Promise<KeyTaskStand> {
    const told = new Told();
    const workflows = { ...idleWorkflows, advanceChange: async (id: string) => told.add(id) };
    const adapters = { workflows, ...(checkpoints === undefined ? {} : { checkpoints }) };
    // Nobody looks by himself whether a connection may go on: whoever ends one is heard of.
    const api = await startApi({ adapters, recheckSeconds: 3_600, ...(log === undefined ? {} : { log }) });
    const northId = await addStoredDomain(api.backend.pool, 'north.example');
    const folder = await mkdtemp(join(tmpdir(), 'latchkey-keys-'));
    return new KeyTaskStand(api, folder, northId, told);
  }

  async close(): Promise<void> {
    await this.api.close();
    await rm(this.folder, { recursive: true });
  }

  /** Changes somebody was told to go on with, in order. */
  get advanced(): readonly string[] {
    return this.told.ids;
  }

  /** Settles with the next one. */
  nextAdvanced(): Promise<string> {
    return this.told.next();
  }

  /** What follows from these keys being connected. */
  async keysConnected(...serials: string[]): Promise<void> {
    const rotate = async (): Promise<void> => undefined;
    const workflows = { advanceChange: async (id: string) => this.told.add(id), rotate };
    await keysConnected({ pool: this.pool, workflows, log: createLog('latchkey-test', 'silent') }, serials);
  }

  get pool(): Pool {
    return this.api.backend.pool;
  }

  /** Another server of the same installation. */
  secondServer(): Promise<TestApi> {
    const { databaseUrl, masterKey } = this.api.config;
    return startApi({ config: { databaseUrl, masterKey }, adapters: { workflows: idleWorkflows } });
  }

  workstation(joinedDomain?: string | null): Promise<TestWorkstation> {
    return TestWorkstation.add(this.api, joinedDomain);
  }

  /** A key that was assigned to a new employee with these accounts, and waits for its code. */
  async reserved(...holders: readonly PasswordHolder[]): Promise<HeldKey> {
    this.serials += 1;
    const serial = `LK-${this.serials}`;
    const file = join(this.folder, `${serial}.json`);
    const simulated = await SimulatedKey.create(file, { serial, pin: PIN });
    const { keys } = this.api.backend.services;
    const publicKey = Buffer.from(simulated.publicKey.publicKey).toString('base64');
    const id = await keys.import(TEST_ACTOR, { serial, publicKey });
    const { ownerId, accountIds } = await this.employee(holders);
    await keys.assign(TEST_ACTOR, { keyId: id, employeeId: ownerId });
    return { id, serial, simulated, file, ownerId, accountIds };
  }

  async employee(
    holders: readonly PasswordHolder[],
  ): Promise<{ readonly ownerId: string; readonly accountIds: readonly string[] }> {
    const ownerId = randomUUID();
    const accountIds: string[] = [];
    const all = holders.length === 0 ? (['UNMANAGED'] as const) : holders;
    for (const [at, passwordHolder] of all.entries()) {
      // Nobody has two accounts in one domain.
      const domainId = at === 0 ? this.northId : await addStoredDomain(this.pool, `${randomUUID()}.example`);
      accountIds.push(await this.addAccount(ownerId, passwordHolder, domainId));
    }
    return { ownerId, accountIds: accountIds.toSorted() };
  }

  private async addAccount(
    employeeId: string,
    passwordHolder: PasswordHolder,
    domainId: string,
  ): Promise<string> {
    const values = {
      employeeId,
      passwordHolder,
      inPasswordGroup: true,
      mail: `${randomUUID()}@north.example`,
    };
    return (await addStoredAccount(this.pool, domainId, values)).id;
  }

  async codeOf({ id }: HeldKey): Promise<string> {
    return (await this.api.backend.services.keys.showCode(TEST_ACTOR, id)).code;
  }

  /** Activated at this workstation, and linked. */
  async linked(workstation: TestWorkstation, ...holders: readonly PasswordHolder[]): Promise<HeldKey> {
    const key = await this.reserved(...holders);
    await workstation.connect([key.serial]);
    const answer = await workstation.guess(key.simulated, await this.codeOf(key));
    if (answer.activated !== true) throw new Error(`the key was not activated: ${JSON.stringify(answer)}`);
    const tasks = workstation.tasks();
    await workstation.handOver(key.simulated, await tasks.nextFor(key.serial));
    await tasks.close();
    return key;
  }

  /** The same, of an owner whose password it is thought to hold. */
  async managed(workstation: TestWorkstation): Promise<HeldKey> {
    const key = await this.linked(workstation, 'UNMANAGED');
    await this.pool.query(`update domain_account set password_holder = 'MANAGED' where id = $1`, [
      key.accountIds[0],
    ]);
    return key;
  }

  /** A change of an account that has claimed it, and is about to write to the key. Answers the change's id. */
  async claimed(key: HeldKey, accountId = key.accountIds[0]!): Promise<string> {
    return withTransaction(this.pool, async (sql) => {
      await sql.query('select id from domain_account where id = $1 for update', [accountId]);
      const [id] = await createChanges(sql, TEST_ACTOR, [{ accountId, kind: 'ACTIVATION', keyId: key.id }]);
      const change = await lockChange(sql, id!);
      const claimed = change && (await claimAccount(sql, change));
      if (claimed === undefined || claimed === 'WAIT') throw new Error('the account could not be claimed');
      await writeChange(sql, claimed, { stage: 'WAITING_FOR_KEY', intent: 'WRITE_TO_KEY', undo: 'DISCARD' });
      return id!;
    });
  }

  /** Adds a task, and tells of it, as whoever drives a change does. */
  async addTask(task: NewKeyTask): Promise<void> {
    await withTransaction(this.pool, async (sql) => {
      await sql.query('select id from key where id = $1 for update', [task.keyId]);
      await addKeyTasks(sql, TEST_ACTOR, [task]);
    });
  }

  /** Adds the task that brings a password. */
  async addWrite(
    key: HeldKey,
    { changeId, password }: { changeId?: string; password: string },
  ): Promise<void> {
    const accountId = key.accountIds[0]!;
    const credential = { accountId, logOnName: 'NORTH\\anna', password };
    const sealed = sealCredential(key.simulated.publicKey, credential);
    const change = changeId === undefined ? {} : { changeId };
    await this.addTask({ keyId: key.id, kind: 'WRITE_PENDING', accountId, sealed, ...change });
  }

  /** The identity that keys of this installation obey. */
  identity(): OwnIdentity {
    return ownIdentity(this.pool, createServerIdentities(this.api.config.masterKey));
  }

  /** Another envelope of ours that the key carries out, of which nothing is known any more. */
  async deliverUnseen({ simulated, serial }: HeldKey, instruction: Instruction): Promise<void> {
    const sequence = simulated.state.lastSequence + 1n;
    const server = await this.identity()();
    await simulated.deliver(signEnvelope(server, { serial, taskId: randomUUID(), sequence, instruction }));
  }

  /** Takes a key from its owner, who is left without passwords. */
  retire({ id, serial }: HeldKey, trigger: 'WITHDRAW' | 'MARK_COMPROMISED'): Promise<readonly string[]> {
    return this.api.backend.services.keys.retire(TEST_ACTOR, {
      keyId: id,
      trigger,
      passwords: 'LEAVE_WITHOUT_PASSWORD',
      replacementKeyId: null,
      temporaryPassword: null,
      disablesAccounts: false,
      confirmSerial: serial,
      note: null,
    });
  }

  unlock({ id }: HeldKey): Promise<void> {
    return this.api.backend.services.keys.unlock(TEST_ACTOR, id);
  }

  /** The tasks of a key, oldest first, as `KIND STATE`, with what of them is still there. */
  async tasksOf({ id }: Pick<HeldKey, 'id'>): Promise<string[]> {
    const { rows } = await this.pool.query<{ task: string }>(
      `select kind || ' ' || state || case when sealed is null then '' else ' sealed' end
              || case when envelope is null then '' else ' envelope' end as task
       from key_task where key_id = $1 order by created_at, id`,
      [id],
    );
    return rows.map(({ task }) => task);
  }

  async keyRow({ id }: Pick<HeldKey, 'id'>) {
    const { rows } = await this.pool.query(
      `select status, confirmed_status, reason, owner_id, linked_at, code_attempts, next_sequence, newest_sequence,
              battery_percent
       from key where id = $1`,
      [id],
    );
    return rows[0];
  }

  async holderOf(accountId: string): Promise<string> {
    const { rows } = await this.pool.query<{ holder: string }>(
      'select password_holder as holder from domain_account where id = $1',
      [accountId],
    );
    return rows[0]?.holder ?? '';
  }

  async changesOf(accountId: string): Promise<readonly { id: string; kind: string; code: string | null }[]> {
    const { rows } = await this.pool.query<{ id: string; kind: string; code: string | null }>(
      `select id, kind, last_error_code as code from password_change where account_id = $1 order by created_at, id`,
      [accountId],
    );
    return rows;
  }
}
