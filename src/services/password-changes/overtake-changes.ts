import type { Sql } from '../../database.js';

/**
 * Makes whoever is at work with a change of these keys look again before anything is written, in the transaction that has
 * locked the keys and takes them away. Without it a worker that has seen the key just before would go on with it.
 */
export async function overtakeChanges(sql: Sql, keyIds: readonly string[]): Promise<void> {
  if (keyIds.length === 0) return;
  await sql.query(
    `update password_change c set revision = revision + 1
     from (select id from password_change where key_id = any($1::uuid[]) and ended_at is null order by id for update) o
     where c.id = o.id`,
    [keyIds],
  );
}
