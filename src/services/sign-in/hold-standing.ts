import type { Sql } from '../../database.js';
import { MAY_SIGN_IN } from './authenticate.js';

/**
 * Whether a user may sign in, which stays so until the transaction ends: whoever deactivates their employee waits for that,
 * and then finds the session that was opened. One that nobody found would be good again when they are reactivated.
 */
export async function holdStanding(sql: Sql, userId: string): Promise<boolean> {
  await sql.query(
    `select 1 from employee o where o.id = (select employee_id from app_user where id = $1) for share of o`,
    [userId],
  );
  // A statement sees what was committed before it began, so looking comes after the lock.
  const { rows } = await sql.query(`select 1 from app_user u where u.id = $1 and ${MAY_SIGN_IN}`, [userId]);
  return rows.length > 0;
}
