import { DatabaseError, inTransaction, type Client, type Pool } from '../../database.js';
import { applyItems, failItem } from './apply-batch.js';
import { refreshStatistics } from './fresh-statistics.js';
import { withInstallationLock } from './installation-lock.js';
import { planRun } from './planning/plan-run.js';
import { isCancelRequested } from './finish-run.js';
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
    for (let done = BEFORE_ALL_BATCHES; ;) {
      signal.throwIfAborted();
      // The mark in the row is heard even where the workflow server could not be told.
      if (await isCancelRequested(client, runId)) return;
      const batch = await nextBatch(client, runId, done);
      if (batch === undefined) break;
      await applyBatch(client, run, batch.itemIds);
      done = batch.number;
    }
    await refreshUnchanged(client, run);
  });
}

/** Lower than the number of any batch. */
const BEFORE_ALL_BATCHES = -1;

interface Batch {
  readonly number: number;
  readonly itemIds: string[];
}

/** The lowest batch above `done` that has something to do: below it everything is applied or has failed. */
async function nextBatch(client: Client, runId: string, done: number): Promise<Batch | undefined> {
  // Within a batch in the plan's order, those who only give something up first.
  const { rows } = await client.query<{ id: string; batch_number: number }>(
    `select id, batch_number from sync_item where run_id = $1 and state = 'PLANNED' and batch_number = (
       select min(batch_number) from sync_item where run_id = $1 and state = 'PLANNED' and batch_number > $2)
     order by instruction ->> 'action' <> 'CLOSE', position`,
    [runId, done],
  );
  const [first] = rows;
  return first && { number: first.batch_number, itemIds: rows.map(({ id }) => id) };
}

/** A batch that the database refuses is halved until the person it cannot take stands alone. */
async function applyBatch(client: Client, run: SyncRunRow, itemIds: readonly string[]): Promise<void> {
  try {
    await inTransaction(client, (sql) => applyItems(sql, run, itemIds));
  } catch (error) {
    if (!isRefusedData(error)) throw error;
    if (itemIds.length === 1) return failItem(client, run, itemIds[0]!, refusalMessage(error));
    const middle = Math.ceil(itemIds.length / 2);
    await applyBatch(client, run, itemIds.slice(0, middle));
    await applyBatch(client, run, itemIds.slice(middle));
  }
}

/** The values are at fault (SQLSTATE classes 22 and 23), not the connection or the server. */
function isRefusedData(error: unknown): error is DatabaseError {
  return error instanceof DatabaseError && /^2[23]/.test(error.code ?? '');
}

/** Says which rule refused, never the values. */
function refusalMessage(error: DatabaseError): string {
  const rule = error.constraint ?? error.code ?? 'unknown';
  return `The database refused this person (${rule}). The others were applied; the next run tries again.`;
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
