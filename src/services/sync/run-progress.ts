import type { Sql } from '../../database.js';
import { isFinalPhase, type SyncPhase } from '../../domain/states.js';
import type { SyncCounts } from '../../domain/sync/sync-counts.js';
import { paceOf, type SyncProgress } from '../../domain/sync/sync-progress.js';
import { recordEvent } from '../../events/record-event.js';
import { lockStreams } from './lock-streams.js';

interface RunRow {
  id: string;
  domain_id: string;
  dns_name: string;
  phase: SyncPhase;
  expected: number | null;
  read: number;
  planned: number;
  applied: number;
  failed: number;
  held: number;
  counts: SyncCounts;
  warnings: string[];
  last_person: string | null;
  error_code: string | null;
  error_message: string | null;
  seconds: number | null;
  batch_ids: string[];
  ending_batch_ids: string[];
}

// A batch ends when all of its runs have ended; this run counts with the phase it has in this transaction.
const RUN_ROW = `
  select r.id, r.domain_id, d.dns_name, r.phase, r.expected, r.read, r.planned, r.applied, r.failed, r.held, r.counts,
         r.warnings, r.last_person, r.error_code, r.error_message,
         extract(epoch from clock_timestamp() - r.phase_started_at)::float8 as seconds,
         coalesce(b.ids, '{}') as batch_ids, coalesce(b.ending, '{}') as ending_batch_ids
  from sync_run r
  join domain d on d.id = r.domain_id
  left join lateral (
    select array_agg(br.batch_id::text) as ids,
           array_agg(br.batch_id::text) filter (where not exists (
             select 1 from sync_batch_run o join sync_run other on other.id = o.run_id
             where o.batch_id = br.batch_id and other.phase not in ('COMPLETED', 'FAILED', 'CANCELLED')
           )) as ending
    from sync_batch_run br where br.run_id = r.id
  ) b on true
  where r.id = $1`;

/** The progress of a run as the database has it now. Undefined when there is no such run. */
export async function runProgress(sql: Sql, runId: string): Promise<SyncProgress | undefined> {
  const { rows } = await sql.query<RunRow>(RUN_ROW, [runId]);
  return rows[0] && progressOf(rows[0]);
}

/**
 * Records the present state of a run for whoever watches it or a batch it belongs to. The last statement of every
 * transaction that moves a run.
 */
export async function recordProgress(sql: Sql, runId: string): Promise<void> {
  await lockStreams(sql, [runId]);
  const { rows } = await sql.query<RunRow>({ name: 'latchkey/run-progress', text: RUN_ROW, values: [runId] });
  const row = rows[0];
  if (row === undefined) return;
  await recordEvent(sql, {
    streamIds: [row.id, ...row.batch_ids],
    payload: progressOf(row),
    ends: isFinalPhase(row.phase) ? [row.id, ...row.ending_batch_ids] : [],
  });
}

function progressOf(row: RunRow): SyncProgress {
  const reading = row.phase === 'READING';
  const pace = paceOf({
    done: reading ? row.read : row.applied + row.failed,
    // What is held is not waited for.
    total: reading ? row.expected : row.planned - row.held,
    seconds: row.seconds ?? 0,
  });
  const idle = isFinalPhase(row.phase) || row.phase === 'REQUESTED';
  return {
    runId: row.id,
    domainId: row.domain_id,
    domainName: row.dns_name,
    phase: row.phase,
    expected: row.expected,
    read: row.read,
    planned: row.planned,
    applied: row.applied,
    failed: row.failed,
    held: row.held,
    rate: idle ? null : pace.rate,
    secondsLeft: idle ? null : pace.secondsLeft,
    lastPerson: row.last_person,
    warnings: row.warnings,
    counts: row.counts,
    errorCode: row.error_code,
    errorMessage: row.error_message,
  };
}
