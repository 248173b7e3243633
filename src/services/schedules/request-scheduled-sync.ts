import { withTransaction, type Pool, type Sql } from '../../database.js';
import type { Actor } from '../audit/record-audit.js';
import { recordBatch, startWorkflows, type RequestedBatch } from '../sync/request-sync.js';
import type { Workflows } from '../workflows.js';

export interface ScheduledStart {
  readonly domainId: string;
  /** The batch this start becomes: the same for each attempt at it, so that one start never asks for two runs. */
  readonly batchId: string;
}

/**
 * What a schedule does when it is time: asks for a run of its domain, or joins the one under way. The row decides: of a
 * domain that is paused, has no secret or is gone nothing is started, whatever the workflow server still believes.
 *
 * @returns the run; null when none was asked for
 */
export async function requestScheduledSync(
  { pool, workflows }: { readonly pool: Pool; readonly workflows: Workflows },
  { domainId, batchId }: ScheduledStart,
): Promise<{ runId: string | null }> {
  const batch = await withTransaction(pool, (sql) => recordStart(sql, domainId, batchId));
  if (batch === null) return { runId: null };
  await startWorkflows(workflows, batch);
  return { runId: batch.runs[0]?.runId ?? null };
}

async function recordStart(sql: Sql, domainId: string, batchId: string): Promise<RequestedBatch | null> {
  const { rows } = await sql.query<{ dns_name: string }>(
    `select d.dns_name from domain d
     where d.id = $1 and d.schedule_paused_at is null and d.bind_secret_sealed is not null
       and not exists (select 1 from sync_batch b where b.id = $2) for share of d`,
    [domainId, batchId],
  );
  const [domain] = rows;
  if (domain === undefined) return null;
  const actor: Actor = { kind: 'SCHEDULE', id: domainId, name: domain.dns_name };
  return recordBatch(sql, actor, [domainId], { batchId, trigger: 'SCHEDULE' });
}
