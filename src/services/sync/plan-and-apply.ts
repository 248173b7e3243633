import { inTransaction, type Client, type Pool } from '../../database.js';
import { applyBatches } from './apply-batches.js';
import { refreshStatistics } from './fresh-statistics.js';
import { withInstallationLock } from './installation-lock.js';
import { planRun } from './planning/plan-run.js';
import { findRun, type SyncRunRow } from './sync-run-row.js';

/**
 * Plans a run whose snapshot is proved and applies the plan, batch by batch, under the installation's lock. Called
 * again after a crash it goes on: what was applied stays, the rest is planned anew, since another run may have had the
 * lock in between. A dry run ends with its plan. Stops between two batches when the signal fires.
 */
export async function planAndApply(pool: Pool, runId: string, signal: AbortSignal): Promise<void> {
  await withInstallationLock(pool, signal, async (client) => {
    const run = await findRun(client, runId);
    if (run === undefined || (run.phase !== 'PLANNING' && run.phase !== 'APPLYING')) return;
    // Each by itself, not within the plan's transaction: a reading that does the same would wait for its end.
    await refreshStatistics(client, 'ACCOUNTS');
    await inTransaction(client, (sql) => planRun(sql, run));
    if (run.kind === 'DRY_RUN') return;
    if (!(await applyBatches({ pool, client, run, signal }))) return;
    await refreshUnchanged(client, run);
  });
}

/** Keeps the directory's own change marks of unchanged people up to date, in one statement. */
async function refreshUnchanged(client: Client, run: SyncRunRow): Promise<void> {
  await inTransaction(client, async (sql) => {
    await sql.query(
      `update domain_account a set when_changed = e.when_changed, usn_changed = e.usn_changed
       from snapshot_entry e
       where e.run_id = $1 and e.attempt = $2 and e.standing = 'PERSON'
         and a.domain_id = $3 and a.object_guid = e.object_guid and a.closed_at is null
         and (a.when_changed, a.usn_changed) is distinct from (e.when_changed, e.usn_changed)`,
      [run.id, run.attempt, run.domainId],
    );
  });
}
