import { inTransaction, type Client, type Pool, type Sql } from '../../database.js';
import { AppError } from '../../errors.js';
import { INSTALLATION_LOCK, WRITERS_LOCK } from './reprofile-employees.js';

/**
 * Runs `work` while this process alone, of all that use the database, plans or applies. The lock is held by the very
 * connection the work is done on: when that connection is lost, the lock and the power to write are lost together.
 *
 * @throws whatever `work` throws, or the signal's reason when it fires while waiting
 */
export async function withInstallationLock<T>(
  pool: Pool,
  signal: AbortSignal,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let failure: Error | undefined;
  const onError = (error: Error) => (failure = error);
  client.on('error', onError);
  try {
    await waitForLock(pool, client, signal);
    return await freedAfter(client, work);
  } finally {
    client.off('error', onError);
    // Closed, not returned: the lock belongs to the session and goes with it, whatever state the session is in.
    client.release(failure ?? true);
  }
}

/** Closing the connection frees the lock as well, but only once the server notices: whoever comes next would be refused. */
async function freedAfter<T>(client: Client, work: (client: Client) => Promise<T>): Promise<T> {
  try {
    return await work(client);
  } finally {
    await client.query('select pg_advisory_unlock($1)', [INSTALLATION_LOCK]).catch(() => undefined);
  }
}

async function waitForLock(pool: Pool, client: Client, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  // A machine that vanished without a word must not hold the lock for hours.
  await client.query(
    `set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3`,
  );
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  const stopWaiting = () =>
    void pool.query('select pg_cancel_backend($1)', [rows[0]?.pid]).catch(() => undefined);
  signal.addEventListener('abort', stopWaiting, { once: true });
  try {
    await client.query('select pg_advisory_lock($1)', [INSTALLATION_LOCK]);
    // What a further writer of whoever had the lock before is still at ends first, and none begins any more.
    await client.query('select pg_advisory_lock($1)', [WRITERS_LOCK]);
    await client.query('select pg_advisory_unlock($1)', [WRITERS_LOCK]);
  } catch (error) {
    // Cancelled by `stopWaiting`: then the signal's reason is the one to tell.
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener('abort', stopWaiting);
  }
  signal.throwIfAborted();
}

/** Does something in a transaction of its own. */
export type Writer = (work: (sql: Sql) => Promise<void>) => Promise<void>;

/**
 * Runs `work` with a second connection that writes for the holder of the lock. Each of its transactions begins by making
 * sure that the lock is still held: had the holder's connection been lost, the next holder waits for the transaction
 * (`WRITERS_LOCK`), and none begins after that.
 */
export async function withFurtherWriter<T>(
  pool: Pool,
  holder: Client,
  work: (further: { readonly client: Client; readonly write: Writer }) => Promise<T>,
): Promise<T> {
  const { rows } = await holder.query<{ pid: number; since: string }>(HOLDER);
  const client = await pool.connect();
  let failure: Error | undefined;
  const onError = (error: Error) => (failure = error);
  client.on('error', onError);
  const write: Writer = (change) =>
    inTransaction(client, async (sql) => {
      await sql.query('select pg_advisory_xact_lock_shared($1)', [WRITERS_LOCK]);
      const { rowCount } = await sql.query(STILL_HELD, [rows[0]?.pid, rows[0]?.since, INSTALLATION_LOCK]);
      if (rowCount !== 1)
        throw new AppError(
          'RUN_FINISHED',
          'The connection that held the lock was lost; nothing more is applied.',
        );
      await change(sql);
    });
  try {
    return await work({ client, write });
  } finally {
    client.off('error', onError);
    client.release(failure);
  }
}

// Told by process number and start, since numbers are used again.
const HOLDER = `select pid, backend_start::text as since from pg_stat_activity where pid = pg_backend_pid()`;
const STILL_HELD = `
  select 1 from pg_locks l join pg_stat_activity a on a.pid = l.pid
  where l.locktype = 'advisory' and l.mode = 'ExclusiveLock' and l.granted
    and l.classid::bigint = $3::bigint >> 32 and l.objid::bigint = $3::bigint & 4294967295 and l.objsubid = 1
    and l.pid = $1 and a.backend_start = $2::timestamptz`;
