import { randomUUID } from 'node:crypto';
import type { Client, WorkflowHandle } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import {
  DefaultLogger,
  makeTelemetryFilterString,
  NativeConnection,
  Runtime,
  Worker,
  type WorkerOptions,
} from '@temporalio/worker';
import { createDataConverter } from '../../src/temporal/data-converter.js';
import { createTemporalClient, TemporalWorkflows } from '../../src/temporal/temporal-workflows.js';
import { workflowCode } from '../../src/temporal/workflow-code.js';
import { testTemporal } from '../../src/testing/services/test-temporal.js';
import { testWorkflowBundle } from '../../src/testing/services/test-workflow-bundle.js';
import { TEST_MASTER_KEY } from '../../src/testing/test-master-key.js';

export interface StandWorker {
  stop(): Promise<void>;
}

/** Our workflows on a real Temporal server, with steps that a test writes. */
export interface WorkflowStand {
  readonly taskQueue: string;
  readonly client: Client;
  readonly workflows: TemporalWorkflows;
  startWorker(): Promise<StandWorker>;
  close(): Promise<void>;
}

export async function openWorkflowStand(
  activities: NonNullable<WorkerOptions['activities']>,
): Promise<WorkflowStand> {
  // A step that is heard of no longer says so when it ends after all; here it is meant to.
  const filter = makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' });
  Runtime.install({ logger: new DefaultLogger('ERROR'), telemetryOptions: { logging: { filter } } });
  const taskQueue = `test-${randomUUID()}`;
  const { address } = testTemporal();
  const connection = await NativeConnection.connect({ address });
  const client = createTemporalClient({
    temporal: { address, namespace: 'default', taskQueue },
    masterKey: TEST_MASTER_KEY,
  });
  return {
    taskQueue,
    client,
    workflows: new TemporalWorkflows(client, taskQueue),
    async startWorker() {
      const started = await Worker.create({
        connection,
        taskQueue,
        ...workflowCode(testWorkflowBundle()),
        activities,
        dataConverter: createDataConverter(TEST_MASTER_KEY),
        stickyQueueScheduleToStartTimeout: '1 second',
        shutdownGraceTime: 0,
      });
      const running = started.run();
      return {
        async stop() {
          started.shutdown();
          await running;
        },
      };
    },
    async close() {
      await client.connection.close();
      await connection.close();
    },
  };
}

/** How many events of each type the history of an execution has. */
export async function eventCounts(handle: WorkflowHandle): Promise<{ [type: string]: number }> {
  const counts: { [type: string]: number } = {};
  const { events } = JSON.parse(historyToJSON(await handle.fetchHistory())) as {
    events: { eventType: string }[];
  };
  for (const { eventType } of events) {
    const type = eventType.replace('EVENT_TYPE_', '');
    counts[type] = (counts[type] ?? 0) + 1;
  }
  return counts;
}
