import { withTransaction, type Pool } from '../../database.js';
import type { DeactivationCause } from '../../domain/states.js';
import { auditRefusals } from '../audit/audit-refusals.js';
import { insertAudit, type Actor } from '../audit/record-audit.js';
import { actOnKeysOfEmployees } from '../keys/act-on-keys-of-employees.js';
import { lockEmployee } from './stored-employee.js';

export interface Reactivation {
  /** False when no administrator had deactivated the employee. */
  readonly lifted: boolean;
  /** Why the employee is still deactivated; empty when active. */
  readonly remainingCauses: readonly DeactivationCause[];
}

/**
 * Lifts the cause ADMINISTRATOR and no other: what a directory says only a directory takes back. For a manual employee
 * there is no directory (any more), so every cause is lifted. Who is active again gets a new code for a suspended key.
 *
 * @throws AppError NOT_FOUND
 */
export async function reactivateEmployee(pool: Pool, actor: Actor, id: string): Promise<Reactivation> {
  const entry = { action: 'employee.reactivate', targetType: 'Employee', targetId: id };
  return auditRefusals(pool, actor, entry, () =>
    withTransaction(pool, async (sql) => {
      const before = await lockEmployee(sql, id);
      const isManual = before.source === 'MANUAL';
      const remainingCauses = isManual
        ? []
        : before.deactivationCauses.filter((cause) => cause !== 'ADMINISTRATOR');
      const lifted = remainingCauses.length < before.deactivationCauses.length;
      if (lifted) {
        await sql.query(
          `update employee set deactivation_causes = $2, updated_at = now(),
                  state = case when cardinality($2::text[]) = 0 then 'ACTIVE' else 'DEACTIVATED' end
           where id = $1`,
          [id, remainingCauses],
        );
      }
      await insertAudit(sql, actor, { ...entry, details: { lifted, remainingCauses } });
      await actOnKeysOfEmployees(sql, [id], actor);
      return { lifted, remainingCauses };
    }),
  );
}
