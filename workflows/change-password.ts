import {
  ActivityCancellationType,
  condition,
  continueAsNew,
  defineSignal,
  isCancellation,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { ChangePace, PasswordActivities } from '../src/activities/password-activities.js';
import { withCompensation } from './compensation.js';
import { KEY_ANSWERED, type ChangePasswordInput } from './messages.js';

const keyAnswered = defineSignal(KEY_ANSWERED);

/**
 * A directory's faults are no failures: they stand in the row, with when it is tried again. Patience is for what is our own:
 * a database that is away, workers that are killed, which their missing beats show.
 */
const steps = proxyActivities<PasswordActivities>({
  heartbeatTimeout: '10 seconds',
  startToCloseTimeout: '10 minutes',
  // A step has really stopped when the next one, or its compensation, begins.
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  retry: { initialInterval: '1 second', maximumInterval: '30 seconds' },
});
/** The same where only our own database is to be asked: no turn of the server for it. Tried once, then as any other. */
const inDatabase = proxyLocalActivities<PasswordActivities>({
  startToCloseTimeout: '20 seconds',
  retry: { maximumAttempts: 1 },
});
/** What is still open then, the schedule of open changes begins anew. */
const settling = proxyActivities<PasswordActivities>({
  heartbeatTimeout: '10 seconds',
  startToCloseTimeout: '5 minutes',
  retry: { initialInterval: '1 second', maximumInterval: '30 seconds', maximumAttempts: 10 },
});

/**
 * Drives one change of a password, whose row says all about it: has it go on, and again when its key has answered, or when
 * it is time. Ends with the change, and also where it waits for something nobody knows the time of, such as a key that is
 * not connected: whoever brings that about starts another execution.
 */
export async function changePassword({ changeId }: ChangePasswordInput): Promise<void> {
  let isToldMore = false;
  setHandler(keyAnswered, () => {
    isToldMore = true;
  });
  const isOver = await withCompensation(async (register) => {
    register(() => settling.settleChange({ changeId }));
    for (let driver: Driver = steps; ;) {
      isToldMore = false;
      const pace = await advance(driver, changeId);
      if (pace.next === 'ENDED') return true;
      if (!isToldMore) {
        if (pace.next === 'UNKNOWN') return true;
        await condition(() => isToldMore, pace.withinMilliseconds);
      }
      if (workflowInfo().continueAsNewSuggested) return false;
      driver = pace.next === 'DATABASE' ? inDatabase : steps;
    }
  });
  // Whatever it waited for is asked for at once by the next execution, so nothing that was told meanwhile is lost.
  if (!isOver) await continueAsNew<typeof changePassword>({ changeId });
}

type Driver = Pick<PasswordActivities, 'advanceChange'>;

async function advance(driver: Driver, changeId: string): Promise<ChangePace> {
  if (driver === steps) return steps.advanceChange({ changeId });
  try {
    return await driver.advanceChange({ changeId });
  } catch (error) {
    if (isCancellation(error)) throw error;
    return steps.advanceChange({ changeId });
  }
}
