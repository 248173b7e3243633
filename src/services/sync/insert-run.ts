import type { Sql } from '../../database.js';
import type { SyncRunKind, SyncTrigger } from '../../domain/states.js';
import { noCounts } from '../../domain/sync/sync-counts.js';
import { openStreams } from '../../events/record-event.js';

export interface NewRun {
  readonly domainId: string;
  readonly kind: SyncRunKind;
  readonly trigger: SyncTrigger;
  /** For an APPROVAL: the hold it carries out. */
  readonly approvesHoldId?: string;
}

/** Records a run with its stream of events. Undefined when one of this kind is open for the domain. */
export async function insertRun(
  sql: Sql,
  { domainId, kind, trigger, approvesHoldId }: NewRun,
): Promise<string | undefined> {
  const { rows } = await sql.query<{ id: string }>(
    `insert into sync_run (domain_id, kind, approves_hold_id, phase, counts, warnings, trigger)
     values ($1, $2, $3, 'REQUESTED', $4, '{}', $5)
     on conflict (domain_id, kind) where phase in ('REQUESTED', 'READING', 'PLANNING', 'APPLYING', 'INVITING') do nothing
     returning id`,
    [domainId, kind, approvesHoldId ?? null, JSON.stringify(noCounts()), trigger],
  );
  const runId = rows[0]?.id;
  if (runId !== undefined) await openStreams(sql, [runId]);
  return runId;
}
