import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { createPool, withTransaction, type Pool } from '../../database.js';
import type { PasswordHolder } from '../../domain/states.js';
import type { EventHub } from '../../events/event-hub.js';
import { createPasswordCopies } from '../../keys/password-copies.js';
import { createActivationCodes, type ActivationCodes } from '../../keys/activation-codes.js';
import { attemptActivation, type ActivationOutcome } from '../../services/keys/codes/attempt-activation.js';
import { createKeyService, type KeyService } from '../../services/keys/key-service.js';
import type { Retirement } from '../../services/keys/retire-key.js';
import { insertRow } from '../../services/rows.js';
import { createTestDatabase, type TestDatabase } from '../database/test-database.js';
import { addStoredAccount, addStoredDomain, TEST_ACTOR } from '../stored-people.js';
import { idleWorkflows } from '../waiting-run.js';

/** An Ed25519 public key, as it is typed in. */
export function newPublicKey(): string {
  const { x } = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' });
  return Buffer.from(x ?? '', 'base64url').toString('base64');
}

/** A key's row, as tests look at it. */
export interface KeyRow {
  readonly status: string;
  readonly confirmed_status: string;
  readonly reason: string | null;
  readonly note: string | null;
  readonly owner_id: string | null;
  readonly owner_deactivated: boolean;
  readonly linked_at: Date | null;
  readonly compromised_at: Date | null;
  readonly code_attempts: number;
}

/** Keys and the services behind them, with a database of their own. */
export class KeyStand {
  private serials = 0;

  private constructor(
    private readonly database: TestDatabase,
    readonly pool: Pool,
    readonly codes: ActivationCodes,
    readonly keys: KeyService,
  ) {}

  static async open(): Promise<KeyStand> {
    const database = await createTestDatabase();
    const pool = createPool(database.url);
    pool.on('error', () => undefined);
    const codes = createActivationCodes(randomBytes(32), 7);
    const keys = createKeyService({
      pool,
      codes,
      copies: createPasswordCopies(randomBytes(32)),
      workflows: idleWorkflows,
      events: noEvents,
    });
    return new KeyStand(database, pool, codes, keys);
  }

  async close(): Promise<void> {
    await this.pool.end();
    await this.database.drop();
  }

  /** A key that is ready. */
  importKey(serial = `HK-${(this.serials += 1)}`): Promise<string> {
    return this.keys.import(TEST_ACTOR, { serial, publicKey: newPublicKey() });
  }

  /** A manual employee who is active. */
  async addEmployee(name = 'Anna Berg'): Promise<string> {
    const id = randomUUID();
    const email = `${id}@north.example`;
    await insertRow(this.pool, 'employee', {
      id,
      source: 'MANUAL',
      state: 'ACTIVE',
      deactivationCauses: [],
      displayName: name,
      email,
      emailKey: email,
      searchText: name.toLowerCase(),
    });
    return id;
  }

  /** An account of an employee whose password is held by somebody. Answers its id. */
  async addAccount(employeeId: string, passwordHolder: PasswordHolder = 'MANAGED'): Promise<string> {
    const domainId = await addStoredDomain(this.pool, `${randomUUID()}.example`);
    const values = { employeeId, passwordHolder, inPasswordGroup: true, displayName: 'Anna Berg' };
    return (await addStoredAccount(this.pool, domainId, values)).id;
  }

  async holderOf(accountId: string): Promise<string> {
    const { rows } = await this.pool.query<{ holder: string }>(
      'select password_holder as holder from domain_account where id = $1',
      [accountId],
    );
    return rows[0]?.holder ?? '';
  }

  /** A key assigned to a new employee. */
  async reservedKey(): Promise<{ readonly keyId: string; readonly ownerId: string }> {
    const [keyId, ownerId] = [await this.importKey(), await this.addEmployee()];
    await this.keys.assign(TEST_ACTOR, { keyId, employeeId: ownerId });
    return { keyId, ownerId };
  }

  /** The same, activated with its code; `linked`: the key has acknowledged it. */
  async activeKey(linked = true): Promise<{ readonly keyId: string; readonly ownerId: string }> {
    const key = await this.reservedKey();
    await this.attempt(key.keyId, await this.codeOf(key.keyId));
    if (linked) await this.acknowledge(key.keyId);
    return key;
  }

  async codeOf(keyId: string): Promise<string> {
    return (await this.keys.showCode(TEST_ACTOR, keyId)).code;
  }

  attempt(keyId: string, code: string): Promise<ActivationOutcome> {
    return withTransaction(this.pool, (sql) =>
      attemptActivation(sql, { actor: TEST_ACTOR, codes: this.codes }, { keyId, code }),
    );
  }

  retire(keyId: string, retirement: Partial<Retirement> = {}): Promise<readonly string[]> {
    return this.keys.retire(TEST_ACTOR, {
      keyId,
      trigger: 'WITHDRAW',
      passwords: null,
      replacementKeyId: null,
      temporaryPassword: null,
      disablesAccounts: false,
      confirmSerial: null,
      note: null,
      ...retirement,
    });
  }

  /** What a key says when it is connected: it has done what it was told, and is what it is meant to be. */
  async acknowledge(keyId: string): Promise<void> {
    await this.pool.query(
      `update key_task set state = 'ACKNOWLEDGED', ended_at = now() where key_id = $1 and state in ('PENDING', 'DELIVERED')`,
      [keyId],
    );
    await this.pool.query(
      `update key set confirmed_status = status, linked_at = case when status = 'ACTIVE' then now() else linked_at end
       where id = $1`,
      [keyId],
    );
  }

  async row(keyId: string): Promise<KeyRow> {
    const { rows } = await this.pool.query<KeyRow>('select * from key where id = $1', [keyId]);
    const [row] = rows;
    if (row === undefined) throw new Error('there is no such key');
    return row;
  }

  /** The tasks of a key, oldest first, as `KIND STATE`. */
  async tasks(keyId: string): Promise<string[]> {
    const { rows } = await this.pool.query<{ task: string }>(
      `select kind || ' ' || state as task from key_task where key_id = $1 order by created_at, kind`,
      [keyId],
    );
    return rows.map(({ task }) => task);
  }

  /** The codes of a key, oldest first, as `STATE`, with what of them is still there. */
  async activations(keyId: string): Promise<string[]> {
    const { rows } = await this.pool.query<{ text: string }>(
      `select state || case when code_sealed is null then '' else ' sealed' end as text
       from activation where key_id = $1 order by issued_at, ended_at nulls last`,
      [keyId],
    );
    return rows.map(({ text }) => text);
  }

  /** What watchers of keys were told, oldest first, as `action STATUS`. */
  async events(): Promise<string[]> {
    const { rows } = await this.pool.query<{ text: string }>(
      `select (payload ->> 'action') || ' ' || (payload ->> 'status') as text from stream_event order by sequence`,
    );
    return rows.map(({ text }) => text);
  }
}

/** For services that are not asked to watch anything. */
export const noEvents: Pick<EventHub, 'subscribe'> = {
  subscribe() {
    throw new Error('nobody hands on events in this test');
  },
};
