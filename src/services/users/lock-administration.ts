import type { Sql } from '../../database.js';

/**
 * Whatever may leave nobody who can administer comes one after the other, until the transaction ends: two that each count on
 * who the other takes away would leave nobody. Taken before any row is locked. A statement sees what was committed before it began, so looking comes after.
 */
export async function lockAdministration(sql: Sql): Promise<void> {
  await sql.query(`select pg_advisory_xact_lock(hashtextextended('latchkey/administration', 0))`);
}
