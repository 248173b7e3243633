import { inTransaction, withTransaction, type Pool, type Sql } from '../../database.js';
import { applyBatches } from './applying/apply-batches.js';
import { refreshStatistics } from './fresh-statistics.js';
import { withInstallationLock } from './installation-lock.js';
import { planRun, planUnchangedRun } from './planning/plan-run.js';
import { findRun, type SyncRunRow } from './sync-run-row.js';

/**
 * Plans a run whose snapshot is proved and applies the plan, batch by batch, under the installation's lock; a run that
 * changes nothing needs no lock. Called again after a crash it goes on: what was applied stays, the rest is planned anew,
 * since another run may have had the lock in between. A dry run ends with its plan. Stops between two batches when the
 * signal fires.
 */
export async function planAndApply(pool: Pool, runId: string, signal: AbortSignal): Promise<void> {
  const isFirst = !(await hasAccounts(pool, runId));
  if (!isFirst && (await isUnchanged(pool, runId))) return;
  await withInstallationLock(pool, signal, async (client) => {
    const run = await findRun(client, runId);
    if (run === undefined || (run.phase !== 'PLANNING' && run.phase !== 'APPLYING')) return;
    // Each by itself, not within the plan's transaction: a reading that does the same would wait for its end.
    await refreshStatistics(client, 'ACCOUNTS');
    await inTransaction(client, (sql) => planRun(sql, run));
    if (run.kind === 'DRY_RUN') return;
    if (!(await applyBatches({ pool, client, run, signal }))) return;
    // In a first import everybody was written just now.
    if (!isFirst) await inTransaction(client, (sql) => refreshUnchanged(sql, run));
  });
}

/** Plans a run that changes nothing; false for one that does. */
async function isUnchanged(pool: Pool, runId: string): Promise<boolean> {
  await refreshStatistics(pool, 'ACCOUNTS');
  return withTransaction(pool, async (sql) => {
    const run = await findRun(sql, runId);
    if (run === undefined || !(await planUnchangedRun(sql, run))) return false;
    if (run.kind !== 'DRY_RUN') await refreshUnchanged(sql, run);
    return true;
  });
}

/** False in a first import, which has something to decide about everybody. */
async function hasAccounts(pool: Pool, runId: string): Promise<boolean> {
  const { rows } = await pool.query<{ found: boolean }>(
    `select exists (select 1 from domain_account a join sync_run r on r.domain_id = a.domain_id
                    where r.id = $1 and a.closed_at is null) as found`,
    [runId],
  );
  return rows[0]?.found ?? false;
}

/** Keeps the directory's own change marks of unchanged people up to date, in one statement. */
async function refreshUnchanged(sql: Sql, run: SyncRunRow): Promise<void> {
  await sql.query(
    // Locked in the order of everybody who needs several accounts at a time, such as a cohort of changes of passwords.
    `with moved as (
       select a.id, e.when_changed, e.usn_changed from domain_account a
       join snapshot_entry e on e.object_guid = a.object_guid
       where e.run_id = $1 and e.attempt = $2 and e.standing = 'PERSON' and a.domain_id = $3 and a.closed_at is null
         and (a.when_changed, a.usn_changed) is distinct from (e.when_changed, e.usn_changed)
       order by a.id for no key update of a
     )
     update domain_account a set when_changed = m.when_changed, usn_changed = m.usn_changed
     from moved m where a.id = m.id`,
    [run.id, run.attempt, run.domainId],
  );
}
