import { fileURLToPath } from 'node:url';
import { ScheduleAlreadyRunning, ScheduleOverlapPolicy, type Client } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import { START_OPEN_RUNS, START_OPEN_RUNS_SCHEDULE } from '../../workflows/messages.js';
import type { MailActivities } from '../activities/mail-activities.js';
import type { SyncActivities } from '../activities/sync-activities.js';
import type { Config } from '../config.js';
import { createDataConverter } from './data-converter.js';

/** How often runs are looked for whose workflow could not be started when they were requested. */
const START_EVERY = '1 minute';

/**
 * Steps one worker carries out at a time. A step holds one database connection, and for moments a second one: the pool
 * (src/run-worker.ts) has two for each, so that no step waits for a connection that another one waits with.
 */
export const CONCURRENT_STEPS = 10;

export interface WorkerParts {
  readonly config: Pick<Config, 'temporal' | 'masterKey'>;
  readonly client: Client;
  readonly activities: SyncActivities & MailActivities;
}

/** A worker that has begun to take tasks. */
export interface RunningWorker {
  /** Settles when the worker has stopped, and rejects when it failed. */
  readonly stopped: Promise<void>;
  /** Takes no new task, lets those under way stop at their next safe place, and waits for them. */
  stop(): Promise<void>;
}

/** Connects, takes tasks, and starts whatever was requested while no worker was there. */
export async function startWorker({ config, client, activities }: WorkerParts): Promise<RunningWorker> {
  const { address, namespace, taskQueue } = config.temporal;
  const connection = await NativeConnection.connect({ address });
  const worker = await Worker.create({
    connection,
    namespace,
    taskQueue,
    activities,
    // The folder itself, in whichever form this process runs: TypeScript in tests, JavaScript when built.
    workflowsPath: fileURLToPath(new URL('../../workflows', import.meta.url)),
    dataConverter: createDataConverter(config.masterKey),
    maxConcurrentActivityTaskExecutions: CONCURRENT_STEPS,
    maxHeartbeatThrottleInterval: '1 second',
    defaultHeartbeatThrottleInterval: '1 second',
    shutdownGraceTime: '10 seconds',
  });
  await scheduleOpenRuns(client, taskQueue);
  const stopped = worker.run().finally(() => connection.close());
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

async function scheduleOpenRuns(client: Client, taskQueue: string): Promise<void> {
  const scheduleId = `${START_OPEN_RUNS_SCHEDULE}/${taskQueue}`;
  const create = client.schedule.create({
    scheduleId,
    spec: { intervals: [{ every: START_EVERY }] },
    policies: { overlap: ScheduleOverlapPolicy.SKIP },
    action: { type: 'startWorkflow', workflowType: START_OPEN_RUNS, taskQueue, args: [] },
  });
  const handle = await create.catch((error: unknown) => {
    if (error instanceof ScheduleAlreadyRunning) return client.schedule.getHandle(scheduleId);
    throw error;
  });
  await handle.trigger();
}
