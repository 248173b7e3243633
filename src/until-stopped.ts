import { ConfigError } from './config.js';
import type { Log } from './log.js';
import type { RunningWorker } from './temporal/start-worker.js';

/**
 * Makes this process a server: stopped by its signals, ended with a sentence when it cannot start.
 * @param start answers what stops it
 */
export async function serveUntilStopped(start: () => Promise<() => Promise<void>>): Promise<void> {
  try {
    stopOnSignals(await start());
  } catch (error) {
    console.error(error instanceof ConfigError ? error.message : error);
    process.exit(1);
  }
}

function stopOnSignals(stop: () => Promise<void>): void {
  let stopping = false;
  const onSignal = (): void => {
    // A second signal means: now.
    if (stopping) process.exit(1);
    stopping = true;
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error('Stopping failed.', error);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
}

interface StartedWorker {
  readonly worker: RunningWorker;
  readonly log: Log;
  readonly taskQueue: string;
}

/** Makes this process a worker: stopped by its signals, ended with a sentence when it cannot start or fails. */
export async function workUntilStopped(start: () => Promise<StartedWorker>): Promise<void> {
  try {
    const { worker, log, taskQueue } = await start();
    for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => void worker.stop());
    log.info({ taskQueue }, 'worker ready');
    await worker.stopped;
  } catch (error) {
    process.stderr.write(
      `${error instanceof ConfigError ? error.message : String((error as Error).stack)}\n`,
    );
    process.exitCode = 1;
  }
}
