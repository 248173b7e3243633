import { withTransaction, type Pool, type Sql } from '../../database.js';
import { takeKeysOfDeleted } from '../keys/act-on-keys-of-employees.js';
import { INSTALLATION_LOCK, WRITERS_LOCK } from './reprofile-employees.js';

const PURGE_SIZE = 1_000;

/**
 * Deletes employees whose grace time after a removal is over, in sets, each audited in the same transaction.
 * @returns how many were deleted
 */
export async function purgeExpiredEmployees(pool: Pool): Promise<number> {
  for (let deleted = 0; ;) {
    const count = await withTransaction(pool, async (sql) => {
      // Not beside somebody who applies: they lock accounts and employees in the other order. The next run purges.
      const { rows } = await sql.query<{ free: boolean }>(
        'select pg_try_advisory_xact_lock($1) and pg_try_advisory_xact_lock($2) as free',
        [INSTALLATION_LOCK, WRITERS_LOCK],
      );
      if (rows[0]?.free !== true) return 0;
      const ids = await lockExpired(sql);
      if (ids.length === 0) return 0;
      await takeKeysOfDeleted(sql, ids);
      const result = await sql.query(
        `with users as (
           -- As when somebody deletes them: whoever has no role of their own is nobody without their employee.
           update app_user u set disabled_at = now()
           where u.employee_id = any($1::uuid[]) and u.role = 'EMPLOYEE' and u.disabled_at is null
         ), deleted as (
           delete from employee o where o.id = any($1::uuid[]) returning o.id
         )
         insert into audit_event (actor_kind, actor_name, action, target_type, target_id, outcome, details)
         select 'SYNC', 'removed-user policy', 'employee.purge', 'Employee', id, 'DONE', '{}' from deleted`,
        [ids],
      );
      return result.rowCount ?? 0;
    });
    deleted += count;
    if (count < PURGE_SIZE) return deleted;
  }
}

async function lockExpired(sql: Sql): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>(
    `select o.id from employee o
     where o.delete_after < now()
       and not exists (select 1 from domain_account a where a.employee_id = o.id and a.closed_at is null)
       and not exists (select 1 from app_user u where u.employee_id = o.id and u.role <> 'EMPLOYEE'
                       and u.disabled_at is null)
     order by o.id limit ${PURGE_SIZE} for update skip locked`,
  );
  return rows.map(({ id }) => id);
}
