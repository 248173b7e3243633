import { withTransaction, type Pool } from '../../../database.js';
import { auditRefusals } from '../../audit/audit-refusals.js';
import { insertAudit, type Actor } from '../../audit/record-audit.js';
import { findHold, type PlanReference } from './find-hold.js';

/**
 * Says no to what a run holds back. The same people and changes stay rejected until the deadline; until then they may
 * still be approved.
 *
 * @returns the run whose hold was rejected: the named one, or the one that holds the same now
 * @throws AppError NOT_FOUND, PLAN_SUPERSEDED, HOLD_EXPIRED, WRONG_STATE
 */
export async function rejectRemovals(
  pool: Pool,
  actor: Actor,
  { note, ...plan }: PlanReference & { readonly note: string | null },
): Promise<{ runId: string }> {
  const entry = { action: 'sync.reject', details: { ...plan } };
  return auditRefusals(pool, actor, entry, () =>
    withTransaction(pool, async (sql) => {
      const { id, domainId, runId, planHash, people } = await findHold(sql, plan, ['PENDING']);
      await sql.query(
        `update sync_hold set state = 'REJECTED', decided_at = now(), decided_by = $2, note = $3 where id = $1`,
        [id, actor.name, note],
      );
      await insertAudit(sql, actor, {
        ...entry,
        targetType: 'Domain',
        targetId: domainId,
        details: { runId, planHash, people },
      });
      return { runId };
    }),
  );
}
