import type { Sql } from '../../../database.js';
import { GUARDED_FIELDS, type GuardVerdict } from '../../../domain/sync/removal-guard.js';
import type { HoldState } from '../../../domain/states.js';
import { insertAudit, type Actor } from '../../audit/record-audit.js';
import type { SyncRunRow } from '../sync-run-row.js';
import { expireHolds } from './expire-holds.js';

/** How long a hold waits for a decision. */
const HOLD_DAYS = 7;

interface HeldSet {
  readonly people: number;
  readonly removals: number;
  readonly disablings: number;
  readonly hash: string;
}

interface EarlierHold {
  readonly state: HoldState;
  readonly expiresAt: Date;
  readonly decidedAt: Date | null;
  readonly decidedBy: string | null;
  readonly note: string | null;
}

/**
 * Records what the snapshot of a run holds back, in the plan's transaction. The domain's earlier hold is superseded,
 * whether or not there is a new one. The same people and changes keep their hash, their deadline, and a rejection.
 */
export async function recordHold(sql: Sql, run: SyncRunRow, verdict: GuardVerdict): Promise<void> {
  await expireHolds(sql, run.domainId);
  const set = verdict.held.length > 0 ? await heldSet(sql, run) : undefined;
  const earlier = set && (await earlierHold(sql, run.domainId, set.hash));
  await supersede(sql, run);
  if (set === undefined) return;
  const kept = earlier?.state !== 'APPLIED' && earlier?.state !== 'EXPIRED' ? earlier : undefined;
  await insertHold(sql, run, verdict, set, kept);
}

/** Who is held and what of them, under one hash; the order of the reading makes no difference. */
async function heldSet(sql: Sql, { id, attempt }: SyncRunRow): Promise<HeldSet> {
  const { rows } = await sql.query<HeldSet>(
    `select count(*)::int as people,
            count(*) filter (where 'REMOVAL' = any(held))::int as removals,
            count(*) filter (where held && array['DISABLING', 'UNKNOWN_STATE'])::int as disablings,
            encode(sha256(convert_to(coalesce(string_agg(object_guid || ' ' || array_to_string(held, ' '), E'\\n'
              order by object_guid), ''), 'UTF8')), 'hex') as hash
     from snapshot_entry where run_id = $1 and attempt = $2 and held is not null`,
    [id, attempt],
  );
  return rows[0]!;
}

async function earlierHold(sql: Sql, domainId: string, hash: string): Promise<EarlierHold | undefined> {
  const { rows } = await sql.query<EarlierHold>(
    `select state, expires_at as "expiresAt", decided_at as "decidedAt", decided_by as "decidedBy", note
     from sync_hold where domain_id = $1 and plan_hash = $2 and expires_at > now()
     order by held_at desc, id desc limit 1`,
    [domainId, hash],
  );
  return rows[0];
}

async function supersede(sql: Sql, run: SyncRunRow): Promise<void> {
  const { rows } = await sql.query<{ run_id: string; plan_hash: string }>(
    `update sync_hold set state = 'SUPERSEDED' where domain_id = $1 and state in ('PENDING', 'REJECTED')
     returning run_id, plan_hash`,
    [run.domainId],
  );
  for (const { run_id: runId, plan_hash: planHash } of rows) {
    await insertAudit(sql, actorOf(run), {
      action: 'sync.supersede',
      targetType: 'Domain',
      targetId: run.domainId,
      details: { runId, planHash },
    });
  }
}

async function insertHold(
  sql: Sql,
  run: SyncRunRow,
  { reasons, held }: GuardVerdict,
  { hash, people, removals, disablings }: HeldSet,
  kept: EarlierHold | undefined,
): Promise<void> {
  // Of what was superseded, only a rejection has been decided about.
  const rejected = kept !== undefined && kept.state !== 'APPROVED' && kept.decidedAt !== null;
  const fields = GUARDED_FIELDS.filter((field) => held.includes(field));
  await sql.query(
    `insert into sync_hold (domain_id, run_id, plan_hash, reasons, fields, people, removals, disablings, state,
                            expires_at, decided_at, decided_by, note)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, coalesce($10::timestamptz, now() + interval '${HOLD_DAYS} days'),
             $11, $12, $13)`,
    [
      run.domainId,
      run.id,
      hash,
      reasons,
      fields,
      people,
      removals,
      disablings,
      rejected ? 'REJECTED' : 'PENDING',
      kept?.expiresAt ?? null,
      rejected ? kept.decidedAt : null,
      rejected ? kept.decidedBy : null,
      rejected ? kept.note : null,
    ],
  );
  await insertAudit(sql, actorOf(run), {
    action: 'sync.hold',
    targetType: 'Domain',
    targetId: run.domainId,
    details: {
      runId: run.id,
      planHash: hash,
      reasons,
      fields,
      people,
      removals,
      disablings,
      again: kept !== undefined,
    },
  });
}

function actorOf(run: SyncRunRow): Actor {
  return { kind: 'SYNC', id: run.id, name: run.domain.dnsName };
}
