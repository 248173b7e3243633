import type { Client } from '@temporalio/client';

const MILLISECONDS = 10_000;

/**
 * Takes the schedules and open workflows of an installation that is over from the Temporal server of the test run. Left
 * there, its schedules would go on starting what no worker carries out. A server that is gone has nothing left.
 */
export async function clearTaskQueue(client: Client, taskQueue: string): Promise<void> {
  const clear = async (): Promise<void> => {
    for await (const { scheduleId } of client.schedule.list())
      if (scheduleId.includes(taskQueue)) await client.schedule.getHandle(scheduleId).delete();
    const query = `TaskQueue = '${taskQueue}' and ExecutionStatus = 'Running'`;
    for await (const { workflowId } of client.workflow.list({ query }))
      await client.workflow.getHandle(workflowId).terminate();
  };
  await client.connection.withDeadline(Date.now() + MILLISECONDS, clear).catch(() => undefined);
}
