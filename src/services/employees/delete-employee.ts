import { withTransaction, type Pool, type Sql } from '../../database.js';
import { AppError } from '../../errors.js';
import { auditRefusals } from '../audit/audit-refusals.js';
import { insertAudit, type Actor } from '../audit/record-audit.js';
import { takeKeysOfDeleted } from '../keys/act-on-keys-of-employees.js';
import { revokeOfDeleted } from '../unlock/revoke-credentials.js';
import { endSessions, lockEmployee } from './stored-employee.js';

/**
 * Deletes an employee whom no directory knows (any more): a manual one, or one who was removed. The audit stays. Users
 * who were linked lose the link and their sessions; one without a role of their own cannot sign in any more. Their key is
 * to be wiped.
 *
 * @throws AppError NOT_FOUND; DIRECTORY_OWNED_EMPLOYEE while a directory knows them
 */
export async function deleteEmployee(pool: Pool, actor: Actor, id: string): Promise<void> {
  const entry = { action: 'employee.delete', targetType: 'Employee', targetId: id };
  await auditRefusals(pool, actor, entry, () =>
    withTransaction(pool, async (sql) => {
      const domains = await lockAccounts(sql, id);
      const { source } = await lockEmployee(sql, id);
      if (domains.length > 0) throw ownedEmployee(domains);
      const endedSessions = await endSessions(sql, id);
      await revokeOfDeleted(sql, id, actor);
      await sql.query(
        `update app_user set disabled_at = now() where employee_id = $1 and role = 'EMPLOYEE' and disabled_at is null`,
        [id],
      );
      await takeKeysOfDeleted(sql, [id], actor);
      await sql.query(`delete from employee where id = $1`, [id]);
      await insertAudit(sql, actor, { ...entry, details: { source, endedSessions } });
    }),
  );
}

/** The names of the domains that know the employee. Closed accounts are deleted too, so all are locked, before the employee. */
async function lockAccounts(sql: Sql, employeeId: string): Promise<string[]> {
  const { rows } = await sql.query<{ dns_name: string; closed: boolean }>(
    `select d.dns_name, a.closed_at is not null as closed
     from domain_account a join domain d on d.id = a.domain_id
     where a.employee_id = $1 order by a.id for update of a`,
    [employeeId],
  );
  return rows.filter(({ closed }) => !closed).map((row) => row.dns_name);
}

function ownedEmployee(domains: readonly string[]): AppError {
  return new AppError(
    'DIRECTORY_OWNED_EMPLOYEE',
    `${domains.join(' and ')} still ${domains.length === 1 ? 'knows' : 'know'} this employee, and the next synchronisation would bring them back. Take them out of the sync group there, or deactivate them here.`,
  );
}
