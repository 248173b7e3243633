import { withTransaction, type Pool, type Sql } from '../../../database.js';
import { AppError } from '../../../errors.js';
import { auditRefusals } from '../../audit/audit-refusals.js';
import { insertAudit, type Actor } from '../../audit/record-audit.js';
import type { SyncRequest, Workflows } from '../../workflows.js';
import { insertRun } from '../insert-run.js';
import { recordProgress } from '../run-progress.js';
import { findHold, type DecidableHold, type PlanReference } from './find-hold.js';

/**
 * Approves what a run holds back, and starts a run of its own that reads the domain again and applies it for whoever
 * still stands as they did. It follows a run under way. One that was rejected may still be approved.
 *
 * @returns the approval's run
 * @throws AppError NOT_FOUND, PLAN_SUPERSEDED, HOLD_EXPIRED, WRONG_STATE, BIND_SECRET_MISSING; RUN_IN_PROGRESS while
 *   another approval of the domain is carried out
 */
export async function approveRemovals(
  { pool, workflows }: { pool: Pool; workflows: Workflows },
  actor: Actor,
  plan: PlanReference,
): Promise<SyncRequest> {
  const entry = { action: 'sync.approve', details: { ...plan } };
  const request = await auditRefusals(pool, actor, entry, () =>
    withTransaction(pool, async (sql) => {
      const hold = await findHold(sql, plan, ['PENDING', 'REJECTED']);
      const runId = await startApproval(sql, hold);
      await sql.query(
        `update sync_hold set state = 'APPROVED', decided_at = now(), decided_by = $2, note = null where id = $1`,
        [hold.id, actor.name],
      );
      await insertAudit(sql, actor, {
        ...entry,
        targetType: 'Domain',
        targetId: hold.domainId,
        details: { runId: hold.runId, planHash: hold.planHash, people: hold.people, approvalRunId: runId },
      });
      await recordProgress(sql, runId);
      return { domainId: hold.domainId, runId };
    }),
  );
  // The run is recorded: what cannot be started now is started by the worker later.
  await workflows.requestSync(request).catch(() => undefined);
  return request;
}

async function startApproval(sql: Sql, hold: DecidableHold): Promise<string> {
  const { rows } = await sql.query<{ dns_name: string; has_secret: boolean }>(
    `select dns_name, bind_secret_sealed is not null as has_secret from domain where id = $1`,
    [hold.domainId],
  );
  const domain = rows[0];
  if (domain?.has_secret !== true) {
    const name = domain?.dns_name ?? 'The domain';
    throw new AppError(
      'BIND_SECRET_MISSING',
      `${name} has no bind secret, so the people concerned cannot be read again. Set one with updateDomain.`,
    );
  }
  const runId = await insertRun(sql, {
    domainId: hold.domainId,
    kind: 'APPROVAL',
    trigger: 'REQUEST',
    approvesHoldId: hold.id,
  });
  if (runId !== undefined) return runId;
  throw new AppError(
    'RUN_IN_PROGRESS',
    `Another approval of ${domain.dns_name} is being carried out. Nothing was approved; try again when it is done.`,
  );
}
