import type { Sql } from '../../database.js';
import type { KeysAway, RotationReason, RotationState } from '../../domain/rotation/rotation-states.js';
import type { ActorKind } from '../../domain/states.js';
import { openStreams } from '../../events/record-event.js';
import { insertAudit, type Actor } from '../audit/record-audit.js';

/** A rotation's row, as services need it. What each column means stands at the entity. */
export interface StoredRotation {
  readonly id: string;
  readonly domainId: string;
  readonly reason: RotationReason;
  readonly keysAway: KeysAway;
  readonly state: RotationState;
  readonly cohorts: number;
  /** The last cohort was long ago: much may have changed since. */
  readonly isLateAfterLast: boolean;
  readonly wantedByKind: ActorKind;
  readonly wantedById: string | null;
  readonly wantedBy: string;
  readonly createdAt: Date;
}

const SELECTED = `r.id, r.domain_id as "domainId", r.reason, r.keys_away as "keysAway", r.state, r.cohorts,
  coalesce(r.cohort_at < now() - interval '6 hours', false) as "isLateAfterLast",
  r.wanted_by_kind as "wantedByKind", r.wanted_by_id as "wantedById",
  r.wanted_by as "wantedBy", r.created_at as "createdAt"`;

/**
 * Keeps everybody else from beginning, drawing from and ending rotations of a domain until the transaction ends. Taken before
 * any row is locked.
 */
export async function lockRotations(sql: Sql, domainId: string): Promise<void> {
  await sql.query(`select pg_advisory_xact_lock(hashtextextended('latchkey/rotation/' || $1, 0))`, [
    domainId,
  ]);
}

/** Rotations of a domain that have not ended: the most urgent first. */
export async function openRotations(sql: Sql, domainId: string): Promise<StoredRotation[]> {
  const { rows } = await sql.query<StoredRotation>(
    `select ${SELECTED} from rotation r where r.domain_id = $1 and r.ended_at is null
     order by array_position(array['EMERGENCY', 'MANUAL', 'SCHEDULED'], r.reason)`,
    [domainId],
  );
  return rows;
}

export interface NewRotation {
  readonly domainId: string;
  readonly reason: RotationReason;
  readonly keysAway?: KeysAway;
  readonly note?: string | null;
}

/** Begins a rotation, or answers the one of this reason that is under way. The caller has locked the domain's rotations. */
export async function beginRotation(
  sql: Sql,
  actor: Actor,
  { domainId, reason, keysAway = 'WAIT', note = null }: NewRotation,
): Promise<{ readonly id: string; readonly isNew: boolean }> {
  const { rows } = await sql.query<{ id: string; isNew: boolean }>(
    `insert into rotation (domain_id, reason, keys_away, note, wanted_by_kind, wanted_by_id, wanted_by, state)
     select $1, $2, $3, $4, $5, $6, $7, case when d.rotation_paused_at is null then 'RUNNING' else 'PAUSED' end
     from domain d where d.id = $1
     on conflict (domain_id, reason) where ended_at is null
     do update set keys_away = excluded.keys_away, updated_at = now()
     returning id, xmax = 0 as "isNew"`,
    [domainId, reason, keysAway, note, actor.kind, actor.id, actor.name],
  );
  const { id, isNew } = rows[0]!;
  if (isNew) {
    await openStreams(sql, [id]);
    await insertAudit(sql, actor, {
      action: 'rotation.begin',
      targetType: 'Rotation',
      targetId: id,
      details: { domainId, reason, keysAway },
    });
  }
  return { id, isNew };
}
