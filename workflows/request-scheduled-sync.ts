import { proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { SyncActivities } from '../src/activities/sync-activities.js';
import type { ScheduledSyncInput } from './messages.js';

/** Tried for as long as it takes: the schedule leaves out its next start meanwhile, so that an outage ends in one run. */
const activities = proxyActivities<SyncActivities>({
  startToCloseTimeout: '1 minute',
  retry: { initialInterval: '1 second', maximumInterval: '1 minute' },
});

/** What the schedule of a domain starts: asks for a run, as somebody would. The run has a workflow of its own. */
export async function requestScheduledSync({ domainId }: ScheduledSyncInput): Promise<void> {
  await activities.requestScheduledSync({ domainId, batchId: workflowInfo().runId });
}
