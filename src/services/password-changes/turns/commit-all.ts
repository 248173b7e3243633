import { inTransaction, type Client, type Sql } from '../../../database.js';
import { prepared } from '../../prepared.js';
import { readChanges, type StoredChange } from '../rows/stored-change.js';

/**
 * Commits what comes next of changes, each of another account, in one transaction that has locked their accounts, keys and
 * rows. `work` is given those that have not moved on since they were read and whose account nobody else has claimed, in the
 * order given, and answers those that it wrote.
 */
export function commitAll(
  client: Sql,
  changes: readonly StoredChange[],
  work: (sql: Sql, locked: readonly StoredChange[]) => Promise<readonly StoredChange[]>,
): Promise<readonly StoredChange[]> {
  return inTransaction(client, async (sql) => work(sql, await lockInOrder(sql, changes)));
}

/** Accounts, keys, changes: the order of everybody. A task that is added looks at the key, which is locked before. */
async function lockInOrder(sql: Sql, changes: readonly StoredChange[]): Promise<StoredChange[]> {
  const accounts = await sql.query<{ id: string; number: bigint }>(
    prepared(
      `select id, claim_number as number from domain_account where id = any($1::uuid[]) order by id for no key update`,
      [changes.map(({ accountId }) => accountId)],
    ),
  );
  const keyIds = changes.flatMap(({ keyId }) => (keyId === null ? [] : [keyId]));
  if (keyIds.length > 0)
    await sql.query(
      prepared(`select id from key where id = any($1::uuid[]) order by id for share`, [keyIds]),
    );
  const ids = changes.map(({ id }) => id);
  await sql.query(
    prepared(`select id from password_change where id = any($1::uuid[]) order by id for update`, [ids]),
  );
  const claims = new Map(accounts.rows.map(({ id, number }) => [id, number]));
  const now = new Map((await readChanges(sql, ids)).map((change) => [change.id, change]));
  return changes.flatMap((before) => {
    const locked = now.get(before.id);
    if (locked?.revision !== before.revision || locked.endedAt !== null) return [];
    return locked.holdsClaim && claims.get(locked.accountId) !== locked.claim ? [] : [locked];
  });
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
