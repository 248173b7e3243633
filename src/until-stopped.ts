import { ConfigError } from './config.js';
import type { Log } from './log.js';
import type { RunningWorker } from './temporal/start-worker.js';

/**
 * Makes this process a server: stopped by its signals, ended with a sentence when it cannot start.
 * @param start answers what stops it
 */
export async function serveUntilStopped(start: () => Promise<() => Promise<void>>): Promise<void> {
  const signal = firstSignal();
  try {
    const stop = await start();
    void signal.then(() => endBy(stop));
  } catch (error) {
    console.error(error instanceof ConfigError ? error.message : error);
    process.exit(1);
  }
}

/**
 * Resolves when this process is asked to stop. Listens from now on, so that whoever is asked while it starts stops in order as
 * soon as it has started. To be asked again means: now.
 */
function firstSignal(): Promise<void> {
  return new Promise((resolve) => {
    let isAsked = false;
    const onSignal = (): void => {
      if (isAsked) process.exit(1);
      isAsked = true;
      resolve();
    };
    process.on('SIGTERM', onSignal);
    process.on('SIGINT', onSignal);
  });
}

async function endBy(stop: () => Promise<void>): Promise<never> {
  try {
    await stop();
  } catch (error) {
    console.error('Stopping failed.', error);
    process.exit(1);
  }
  process.exit(0);
}

interface StartedWorker {
  readonly worker: RunningWorker;
  readonly log: Log;
  readonly taskQueue: string;
}

/** Makes this process a worker: stopped by its signals, ended with a sentence when it cannot start or fails. */
export async function workUntilStopped(start: () => Promise<StartedWorker>): Promise<void> {
  const signal = firstSignal();
  try {
    const { worker, log, taskQueue } = await start();
    // Whether it ended well `stopped` tells.
    void signal.then(() => worker.stop()).catch(() => undefined);
    log.info({ taskQueue }, 'worker ready');
    await worker.stopped;
  } catch (error) {
    process.stderr.write(
      `${error instanceof ConfigError ? error.message : String((error as Error).stack)}\n`,
    );
    process.exitCode = 1;
  }
}
