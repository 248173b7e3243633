import {
  ActivityCancellationType,
  condition,
  continueAsNew,
  defineSignal,
  proxyActivities,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { RotationActivities } from '../src/activities/rotation-activities.js';
import { ROTATION_WANTED, type RotateDomainInput } from './messages.js';

const rotationWanted = defineSignal(ROTATION_WANTED);

/** A cohort beats, so a killed worker costs seconds; what it has begun, the next attempt brings to its end. */
const cohorts = proxyActivities<RotationActivities>({
  heartbeatTimeout: '10 seconds',
  startToCloseTimeout: '2 hours',
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  retry: { initialInterval: '1 second', maximumInterval: '30 seconds' },
});

/**
 * Changes the passwords of one domain, one cohort after another, and ends when nobody is left whose key is connected. Whoever
 * connects a key, and the schedule, start another execution: nobody waits for anybody's key here.
 */
export async function rotateDomain({ domainId }: RotateDomainInput): Promise<void> {
  let isWanted = false;
  setHandler(rotationWanted, () => {
    isWanted = true;
  });
  for (;;) {
    isWanted = false;
    const pace = await cohorts.rotateCohort({ domainId });
    if (pace.next === 'WAIT' && !isWanted) await condition(() => isWanted, pace.withinMilliseconds);
    if (pace.next === 'DONE' && !isWanted) return;
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof rotateDomain>({ domainId });
  }
}
