import type { Sql } from '../../database.js';
import { secondsLeft } from '../../domain/rotation/pace.js';
import type { KeysAway, RotationReason, RotationState } from '../../domain/rotation/rotation-states.js';
import { IS_AHEAD } from '../password-changes/directory-first/ahead.js';
import { IS_ONLINE, WORKSTATIONS_OF_KEY } from '../workstations/lease.js';
import { recordEvent } from '../../events/record-event.js';

/** What is told of a rotation: where it stood at one moment. */
export interface RotationProgress {
  readonly rotationId: string;
  readonly domainId: string;
  readonly reason: RotationReason;
  readonly keysAway: KeysAway;
  readonly state: RotationState;
  readonly total: number;
  readonly completed: number;
  readonly failed: number;
  readonly cancelled: number;
  /** The directory has the password, and the key gets it when it is connected. */
  readonly ahead: number;
  /** Being changed at this moment. */
  readonly underWay: number;
  /** Of those left: their key is connected where it can get a password. */
  readonly connected: number;
  /** Of those left: their key is not. */
  readonly away: number;
  readonly secondsLeft: number | null;
  readonly stopReason: string | null;
}

interface CountedRow extends Omit<RotationProgress, 'secondsLeft' | 'connected' | 'away'> {
  readonly waiting: number;
  readonly reachable: number;
  readonly seconds: number | null;
}

/** In SQL: how the changes `c` of a rotation have ended. */
const COMPLETED = `(c.stage = 'COMPLETED' or (c.stage = 'NEEDS_ATTENTION' and c.last_error_code is null))`;
const FAILED = `(c.stage = 'FAILED' or (c.stage = 'NEEDS_ATTENTION' and c.last_error_code is not null))`;

const CAN_HAND_OVER = `w.state = 'APPROVED' and ${IS_ONLINE} and p.controller_in_reach
    and lower(w.joined_domain) = any(array(select lower(n) from unnest(array_append(d.trusted_by, d.dns_name)) n))`;

/** In SQL: the key `k` is connected where a password of the domain `d` can be handed over and written. For a few keys. */
export const KEY_IN_REACH = `exists (
  select 1 from ${WORKSTATIONS_OF_KEY} where ${CAN_HAND_OVER}
)`;

/**
 * The same for thousands of keys: whatever is connected is found out once. Without `coalesce` it would be taken for a join, and
 * be as good as the planner's guess.
 */
export const KEY_IN_REACH_OF_MANY = `coalesce((d.id, k.serial) in (
  select d.id, unnest(p.connected_keys) from domain d
  join workstation w on true join workstation_presence p on p.workstation_id = w.id where ${CAN_HAND_OVER}
), false)`;

/** Counts the changes of a rotation, writes that into its row, and answers where it stands. */
export async function countRotation(sql: Sql, rotationId: string): Promise<RotationProgress | undefined> {
  const { rows } = await sql.query<CountedRow>(
    `with counted as (
       select count(*)::int as total,
              count(*) filter (where ${COMPLETED})::int as completed,
              count(*) filter (where ${FAILED})::int as failed,
              count(*) filter (where c.stage = 'CANCELLED')::int as cancelled,
              count(*) filter (where c.ended_at is null and c.holds_claim)::int as under_way,
              count(*) filter (where ${IS_AHEAD('c')})::int as ahead,
              count(*) filter (where c.ended_at is null and not c.holds_claim and c.sent_at is null)::int as waiting
       from password_change c where c.rotation_id = $1
     ), reach as (
       select count(*)::int as reachable from password_change c
       join domain_account a on a.id = c.account_id join domain d on d.id = a.domain_id join key k on k.id = c.key_id
       where c.rotation_id = $1 and c.ended_at is null and not c.holds_claim and c.sent_at is null and ${KEY_IN_REACH_OF_MANY}
     )
     update rotation r set total = n.total, completed = n.completed, failed = n.failed, cancelled = n.cancelled, ahead = n.ahead,
            updated_at = now()
     from counted n, reach where r.id = $1
     returning r.id as "rotationId", r.domain_id as "domainId", r.reason, r.keys_away as "keysAway", r.state,
               n.total, n.completed, n.failed, n.cancelled, n.ahead, n.under_way as "underWay", n.waiting, reach.reachable,
               r.stop_reason as "stopReason", extract(epoch from clock_timestamp() - r.started_at)::float8 as seconds`,
    [rotationId],
  );
  const [row] = rows;
  if (row === undefined) return undefined;
  const { waiting, reachable, seconds, ...progress } = row;
  const { completed, failed, ahead, underWay } = progress;
  return {
    ...progress,
    connected: reachable,
    away: waiting - reachable,
    // A count-down for those whose key is there: nobody knows when the others come.
    secondsLeft: secondsLeft(completed + failed + ahead, underWay + reachable, seconds ?? 0) ?? null,
  };
}

/** Tells whoever watches a rotation where it stands now. Among the last statements of a transaction, as every event. */
export async function tellProgress(sql: Sql, rotationId: string): Promise<RotationProgress | undefined> {
  const progress = await countRotation(sql, rotationId);
  if (progress === undefined) return undefined;
  const ends = progress.state === 'COMPLETED' ? [rotationId] : [];
  await recordEvent(sql, { streamIds: [rotationId], payload: progress, ends });
  return progress;
}
