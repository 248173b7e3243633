import { inTransaction, isHeldUp, type Client, type Sql } from '../../../database.js';
import { IF_LOCKED, type Locking } from '../../locking.js';
import { prepared } from '../../prepared.js';
import { readChanges, type StoredChange } from '../rows/stored-change.js';

/** Writes what comes next of changes that are locked, and answers those that it wrote. */
type Work = (sql: Sql, locked: readonly StoredChange[]) => Promise<readonly StoredChange[]>;

interface Committing {
  /** Left out, those of which somebody else has locked anything are not waited for, and nothing else is for long. */
  readonly locking?: Locking;
  readonly isForMany?: boolean;
  /** Whether a change is where it was left; by its revision when left out. */
  readonly isUnmoved?: (before: StoredChange, locked: StoredChange) => boolean;
}

/**
 * Commits what comes next of changes, each of another account, in one transaction that has locked their accounts, keys and
 * rows. `work` is given those that have not moved on since they were read and whose account nobody else has claimed, in the
 * order given, and answers those that it wrote.
 */
export function commitAll(
  client: Sql,
  changes: readonly StoredChange[],
  work: Work,
  how: Committing = {},
): Promise<readonly StoredChange[]> {
  const { isForMany = how.locking === 'SKIP' } = how;
  return inTransaction(client, async (sql) => work(sql, await lockInOrder(sql, changes, how)), { isForMany });
}

/**
 * The same for what has to be written whoever else is there, since it has happened. Where somebody has locked something for
 * long, each is committed by itself, and those that this holds up come last and wait.
 */
export async function commitEach(
  client: Sql,
  changes: readonly StoredChange[],
  work: Work,
  how: Pick<Committing, 'isUnmoved'> = {},
): Promise<readonly StoredChange[]> {
  const impatient = (some: readonly StoredChange[]) =>
    commitAll(client, some, work, { ...how, isForMany: true }).catch((error: unknown) => {
      if (!isHeldUp(error)) throw error;
    });
  const together = await impatient(changes);
  if (together !== undefined) return together;
  const after: StoredChange[] = [];
  const heldUp: StoredChange[] = [];
  for (const change of changes) {
    const alone = await impatient([change]);
    if (alone === undefined) heldUp.push(change);
    else after.push(...alone);
  }
  for (const change of heldUp) after.push(...(await commitAll(client, [change], work, how)));
  return after;
}

/** Accounts, keys, changes: the order of everybody. A task that is added looks at the key, which is locked before. */
async function lockInOrder(
  sql: Sql,
  changes: readonly StoredChange[],
  { locking = 'WAIT', isUnmoved = hasItsRevision }: Committing,
): Promise<StoredChange[]> {
  const ifLocked = IF_LOCKED[locking];
  const accounts = await sql.query<{ id: string; number: bigint }>(
    prepared(
      `select id, claim_number as number from domain_account where id = any($1::uuid[]) order by id for no key update ${ifLocked}`,
      [changes.map(({ accountId }) => accountId)],
    ),
  );
  const keys = await lockRows(
    sql,
    `select id from key where id = any($1::uuid[]) order by id for share ${ifLocked}`,
    changes.flatMap(({ keyId }) => (keyId === null ? [] : [keyId])),
  );
  const ids = changes.map(({ id }) => id);
  const free = await lockRows(
    sql,
    `select id from password_change where id = any($1::uuid[]) order by id for update ${ifLocked}`,
    ids,
  );
  const claims = new Map(accounts.rows.map(({ id, number }) => [id, number]));
  const now = new Map((await readChanges(sql, ids)).map((change) => [change.id, change]));
  return changes.flatMap((before) => {
    const locked = now.get(before.id);
    if (!free.has(before.id) || !claims.has(before.accountId)) return [];
    if (before.keyId !== null && !keys.has(before.keyId)) return [];
    if (locked === undefined || locked.endedAt !== null || !isUnmoved(before, locked)) return [];
    return locked.holdsClaim && claims.get(locked.accountId) !== locked.claim ? [] : [locked];
  });
}

async function lockRows(sql: Sql, text: string, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const { rows } = await sql.query<{ id: string }>(prepared(text, [ids]));
  return new Set(rows.map(({ id }) => id));
}

function hasItsRevision(before: StoredChange, locked: StoredChange): boolean {
  return locked.revision === before.revision;
}

/** Begins turns at changes, for as long as the connection lives. Answers those that nobody else is at. */
export async function tryLock(client: Client, changeIds: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await client.query<{ id: string }>(
    prepared(
      `select c.id from unnest($1::uuid[]) as c (id)
     where pg_try_advisory_lock(hashtextextended('latchkey/password-change/' || c.id, 0))`,
      [changeIds],
    ),
  );
  return new Set(rows.map(({ id }) => id));
}

/** Ends turns that `tryLock` has begun. */
export async function unlock(client: Client, changeIds: readonly string[]): Promise<void> {
  await client.query(
    prepared(
      `select pg_advisory_unlock(hashtextextended('latchkey/password-change/' || c.id, 0)) from unnest($1::uuid[]) as c (id)`,
      [changeIds],
    ),
  );
}
