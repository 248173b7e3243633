import { ScheduleAlreadyRunning, ScheduleOverlapPolicy, type Client } from '@temporalio/client';
import { START_OPEN_RUNS, START_OPEN_RUNS_SCHEDULE } from '../../workflows/messages.js';
import type { Log } from '../log.js';
import { whileOpen } from './call-temporal.js';

/** How often is looked for runs without a workflow, and for schedules that are not in line with their domain. */
const LOOK_EVERY = '1 minute';
/** How often each worker makes sure that somebody looks: Temporal may lose everything while workers go on. */
const KEEP_MILLISECONDS = 20_000;

interface OpenRunsScheduleParts {
  readonly client: Client;
  readonly taskQueue: string;
  readonly log: Log;
}

/** Makes the schedule that starts whatever was left, has it look at once, and keeps it there until it is stopped. */
export async function keepOpenRunsSchedule(parts: OpenRunsScheduleParts): Promise<{ stop(): void }> {
  const { client, taskQueue, log } = parts;
  if (!(await createSchedule(client, taskQueue))) {
    await client.schedule.getHandle(scheduleId(taskQueue)).trigger();
  }
  const timer = setInterval(() => {
    whileOpen(client, createSchedule(client, taskQueue)).then(
      (made) => made && log.warn({ taskQueue }, 'Temporal had lost its schedules; they are made anew'),
      (error: unknown) => log.warn({ err: error }, 'the schedule of open runs could not be looked at'),
    );
  }, KEEP_MILLISECONDS);
  return { stop: () => clearInterval(timer) };
}

/** False when it is there. A new one looks at once. */
async function createSchedule(client: Client, taskQueue: string): Promise<boolean> {
  try {
    await client.schedule.create({
      scheduleId: scheduleId(taskQueue),
      spec: { intervals: [{ every: LOOK_EVERY }] },
      policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: LOOK_EVERY },
      state: { triggerImmediately: true },
      action: { type: 'startWorkflow', workflowType: START_OPEN_RUNS, taskQueue, args: [] },
    });
    return true;
  } catch (error) {
    if (error instanceof ScheduleAlreadyRunning) return false;
    throw error;
  }
}

function scheduleId(taskQueue: string): string {
  return `${START_OPEN_RUNS_SCHEDULE}/${taskQueue}`;
}
