import type { Sql } from '../../database.js';
import type { PresenceReport } from '../../domain/workstation/presence-report.js';
import type { WorkstationState } from '../../domain/states.js';
import { recordEvent } from '../../events/record-event.js';

/** The one stream of everybody's presence; its row comes with a migration. Each workstation's status has its own, under its id. */
export const PRESENCE_STREAM = '6f2d9b1e-5c1a-4d0f-9c57-0d6b1c3a7e42';

/** What a workstation is told about itself. */
export interface WorkstationStatus {
  readonly state: WorkstationState;
  /** While the alarm stands. */
  readonly locked: boolean;
}

/** What administrators are told when a workstation comes, goes, or says something new. */
export interface PresenceChange extends PresenceReport {
  readonly workstationId: string;
  readonly machineName: string;
  readonly online: boolean;
}

/** Tells these workstations. Whoever records presence in the same transaction does so after this. */
export async function recordStatus(
  sql: Sql,
  workstationIds: readonly string[],
  status: WorkstationStatus,
): Promise<void> {
  if (workstationIds.length > 0) await recordEvent(sql, { streamIds: workstationIds, payload: status });
}

/** The last statement of its transaction. */
export async function recordPresence(sql: Sql, change: PresenceChange): Promise<void> {
  await recordEvent(sql, { streamIds: [PRESENCE_STREAM], payload: change });
}

/** Decisions about workstations and the alarm come one after the other, so that nobody who is approved misses an alarm. */
const DECISION_LOCK = 7_305_601;
/** New registrations come one after the other, so that bounds on their number hold. */
const REGISTRATION_LOCK = 7_305_602;

/** Until the end of the transaction. What a later statement sees includes what the one before has committed. */
export async function lockDecisions(sql: Sql): Promise<void> {
  await sql.query('select pg_advisory_xact_lock($1)', [DECISION_LOCK]);
}

/** The same for whoever does not decide but must know what was decided: many at a time, and none beside a decision. */
export async function shareDecisions(sql: Sql): Promise<void> {
  await sql.query('select pg_advisory_xact_lock_shared($1)', [DECISION_LOCK]);
}

export async function lockRegistrations(sql: Sql): Promise<void> {
  await sql.query('select pg_advisory_xact_lock($1)', [REGISTRATION_LOCK]);
}
