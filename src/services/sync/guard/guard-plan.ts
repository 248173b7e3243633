import type { Sql } from '../../../database.js';
import { guardRemovals, type GuardFacts, type GuardVerdict } from '../../../domain/sync/removal-guard.js';
import type { SyncRunRow } from '../sync-run-row.js';
import { guardFacts } from './due-changes.js';
import { holdBack } from './hold-back.js';
import { nameLeftOut } from './left-out.js';
import { recordHold } from './record-hold.js';

/**
 * The guard's step of a plan, in the plan's transaction and before anything is decided: what goes above the domain's
 * limit is held back in the snapshot, recorded, and the hold of an earlier plan is superseded. In an approval, what was
 * approved and still stands as it did passes. A dry run shows what would be held, and records nothing.
 */
export async function guardPlan(sql: Sql, run: SyncRunRow): Promise<void> {
  const approvedRunId = await approvedRunOf(sql, run);
  if (approvedRunId !== null) await nameLeftOut(sql, run, approvedRunId);
  const facts = await guardFacts(sql, run, approvedRunId);
  const verdict = guardRemovals(facts);
  const sentences = sentencesOf(verdict, facts);
  if (verdict.held.length > 0) {
    await holdBack(sql, run, verdict.held, approvedRunId);
    await sql.query(`update sync_run set warnings = warnings || $2::text[] where id = $1`, [
      run.id,
      sentences,
    ]);
  }
  if (run.kind !== 'DRY_RUN') await recordHold(sql, run, { facts, verdict, sentences });
}

async function approvedRunOf(sql: Sql, run: SyncRunRow): Promise<string | null> {
  if (run.approvesHoldId === null) return null;
  const { rows } = await sql.query<{ run_id: string }>(`select run_id from sync_hold where id = $1`, [
    run.approvesHoldId,
  ]);
  return rows[0]?.run_id ?? null;
}

/** What is held and why, for people. */
function sentencesOf({ held, reasons, limit }: GuardVerdict, { due }: GuardFacts): string[] {
  const count = (change: keyof typeof due) => due[change] ?? 0;
  return held.flatMap((change) => {
    if (change === 'REMOVAL') {
      const why = reasons.includes('REMOVAL_LIMIT')
        ? `no more than ${limit} people are removed or disabled at once`
        : 'the sync group is empty';
      return [`${count(change)} removals are held: ${why}.`];
    }
    if (change === 'DISABLING' || change === 'UNKNOWN_STATE') {
      const what = change === 'DISABLING' ? 'are disabled' : 'do not show any more whether they are enabled';
      return [
        `${count(change)} accounts ${what} in the directory; that is held: no more than ${limit} people are removed or disabled at once.`,
      ];
    }
    return [
      `${change} would become empty for ${count(change)} people; that is held: it is emptied for no more than ${limit} at once.`,
    ];
  });
}
