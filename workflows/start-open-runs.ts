import { proxyActivities } from '@temporalio/workflow';
import type { SyncActivities } from '../src/activities/sync-activities.js';

const activities = proxyActivities<SyncActivities>({
  startToCloseTimeout: '1 minute',
  retry: { maximumAttempts: 3 },
});

/**
 * Starts whatever was recorded while no workflow could be started, and brings the schedules of domains in line with them.
 * Run by a schedule, and once by each worker.
 */
export async function startOpenRuns(): Promise<void> {
  try {
    await activities.startOpenRuns();
  } finally {
    await activities.reconcileSchedules();
  }
}
