import { proxyActivities } from '@temporalio/workflow';
import type { RotationActivities } from '../src/activities/rotation-activities.js';
import type { RotateDomainInput } from './messages.js';

const activities = proxyActivities<RotationActivities>({
  heartbeatTimeout: '10 seconds',
  startToCloseTimeout: '10 minutes',
  retry: { initialInterval: '1 second', maximumInterval: '1 minute', maximumAttempts: 10 },
});

/** What the schedule of a domain's rotation starts: looks who is due, and has the rotation go on. */
export async function scanDue({ domainId }: RotateDomainInput): Promise<void> {
  await activities.scanDue({ domainId });
}
