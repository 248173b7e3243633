import { randomUUID } from 'node:crypto';
import { withTransaction, type Pool, type Sql } from '../../database.js';
import type { SyncRunKind, SyncTrigger } from '../../domain/states.js';
import { AppError } from '../../errors.js';
import { openStreams } from '../../events/record-event.js';
import { insertAudit, type Actor } from '../audit/record-audit.js';
import type { SyncRequest, Workflows } from '../workflows.js';
import { insertRun, type NewRun } from './insert-run.js';
import { lockStreams } from './lock-streams.js';
import { recordProgress } from './run-progress.js';

/** What `syncNow` answers for one domain. */
export interface RequestedRun extends SyncRequest {
  /** True when a run was under way already and this request follows it. */
  readonly joined: boolean;
}

export interface RequestedBatch {
  readonly batchId: string;
  readonly runs: readonly RequestedRun[];
  /** Domains that cannot be synchronised now, each with the reason. */
  readonly refused: readonly { readonly domainId: string; readonly error: AppError }[];
}

/** What a request asks for: to synchronise, or only to plan. */
export type RequestedKind = Exclude<SyncRunKind, 'APPROVAL'>;

/**
 * Records one run for each domain, or joins the one of the same kind under way, and starts the workflows after the commit. A workflow
 * that cannot be started now is started by the worker later: the run is recorded, so nothing is lost.
 *
 * @param domainIds null means every domain
 * @throws AppError NOT_FOUND when a domain does not exist; nothing is started then
 */
export async function requestSync(
  { pool, workflows }: { pool: Pool; workflows: Workflows },
  actor: Actor,
  domainIds: readonly string[] | null,
  kind: RequestedKind = 'SYNC',
): Promise<RequestedBatch> {
  const origin: RequestOrigin = { batchId: randomUUID(), trigger: 'REQUEST', kind };
  const batch = await withTransaction(pool, (sql) => recordBatch(sql, actor, domainIds, origin));
  await startWorkflows(workflows, batch);
  return batch;
}

/** After the commit. What cannot be started now the worker starts later, so a refusal is not the caller's concern. */
export async function startWorkflows(workflows: Workflows, { runs }: RequestedBatch): Promise<void> {
  await Promise.allSettled(runs.map((run) => workflows.requestSync(run)));
}

/** Where a request comes from. */
export interface RequestOrigin {
  /** Id of the batch that is made for it. */
  readonly batchId: string;
  readonly trigger: SyncTrigger;
  /** Left out: to synchronise. */
  readonly kind?: RequestedKind;
}

interface DomainRow {
  id: string;
  dns_name: string;
  has_secret: boolean;
}

/** The rows of one request, in the caller's transaction. */
export async function recordBatch(
  sql: Sql,
  actor: Actor,
  domainIds: readonly string[] | null,
  origin: RequestOrigin,
): Promise<RequestedBatch> {
  const { batchId } = origin;
  const domains = await findDomains(sql, domainIds);
  const ready = domains.filter((domain) => domain.has_secret);
  await sql.query(`insert into sync_batch (id) values ($1)`, [batchId]);
  await openStreams(sql, [batchId]);
  const runs: RequestedRun[] = [];
  for (const { id } of ready) runs.push(await recordRun(sql, actor, id, origin));
  // Only now, so that no event of the batch's first run is taken for its end. All runs at once and in order: taken one
  // by one, two requests could wait for each other.
  await lockStreams(
    sql,
    runs.map((run) => run.runId),
  );
  for (const run of runs) await recordProgress(sql, run.runId);
  if (runs.length === 0) await sql.query(`update event_stream set ended = true where id = $1`, [batchId]);
  const refused = domains.filter((domain) => !domain.has_secret).map(secretMissing);
  await recordNotStarted(sql, actor, { batchId, runs, refused });
  return { batchId, runs, refused };
}

/** What was asked for is in the audit even where nothing came of it. */
async function recordNotStarted(sql: Sql, actor: Actor, { runs, refused }: RequestedBatch): Promise<void> {
  const action = 'sync.request';
  for (const { domainId, error } of refused) {
    const target = { targetType: 'Domain', targetId: domainId };
    await insertAudit(sql, actor, { action, ...target, outcome: 'REFUSED', details: { code: error.code } });
  }
  if (runs.length + refused.length === 0) await insertAudit(sql, actor, { action, details: { domains: 0 } });
}

async function findDomains(sql: Sql, domainIds: readonly string[] | null): Promise<DomainRow[]> {
  // Locked against deletion until the runs are recorded, and in one order, so that two requests cannot block each other.
  const { rows } = await sql.query<DomainRow>(
    `select id, dns_name, bind_secret_sealed is not null as has_secret from domain
     where $1::uuid[] is null or id = any($1::uuid[]) order by id for share`,
    [domainIds],
  );
  const missing = (domainIds ?? []).filter((id) => !rows.some((row) => row.id === id));
  if (missing.length > 0) {
    throw new AppError('NOT_FOUND', 'One of the domains does not exist (any more). Nothing was started.', {
      path: ['input', 'domainIds'],
    });
  }
  return rows;
}

async function recordRun(
  sql: Sql,
  actor: Actor,
  domainId: string,
  { batchId, trigger, kind = 'SYNC' }: RequestOrigin,
): Promise<RequestedRun> {
  const { runId, joined } = await startOrJoin(sql, { domainId, trigger, kind });
  await sql.query(`insert into sync_batch_run (batch_id, run_id, joined) values ($1, $2, $3)`, [
    batchId,
    runId,
    joined,
  ]);
  await insertAudit(sql, actor, {
    action: 'sync.request',
    targetType: 'Domain',
    targetId: domainId,
    details: { runId, joined, kind },
  });
  return { domainId, runId, joined };
}

/** Most attempts to catch a run: each fails only when a run ends between two statements. */
const ATTEMPTS = 5;

async function startOrJoin(
  sql: Sql,
  { domainId, trigger, kind }: Omit<NewRun, 'approvesHoldId'>,
): Promise<{ runId: string; joined: boolean }> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const started = await insertRun(sql, { domainId, kind, trigger });
    if (started !== undefined) return { runId: started, joined: false };
    const open = await sql.query<{ id: string }>(
      `select id from sync_run
       where domain_id = $1 and kind = $2 and phase in ('REQUESTED', 'READING', 'PLANNING', 'APPLYING', 'INVITING') for share`,
      [domainId, kind],
    );
    if (open.rows[0] !== undefined) return { runId: open.rows[0].id, joined: true };
  }
  throw new AppError(
    'RUN_FINISHED',
    'Runs of this domain ended each time they were about to be joined. Ask again.',
  );
}

function secretMissing(domain: DomainRow): RequestedBatch['refused'][number] {
  const message = `${domain.dns_name} has no bind secret, so it cannot be read. Set one with updateDomain.`;
  return { domainId: domain.id, error: new AppError('BIND_SECRET_MISSING', message) };
}
