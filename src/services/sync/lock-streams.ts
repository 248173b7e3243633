import type { Sql } from '../../database.js';

/**
 * Locks the streams of runs, and of every batch these belong to, until the commit. The runs' come first: whoever joins
 * a run holds its stream when they commit, so from then on no batch is added. Both in one question, a batch that joined
 * while it waited would be missing, to be locked later and in no order: two who do that wait for each other.
 *
 * Two runs of one batch that end at the same instant see each other by this, or the batch would never end.
 */
export async function lockStreams(sql: Sql, runIds: readonly string[]): Promise<void> {
  await sql.query({
    name: 'latchkey/lock-streams',
    text: `select id from event_stream where id = any($1::uuid[]) order by id for update`,
    values: [runIds],
  });
  await sql.query({
    name: 'latchkey/lock-batch-streams',
    text: `select id from event_stream
           where id in (select batch_id from sync_batch_run where run_id = any($1::uuid[])) order by id for update`,
    values: [runIds],
  });
}
