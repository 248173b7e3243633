import type { Sql } from '../../database.js';
import { AppError } from '../../errors.js';

/** Telephones, computers and security keys of one person; a list of them is shown whole. */
export const MOST_AUTHENTICATORS = 20;

/**
 * Sees to it that nobody registers without end. Locks the user, so that two at the same instant are counted one after the other.
 *
 * @throws AppError WRONG_STATE
 */
export async function assertRoom(sql: Sql, userId: string): Promise<void> {
  await sql.query(`select 1 from app_user where id = $1 for no key update`, [userId]);
  const { rows } = await sql.query<{ count: number }>(
    `select count(*)::int as count from authenticator where user_id = $1`,
    [userId],
  );
  if ((rows[0]?.count ?? 0) < MOST_AUTHENTICATORS) return;
  throw new AppError(
    'WRONG_STATE',
    `There are ${MOST_AUTHENTICATORS} authenticators already, which is as many as one person may have. Remove one first.`,
  );
}
