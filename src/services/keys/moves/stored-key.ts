import { withTransaction, type Pool, type Sql } from '../../../database.js';
import type { KeyFacts } from '../../../domain/key/key-transitions.js';
import type { KeyReason, KeyStatus } from '../../../domain/states.js';
import { AppError } from '../../../errors.js';

/** A key's row, as services need it. */
export interface StoredKey {
  readonly id: string;
  readonly serial: string;
  readonly status: KeyStatus;
  readonly confirmedStatus: KeyStatus;
  readonly reason: KeyReason | null;
  readonly ownerId: string | null;
  readonly ownerDeactivated: boolean;
  /** False without an owner. */
  readonly ownerIsActive: boolean;
  /** Linked, or told to be linked without having answered yet. */
  readonly mayBeLinked: boolean;
  readonly codeAttempts: number;
}

/** In SQL: what a StoredKey holds, of a key `k` and its owner `e`. */
export const KEY_COLUMNS = `k.id, k.serial, k.status, k.confirmed_status as "confirmedStatus", k.reason,
  k.owner_id as "ownerId", k.owner_deactivated as "ownerDeactivated", k.code_attempts as "codeAttempts",
  coalesce(e.state = 'ACTIVE', false) as "ownerIsActive",
  k.linked_at is not null or exists (
    select 1 from key_task t where t.key_id = k.id and t.kind = 'LINK' and t.state = 'DELIVERED'
  ) as "mayBeLinked"`;

/**
 * Reads keys and keeps everybody else from changing them until the transaction ends. Whoever locks more does so in this
 * order: accounts, employees, keys, codes and tasks; each by id.
 */
export async function lockKeys(sql: Sql, ids: readonly string[]): Promise<Map<string, StoredKey>> {
  // A statement sees what was committed before it began, so reading comes after the lock.
  await sql.query(`select id from key where id = any($1::uuid[]) order by id for update`, [ids]);
  const { rows } = await sql.query<StoredKey>(
    `select ${KEY_COLUMNS} from key k left join employee e on e.id = k.owner_id
     where k.id = any($1::uuid[]) order by k.id`,
    [ids],
  );
  return new Map(rows.map((key) => [key.id, key]));
}

/** The same for one key. Fails with NOT_FOUND. */
export async function lockKey(sql: Sql, id: string): Promise<StoredKey> {
  return keyOf(await lockKeys(sql, [id]), id);
}

/**
 * The same for a transaction that changes the key's row more than once: PostgreSQL then looks at its owner again, who is
 * therefore locked before. Fails with NOT_FOUND, and with WRONG_STATE when the key changes hands at this moment.
 */
export async function lockKeyAndOwner(sql: Sql, id: string): Promise<StoredKey> {
  const { rows } = await sql.query<{ id: string }>(
    `select e.id from key k join employee e on e.id = k.owner_id where k.id = $1 for key share of e`,
    [id],
  );
  const key = await lockKey(sql, id);
  if (key.ownerId !== null && key.ownerId !== rows[0]?.id) throw changedHands();
  return key;
}

/** Whose key it is became another while it was looked at. */
class ChangedHands extends AppError {
  constructor() {
    super(
      'WRONG_STATE',
      'The key was given to somebody, or taken from them, in this very moment. Look whose it is, and try again.',
    );
  }
}

export function changedHands(): AppError {
  return new ChangedHands();
}

const MOST_TRIES = 3;

/**
 * Runs what a key has said in one transaction. Where the key changes hands in that very moment it is done anew, for whoever
 * has the key then: whoever put it into a workstation had no part in that.
 */
export async function onKeyInHand<T>(pool: Pool, work: (sql: Sql) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await withTransaction(pool, work);
    } catch (error) {
      if (!(error instanceof ChangedHands) || tries === MOST_TRIES) throw error;
    }
  }
}

/** One of the locked keys. Fails with NOT_FOUND, at `path` of the input. */
export function keyOf<Key>(keys: ReadonlyMap<string, Key>, id: string, path?: readonly string[]): Key {
  const key = keys.get(id);
  if (key !== undefined) return key;
  throw new AppError(
    'NOT_FOUND',
    'There is no such key (any more). Look it up in `keys`.',
    path ? { path } : {},
  );
}

/** What decisions about a key hang on. */
export function factsOf(key: StoredKey): KeyFacts {
  const { mayBeLinked, ownerIsActive, status, confirmedStatus } = key;
  return { mayBeLinked, ownerIsActive, isConfirmed: status === confirmedStatus, ownerHasKey: false };
}
