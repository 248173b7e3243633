import { patched, proxyActivities } from '@temporalio/workflow';
import type { MailActivities } from '../src/activities/mail-activities.js';
import type { PasswordActivities } from '../src/activities/password-activities.js';
import type { SyncActivities } from '../src/activities/sync-activities.js';

const activities = proxyActivities<SyncActivities & MailActivities & PasswordActivities>({
  startToCloseTimeout: '1 minute',
  retry: { maximumAttempts: 3 },
});

/**
 * Starts whatever was recorded while no workflow could be started, and brings the schedules of domains in line with them.
 * Run by a schedule, and once by each worker.
 */
export async function startOpenRuns(): Promise<void> {
  const started: Promise<unknown>[] = [
    activities.startOpenRuns(),
    activities.startDelivery(),
    activities.reconcileSchedules(),
  ];
  // One that an earlier release has begun goes on without; the schedule leaves out starts while it is under way.
  if (patched('open-changes')) started.push(activities.startOpenChanges());
  // Each is done whatever becomes of the others, and a failure of any is shown.
  await Promise.allSettled(started);
  await Promise.all(started);
}
