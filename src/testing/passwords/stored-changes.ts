import { randomBytes, randomUUID } from 'node:crypto';
import { createPool, withTransaction, type Pool } from '../../database.js';
import type { KeyStatus, PasswordChangeKind } from '../../domain/states.js';
import { createPasswordCopies } from '../../keys/password-copies.js';
import { claimAccount } from '../../services/password-changes/rows/claims.js';
import { keepCopy } from '../../services/password-changes/copies/copies.js';
import { createChanges } from '../../services/password-changes/create-changes.js';
import {
  lockChange,
  readChange,
  type StoredChange,
} from '../../services/password-changes/rows/stored-change.js';
import { insertRow } from '../../services/rows.js';
import { createTestDatabase, type TestDatabase } from '../database/test-database.js';
import { addStoredAccount, addStoredDomain, TEST_ACTOR } from '../stored-people.js';

/** Longer than any test takes, on however busy a machine: presence counts for twenty seconds after it was renewed. */
const DAY_SECONDS = 86_400;

export interface StoredKey {
  readonly id: string;
  readonly serial: string;
}

/** Changes of passwords as rows, with nobody who drives them, and with what they hang on. */
export class StoredChanges {
  private readonly copies = createPasswordCopies(randomBytes(32));

  private constructor(
    readonly pool: Pool,
    private readonly database?: TestDatabase,
  ) {}

  /** In the database of somebody else, who closes it. */
  static over(pool: Pool): StoredChanges {
    return new StoredChanges(pool);
  }

  static async open(): Promise<StoredChanges> {
    const database = await createTestDatabase();
    const pool = createPool(database.url);
    pool.on('error', () => undefined);
    return new StoredChanges(pool, database);
  }

  async close(): Promise<void> {
    if (this.database === undefined) return;
    await this.pool.end();
    await this.database.drop();
  }

  /** An account of a domain of its own, with its employee's key. */
  async addAccount(
    status: KeyStatus = 'ACTIVE',
  ): Promise<{ readonly accountId: string; readonly employeeId: string; readonly key: StoredKey }> {
    const name = randomUUID();
    const domainId = await addStoredDomain(this.pool, `${name}.example`);
    const { id: accountId, employeeId } = await addStoredAccount(this.pool, domainId, {
      mail: `${name}@north.example`,
      samAccountName: 'ada',
    });
    return { accountId, employeeId, key: await this.addKey(employeeId, status) };
  }

  async addKey(ownerId: string | null, status: KeyStatus = 'ACTIVE'): Promise<StoredKey> {
    const id = randomUUID();
    const serial = `HK-${id.toUpperCase()}`;
    const owner = status === 'READY' || status === 'DEACTIVATED' || status === 'COMPROMISED' ? null : ownerId;
    await this.pool.query(
      `insert into key (id, serial, name, public_key, status, confirmed_status, owner_id, linked_at, search_text)
       values ($1, $2, $2, $3, $4, $4, $5, now(), '')`,
      [id, serial, randomBytes(32), status, owner],
    );
    return { id, serial };
  }

  async addChange(
    accountId: string,
    kind: PasswordChangeKind,
    keyId: string | null = null,
  ): Promise<StoredChange> {
    const [id = ''] = await withTransaction(this.pool, (sql) =>
      createChanges(sql, TEST_ACTOR, [{ accountId, kind, keyId }]),
    );
    return this.change(id);
  }

  async change(id: string): Promise<StoredChange> {
    const change = await readChange(this.pool, id);
    if (change === undefined) throw new Error('there is no such change');
    return change;
  }

  /** Claims the account for a change, which has then reached a stage. */
  async claim({ id }: Pick<StoredChange, 'id'>, stage = 'WAITING_FOR_KEY'): Promise<void> {
    await withTransaction(this.pool, async (sql) => {
      const change = await lockChange(sql, id);
      if (change === undefined) throw new Error('there is no such change');
      await claimAccount(sql, change);
      await sql.query(`update password_change set stage = $2 where id = $1`, [id, stage]);
    });
  }

  /** A copy of its password, which is over after so many milliseconds. */
  async addCopy({ id: changeId }: Pick<StoredChange, 'id'>, milliseconds: number): Promise<void> {
    await keepCopy(this.pool, this.copies, { changeId, password: 'Not to be seen 1!' });
    await this.pool.query(
      `update password_copy set expires_at = clock_timestamp() + $2 * interval '1 millisecond' where change_id = $1`,
      [changeId, milliseconds],
    );
  }

  async addTask({ id, keyId }: StoredChange, kind: string, state: string): Promise<void> {
    await this.pool.query(
      `insert into key_task (key_id, kind, state, change_id, wanted_by) values ($1, $2, $3, $4, 'test')`,
      [keyId, kind, state, id],
    );
  }

  /** Nothing was written about a change for so long. */
  async quiet({ id }: Pick<StoredChange, 'id'>, seconds = 31): Promise<void> {
    await this.pool.query(
      `update password_change set updated_at = now() - $2 * interval '1 second' where id = $1`,
      [id, seconds],
    );
  }

  /** A key is connected at an approved workstation, which was last heard of so long ago; it stays where nothing is said. */
  async connect(
    { serial }: StoredKey,
    { seenSecondsAgo = -DAY_SECONDS, state = 'APPROVED' } = {},
  ): Promise<void> {
    const workstationId = randomUUID();
    await insertRow(this.pool, 'workstation', {
      id: workstationId,
      publicKey: randomBytes(32),
      machineName: `PC-${workstationId}`,
      joinedDomain: 'north.example',
      operatingSystem: 'Windows 11',
      clientVersion: '1.0',
      state,
      address: '10.0.0.1',
      network: '10.0.0.1',
    });
    await this.pool.query(
      `insert into workstation_presence (workstation_id, connection_id, seen_at, connected_keys)
       values ($1, $2, now() - $3 * interval '1 second', $4)`,
      [workstationId, randomUUID(), seenSecondsAgo, [serial]],
    );
  }
}
