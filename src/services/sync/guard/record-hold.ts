import type { Sql } from '../../../database.js';
import { GUARDED_FIELDS, type GuardFacts, type GuardVerdict } from '../../../domain/sync/removal-guard.js';
import type { HoldState } from '../../../domain/states.js';
import { insertAudit, type Actor } from '../../audit/record-audit.js';
import type { SyncRunRow } from '../sync-run-row.js';
import { expireHolds } from './expire-holds.js';
import { heldSet, type HeldSet } from './held-set.js';
import { mailHold } from './mail-hold.js';

/** How long a hold waits for a decision. */
const HOLD_DAYS = 7;

interface EarlierHold {
  readonly state: HoldState;
  readonly expiresAt: Date;
  readonly decidedAt: Date | null;
  readonly decidedBy: string | null;
  readonly note: string | null;
}

/** What the guard found and decided for a plan. */
export interface GuardedPlan {
  readonly facts: GuardFacts;
  readonly verdict: GuardVerdict;
  /** Why something is held, in sentences. */
  readonly sentences: readonly string[];
}

/**
 * Records what the snapshot of a run holds back, in the plan's transaction. The domain's earlier hold is superseded,
 * whether or not there is a new one. The same people and changes keep their hash, their deadline, and a rejection. The
 * administrators are mailed about what waits for them.
 */
export async function recordHold(sql: Sql, run: SyncRunRow, plan: GuardedPlan): Promise<void> {
  const { verdict, facts, sentences } = plan;
  await expireHolds(sql, run.domainId);
  const set = verdict.held.length > 0 ? await heldSet(sql, run) : undefined;
  const earlier = set && (await earlierHold(sql, run.domainId, set.hash));
  await supersede(sql, run);
  if (set === undefined) return;
  const kept = earlier?.state !== 'APPLIED' && earlier?.state !== 'EXPIRED' ? earlier : undefined;
  // Of what was superseded, only a rejection has been decided about.
  const rejection =
    kept !== undefined && kept.state !== 'APPROVED' && kept.decidedAt !== null ? kept : undefined;
  const expiresAt = await insertHold(sql, run, { verdict, set, kept, rejection });
  if (rejection === undefined) await mailHold(sql, run, { set, facts, reasons: sentences, expiresAt });
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

interface NewHold {
  readonly verdict: GuardVerdict;
  readonly set: HeldSet;
  readonly kept: EarlierHold | undefined;
  readonly rejection: EarlierHold | undefined;
}

async function insertHold(
  sql: Sql,
  run: SyncRunRow,
  { verdict, set, kept, rejection }: NewHold,
): Promise<Date> {
  const { hash, people, removals, disablings } = set;
  const { reasons } = verdict;
  const fields = GUARDED_FIELDS.filter((field) => verdict.held.includes(field));
  const { rows } = await sql.query<{ expires_at: Date }>(
    `insert into sync_hold (domain_id, run_id, plan_hash, reasons, fields, people, removals, disablings, state,
                            expires_at, decided_at, decided_by, note)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, coalesce($10::timestamptz, now() + interval '${HOLD_DAYS} days'),
             $11, $12, $13)
     returning expires_at`,
    [
      run.domainId,
      run.id,
      hash,
      reasons,
      fields,
      people,
      removals,
      disablings,
      rejection === undefined ? 'PENDING' : 'REJECTED',
      kept?.expiresAt ?? null,
      rejection?.decidedAt ?? null,
      rejection?.decidedBy ?? null,
      rejection?.note ?? null,
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
  return rows[0]!.expires_at;
}

function actorOf(run: SyncRunRow): Actor {
  return { kind: 'SYNC', id: run.id, name: run.domain.dnsName };
}
