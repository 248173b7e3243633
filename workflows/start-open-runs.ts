import { proxyActivities } from '@temporalio/workflow';
import type { MailActivities } from '../src/activities/mail-activities.js';
import type { SyncActivities } from '../src/activities/sync-activities.js';

const activities = proxyActivities<SyncActivities & MailActivities>({
  startToCloseTimeout: '1 minute',
  retry: { maximumAttempts: 3 },
});

/**
 * Starts whatever was recorded while no workflow could be started, and brings the schedules of domains in line with them.
 * Run by a schedule, and once by each worker.
 */
export async function startOpenRuns(): Promise<void> {
  const started = [activities.startOpenRuns(), activities.startDelivery(), activities.reconcileSchedules()];
  // Each is done whatever becomes of the others, and a failure of any is shown.
  await Promise.allSettled(started);
  await Promise.all(started);
}
