import type { Client } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import type { MailActivities } from '../activities/mail-activities.js';
import type { PasswordActivities } from '../activities/password-activities.js';
import type { SyncActivities } from '../activities/sync-activities.js';
import type { Config } from '../config.js';
import type { Log } from '../log.js';
import { createDataConverter } from './data-converter.js';
import { keepOpenRunsSchedule } from './open-runs-schedule.js';
import { workflowCode } from './workflow-code.js';

/**
 * Steps one worker carries out at a time. A step holds one database connection, and for moments a second one: the pool
 * (src/run-worker.ts) has two for each, so that no step waits for a connection that another one waits with.
 */
export const CONCURRENT_STEPS = 10;

/** Steps in our own database that workflows carry out as they go, at a time: besides, and with one connection each. */
export const CONCURRENT_LOCAL_STEPS = 10;

export interface WorkerParts {
  readonly config: Pick<Config, 'temporal' | 'masterKey'>;
  readonly client: Client;
  readonly activities: SyncActivities & MailActivities & PasswordActivities;
  readonly log: Log;
  /** Where the workflows are as one file; default: beside this build. */
  readonly workflowBundle?: string | undefined;
}

/** A worker that has begun to take tasks. */
export interface RunningWorker {
  /** Settles when the worker has stopped, and rejects when it failed. */
  readonly stopped: Promise<void>;
  /** Takes no new task, lets those under way stop at their next safe place, and waits for them. */
  stop(): Promise<void>;
}

/** Connects, takes tasks, and starts whatever was requested while no worker was there. */
export async function startWorker({
  config,
  client,
  activities,
  log,
  workflowBundle,
}: WorkerParts): Promise<RunningWorker> {
  const { address, namespace, taskQueue } = config.temporal;
  const connection = await NativeConnection.connect({ address });
  const worker = await Worker.create({
    connection,
    namespace,
    taskQueue,
    activities,
    ...workflowCode(workflowBundle),
    dataConverter: createDataConverter(config.masterKey),
    maxConcurrentActivityTaskExecutions: CONCURRENT_STEPS,
    maxConcurrentLocalActivityExecutions: CONCURRENT_LOCAL_STEPS,
    maxHeartbeatThrottleInterval: '1 second',
    defaultHeartbeatThrottleInterval: '1 second',
    // A workflow's next step is kept for the worker that knows it this long; then any other one takes it.
    stickyQueueScheduleToStartTimeout: '2 seconds',
    shutdownGraceTime: '10 seconds',
  });
  const kept = await keepOpenRunsSchedule({ client, taskQueue, log });
  const stopped = worker.run().finally(() => {
    kept.stop();
    return connection.close();
  });
  // Observed by whoever awaits `stopped`; this only keeps an early failure from counting as unhandled.
  stopped.catch(() => undefined);
  return {
    stopped,
    async stop() {
      if (worker.getState() === 'RUNNING') worker.shutdown();
      await stopped;
    },
  };
}
