import { withTransaction, type Pool, type Sql } from '../../database.js';
import type { SyncPhase, SyncRunKind } from '../../domain/states.js';
import { AppError, type ErrorCode } from '../../errors.js';
import { insertAudit, type Actor } from '../audit/record-audit.js';
import type { Workflows } from '../workflows.js';
import { STANDING } from '../invitations/standing.js';
import { lockApprovedHold, settleApproval } from './guard/settle-approval.js';
import { reportFailure } from './report-failure.js';
import { recordProgress } from './run-progress.js';

export type RunOutcome =
  | { readonly phase: 'COMPLETED' | 'CANCELLED' }
  | { readonly phase: 'FAILED'; readonly code: ErrorCode; readonly message: string };

/** What came of ending a run. */
export interface EndedRun {
  /** Mails that the end was worth. What is held was mailed with the plan. */
  readonly mailsRecorded: number;
  readonly held: number;
}

/**
 * Ends a run, once: a run that has ended keeps its outcome, and undefined is answered. Its snapshot is no longer needed
 * and goes.
 */
export async function finishRun(
  pool: Pool,
  runId: string,
  outcome: RunOutcome,
): Promise<EndedRun | undefined> {
  return withTransaction(pool, async (sql) => {
    await lockApprovedHold(sql, runId);
    const { rows } = await sql.query<{
      domain_id: string;
      dns_name: string;
      kind: SyncRunKind;
      held: number;
    }>(
      `update sync_run r set phase = $2, error_code = $3, error_message = $4, finished_at = now()
       from domain d
       where r.id = $1 and d.id = r.domain_id and r.phase not in ('COMPLETED', 'FAILED', 'CANCELLED')
       returning r.domain_id, d.dns_name, r.kind, r.held`,
      [
        runId,
        outcome.phase,
        outcome.phase === 'FAILED' ? outcome.code : null,
        outcome.phase === 'FAILED' ? outcome.message : null,
      ],
    );
    const ended = rows[0];
    if (ended === undefined) return undefined;
    await settleApproval(sql, runId, outcome.phase);
    await sql.query(`delete from snapshot_entry where run_id = $1`, [runId]);
    await sql.query(`delete from snapshot_member where run_id = $1`, [runId]);
    const actor: Actor = { kind: 'SYNC', id: runId, name: ended.dns_name };
    await insertAudit(sql, actor, {
      action: 'sync.finish',
      targetType: 'Domain',
      targetId: ended.domain_id,
      outcome: outcome.phase === 'FAILED' ? 'FAILED' : 'DONE',
      details: { runId, phase: outcome.phase, code: outcome.phase === 'FAILED' ? outcome.code : null },
    });
    const mailsRecorded =
      outcome.phase === 'FAILED' && ended.kind !== 'DRY_RUN'
        ? await reportFailure(sql, {
            runId,
            domainId: ended.domain_id,
            domainName: ended.dns_name,
            code: outcome.code,
            message: outcome.message,
          })
        : 0;
    await recordProgress(sql, runId);
    return { mailsRecorded, held: ended.held };
  });
}

/**
 * Asks a run to stop. One that has not begun ends at once; one under way stops between two pages or batches, and what
 * was applied by then stays applied.
 *
 * @throws AppError NOT_FOUND, RUN_FINISHED
 */
export async function cancelRun(
  { pool, workflows }: { pool: Pool; workflows: Workflows },
  actor: Actor,
  runId: string,
): Promise<void> {
  const { domainId, begun } = await withTransaction(pool, (sql) => markCancelled(sql, actor, runId));
  if (!begun) await finishRun(pool, runId, { phase: 'CANCELLED' });
  // The mark in the row is what counts: the next step that begins sees it, even when this call does not get through.
  await workflows.cancelSync({ domainId, runId }).catch(() => undefined);
}

async function markCancelled(sql: Sql, actor: Actor, runId: string) {
  const { rows } = await sql.query<{ domain_id: string; phase: SyncPhase; final: boolean }>(
    `select domain_id, phase, phase in ('COMPLETED', 'FAILED', 'CANCELLED') as final
     from sync_run where id = $1 for update`,
    [runId],
  );
  const run = rows[0];
  if (run === undefined) throw new AppError('NOT_FOUND', 'There is no such synchronisation.');
  if (run.final) {
    throw new AppError(
      'RUN_FINISHED',
      `This synchronisation has ended already (${run.phase}), so nothing is left to stop.`,
    );
  }
  await sql.query(
    `update sync_run set cancel_requested_at = coalesce(cancel_requested_at, now()) where id = $1`,
    [runId],
  );
  await insertAudit(sql, actor, {
    action: 'sync.cancel',
    targetType: 'Domain',
    targetId: run.domain_id,
    details: { runId },
  });
  return { domainId: run.domain_id, begun: run.phase !== 'REQUESTED' };
}

/** Whether a run was really stopped: somebody asked, and something was left to do. */
export async function wasStopped(sql: Sql, runId: string): Promise<boolean> {
  const { rows } = await sql.query<{ stopped: boolean }>(
    `select cancel_requested_at is not null
            and case phase
                  when 'APPLYING' then exists (select 1 from sync_item i where i.run_id = r.id and i.state = 'PLANNED')
                  when 'INVITING' then exists (
                    select 1 from sync_item c join employee e on e.id = c.employee_id
                    where c.run_id = r.id and c.state = 'APPLIED' and c.decision = 'CREATE' and ${STANDING} = 'READY'
                      and not exists (select 1 from invitation v where v.cause = 'import/' || e.id))
                  else true end
            as stopped
     from sync_run r where id = $1`,
    [runId],
  );
  return rows[0]?.stopped ?? false;
}

/** Whether somebody asked the run to stop. */
export async function isCancelRequested(sql: Sql, runId: string): Promise<boolean> {
  const { rows } = await sql.query<{ asked: boolean }>(
    `select cancel_requested_at is not null as asked from sync_run where id = $1`,
    [runId],
  );
  return rows[0]?.asked ?? false;
}

/**
 * Runs that have not ended, oldest first. Asking for each of them again starts those whose workflow start was lost
 * with a process, or whose workflow is gone, and changes nothing for the others.
 */
export async function findOpenRuns(pool: Pool): Promise<{ domainId: string; runId: string }[]> {
  const { rows } = await pool.query<{ domainId: string; runId: string }>(
    `select domain_id as "domainId", id as "runId" from sync_run
     where phase in ('REQUESTED', 'READING', 'PLANNING', 'APPLYING', 'INVITING') order by requested_at limit 1000`,
  );
  return rows;
}
