import type { Sql } from '../../database.js';
import type { OpenedChallenge } from '../../keys/challenges.js';

/**
 * Takes a nonce, once in all, whichever server it is brought to; false when it was taken before. It is taken when the
 * transaction is committed. Forgets those that are long over.
 */
export async function spendChallenge(sql: Sql, { id, expiresAt }: OpenedChallenge): Promise<boolean> {
  await sql.query(
    `delete from spent_challenge where id in (
       select id from spent_challenge where expires_at < now() - interval '1 hour' limit 100 for update skip locked)`,
  );
  const { rowCount } = await sql.query(
    `insert into spent_challenge (id, expires_at) values ($1, $2) on conflict (id) do nothing`,
    [id, expiresAt],
  );
  return rowCount === 1;
}
