import type { Sql } from '../../../database.js';
import { isFinalPhase, type SyncPhase } from '../../../domain/states.js';

/** Locks the hold that a run carries out, if it does: before the run itself, as everybody does who needs both. */
export async function lockApprovedHold(sql: Sql, runId: string): Promise<void> {
  await sql.query(
    `select h.id from sync_hold h join sync_run r on r.approves_hold_id = h.id where r.id = $1 for update of h`,
    [runId],
  );
}

/**
 * What becomes of the hold whose approval has ended: applied, or waiting again until its deadline when the run failed
 * or was cancelled. Where a later plan holds something already, that one waits instead.
 */
export async function settleApproval(sql: Sql, runId: string, phase: SyncPhase): Promise<void> {
  if (!isFinalPhase(phase)) return;
  await sql.query(
    `update sync_hold h set
       state = case when $2 then 'APPLIED'
                    when exists (select 1 from sync_hold o where o.domain_id = h.domain_id
                                 and o.state in ('PENDING', 'REJECTED')) then 'SUPERSEDED'
                    else 'PENDING' end,
       decided_at = case when $2 then h.decided_at end, decided_by = case when $2 then h.decided_by end
     from sync_run r where r.id = $1 and r.approves_hold_id = h.id and h.state = 'APPROVED'`,
    [runId, phase === 'COMPLETED'],
  );
}
