import type { Client, Pool } from '../../database.js';
import { INSTALLATION_LOCK } from './reprofile-employees.js';

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
  } catch (error) {
    // Cancelled by `stopWaiting`: then the signal's reason is the one to tell.
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener('abort', stopWaiting);
  }
  signal.throwIfAborted();
}
