import { DatabaseError, inTransaction, type Client, type Pool, type Sql } from '../../../database.js';
import { applyItems, failItem } from './apply-batch.js';
import { isCancelRequested } from '../finish-run.js';
import { withFurtherWriter, type Writer } from '../installation-lock.js';
import { FIRST_OF_NEW } from '../planning/batch-numbers.js';
import type { SyncRunRow } from '../sync-run-row.js';

export interface Applying {
  readonly pool: Pool;
  /** Holds the installation's lock. */
  readonly client: Client;
  readonly run: SyncRunRow;
  readonly signal: AbortSignal;
}

/**
 * Applies what is planned, batch by batch: those who were known one after another, then those who are new over two
 * connections, since one of them computes while the database is busy with the other. Stops between two batches when
 * the signal fires, with its reason.
 *
 * @returns false when somebody asked the run to stop
 */
export async function applyBatches(applying: Applying): Promise<boolean> {
  const { pool, client } = applying;
  const lone: Writer = (work) => inTransaction(client, work);
  const known = await batchNumbers(applying, '<');
  if (!(await drain(applying, known, client, lone))) return false;
  const fresh = await batchNumbers(applying, '>=');
  if (fresh.length < 2) return drain(applying, fresh, client, lone);
  return withFurtherWriter(pool, client, async (further) => {
    const outcomes = await Promise.allSettled([
      drain(applying, fresh, client, lone),
      drain(applying, fresh, further.client, further.write),
    ]);
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
    return outcomes.every((outcome) => outcome.status === 'fulfilled' && outcome.value);
  });
}

/** The batches before those of people who are new, or these, in which something is left to do; lowest first. */
async function batchNumbers({ client, run }: Applying, side: '<' | '>='): Promise<number[]> {
  const { rows } = await client.query<{ number: number }>(
    `select distinct batch_number as number from sync_item
     where run_id = $1 and state = 'PLANNED' and batch_number ${side} ${FIRST_OF_NEW} order by 1`,
    [run.id],
  );
  return rows.map(({ number }) => number);
}

/** Applies batches until none is left. The others who drain the same list get what is not taken yet. */
async function drain(
  { run, signal }: Applying,
  numbers: number[],
  client: Client,
  write: Writer,
): Promise<boolean> {
  for (let number = numbers.shift(); number !== undefined; number = numbers.shift()) {
    try {
      signal.throwIfAborted();
      // The mark in the row is heard even where the workflow server could not be told.
      if (await isCancelRequested(client, run.id)) return false;
      await applyBatch(write, run, await itemsOf(client, run.id, number));
    } catch (error) {
      // Whoever drains beside this one stops after the batch it is at.
      numbers.length = 0;
      throw error;
    }
  }
  return true;
}

/** Within a batch in the plan's order, those who only give something up first. */
async function itemsOf(sql: Sql, runId: string, number: number): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>(
    `select id from sync_item where run_id = $1 and state = 'PLANNED' and batch_number = $2
     order by instruction ->> 'action' <> 'CLOSE', position`,
    [runId, number],
  );
  return rows.map(({ id }) => id);
}

/** A batch that the database refuses is halved until the person it cannot take stands alone. */
async function applyBatch(write: Writer, run: SyncRunRow, itemIds: readonly string[]): Promise<void> {
  try {
    await write((sql) => applyItems(sql, run, itemIds));
  } catch (error) {
    if (!isRefusedData(error)) throw error;
    if (itemIds.length === 1) {
      await write((sql) => failItem(sql, run, itemIds[0]!, refusalMessage(error)));
      return;
    }
    const middle = Math.ceil(itemIds.length / 2);
    await applyBatch(write, run, itemIds.slice(0, middle));
    await applyBatch(write, run, itemIds.slice(middle));
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
