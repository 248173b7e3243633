import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Client, ScheduleDescription, ScheduleExecutionResult } from '@temporalio/client';
import {
  DefaultLogger,
  makeTelemetryFilterString,
  NativeConnection,
  Runtime,
  Worker,
} from '@temporalio/worker';
import { fromGlobalId } from '../../src/api/relay/global-id.js';
import { nextStart, type SyncSchedule } from '../../src/domain/schedule/sync-schedule.js';
import { DomainDocument, SyncRunsDocument } from '../../src/generated/operations.js';
import { generateContents } from '../../src/sandbox/people.js';
import { StopStack } from '../../src/sandbox/processes/stop-stack.js';
import { startTemporalServer, type RunningTemporalServer } from '../../src/sandbox/temporal-server.js';
import type { ScheduledStart } from '../../src/services/schedules/request-scheduled-sync.js';
import { createDataConverter } from '../../src/temporal/data-converter.js';
import { TemporalSchedules } from '../../src/temporal/temporal-schedules.js';
import { createTemporalClient } from '../../src/temporal/temporal-workflows.js';
import { workflowCode } from '../../src/temporal/workflow-code.js';
import { startEmbeddedForTests } from '../../src/testing/directories/embedded-for-tests.js';
import { eventually } from '../../src/testing/eventually.js';
import { startInstallation } from '../../src/testing/start-installation.js';
import { TEST_MASTER_KEY } from '../../src/testing/test-master-key.js';
import { testRunFolder } from '../../src/testing/services/test-run-folder.js';
import { testWorkflowBundle } from '../../src/testing/services/test-workflow-bundle.js';
import { syncScheduleId } from '../../workflows/messages.js';

/** The shortest interval for which Temporal keeps to a catch-up window as long as the interval. */
const SHORTEST_SECONDS = 10;
const INTERVAL_MS = SHORTEST_SECONDS * 1_000;

let stops: StopStack;
let folder: string;
let server: RunningTemporalServer;

beforeAll(() => {
  // A worker whose server is away says so many times a second; here it is meant to be away.
  const filter = makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' });
  Runtime.install({ logger: new DefaultLogger('ERROR'), telemetryOptions: { logging: { filter } } });
});

beforeEach(async () => {
  stops = new StopStack();
  folder = await mkdtemp(join(testRunFolder(), 'outage-'));
  stops.push('the folder', () => rm(folder, { recursive: true, force: true }));
  server = await startServer();
  stops.push('Temporal', () => server.stop());
});

afterEach(() => stops.stopAll());

/** On the same file each time, and at the address of the first one. */
async function startServer(port?: number): Promise<RunningTemporalServer> {
  const cliPath = process.env['LATCHKEY_TEMPORAL_CLI'] ?? '';
  const dbFile = join(folder, 'temporal.db');
  return startTemporalServer({ cliPath, dbFile, ...(port && { port }), log: () => undefined });
}

const portOf = ({ address }: RunningTemporalServer): number => Number(address.split(':')[1]);

describe('an outage of Temporal', () => {
  const taskQueue = `test-${randomUUID()}`;
  const domainId = randomUUID();

  function openClient(): Client {
    const temporal = { address: server.address, namespace: 'default', taskQueue };
    const client = createTemporalClient({ temporal, masterKey: TEST_MASTER_KEY });
    stops.push('a client', () => client.connection.close());
    return client;
  }

  /** Carries out the real workflow, and only notes what it would start. */
  async function startNotingWorker(): Promise<ScheduledStart[]> {
    const started: ScheduledStart[] = [];
    const connection = await NativeConnection.connect({ address: server.address });
    const worker = await Worker.create({
      connection,
      taskQueue,
      ...workflowCode(testWorkflowBundle()),
      dataConverter: createDataConverter(TEST_MASTER_KEY),
      activities: {
        async requestScheduledSync(start: ScheduledStart) {
          started.push(start);
        },
      },
    });
    const stopped = worker.run();
    stops.push('the worker', async () => {
      worker.shutdown();
      await stopped;
      await connection.close();
    });
    return started;
  }

  async function describeWhen(
    client: Client,
    isSo: (info: ScheduleDescription['info']) => boolean,
  ): Promise<ScheduleDescription['info']> {
    const handle = client.schedule.getHandle(syncScheduleId(taskQueue, domainId));
    return eventually(async () => {
      const { info } = await handle.describe();
      if (!isSo(info)) throw new Error(`Not so yet: ${JSON.stringify(info)}`);
      return info;
    });
  }

  it('of several intervals is followed by the last start it swallowed, and by no other', async () => {
    const started = await startNotingWorker();
    const client = openClient();
    const soon = Math.floor(Date.now() / 1_000) + 3;
    const schedule: SyncSchedule = {
      everySeconds: SHORTEST_SECONDS,
      offsetSeconds: soon % SHORTEST_SECONDS,
      paused: false,
    };
    await new TemporalSchedules(client, taskQueue).put(domainId, schedule, false);
    const before = await describeWhen(client, ({ numActionsTaken }) => numActionsTaken >= 1);
    const { action } = before.recentActions.at(-1)!;
    // Over and done with, or the next starts would be left out since this one is under way.
    await client.workflow.getHandle(action.workflow.workflowId).result();
    const startedBefore = started.length;
    expect(startedBefore).toBeGreaterThanOrEqual(1);
    await server.stop();
    // An outage is a stretch of time: nothing but time makes one. Two more starts pass.
    const first = nextStart(schedule, new Date())!;
    await sleep(+first + INTERVAL_MS + 500 - Date.now());
    server = await startServer(portOf(server));
    const back = openClient();
    const isOfAfter = ({ scheduledAt }: ScheduleExecutionResult): boolean => scheduledAt >= first;
    const after = await describeWhen(back, ({ recentActions }) => recentActions.some(isOfAfter));
    const caughtUp = after.recentActions.find(isOfAfter)!;
    // Of the starts that were missed only the last one was still in its window when it was made up for.
    expect(+caughtUp.takenAt - +caughtUp.scheduledAt).toBeLessThanOrEqual(INTERVAL_MS);
    const missed = (+caughtUp.scheduledAt - +first) / INTERVAL_MS;
    expect(missed).toBeGreaterThanOrEqual(1);
    expect(after.numActionsMissedCatchupWindow).toBe(missed);
    await eventually(async () => expect(started.length).toBeGreaterThan(startedBefore));
    expect(new Set(started.map((start) => start.domainId))).toEqual(new Set([domainId]));
    expect(new Set(started.map((start) => start.batchId)).size).toBe(started.length);
    // And then it goes on as if nothing had been, from the last one on: a busy machine may have started another meanwhile.
    expect(after.nextActionTimes[0]).toEqual(nextStart(schedule, after.recentActions.at(-1)!.takenAt));
  });
});

describe('a Temporal that has lost everything while the worker goes on', () => {
  it('gets its schedules back, and a run for the start that was missed', async () => {
    const directory = await startEmbeddedForTests(
      generateContents({ dnsName: 'north.example', count: 60, seed: 3 }),
    );
    stops.push('the directory', () => directory.stop());
    const installation = await startInstallation({ temporalAddress: server.address });
    stops.push('the installation', () => installation.close());
    await installation.startWorker();
    const domainId = await installation.addDomain(directory);
    const { taskQueue } = installation.api.config.temporal;
    // As it is a fortnight later, with a schedule that starts once a week.
    await installation.api.backend.pool.query(`update domain set updated_at = now() - interval '14 days'`);
    await server.stop();
    for (const file of ['temporal.db', 'temporal.db-wal', 'temporal.db-shm']) {
      await rm(join(folder, file), { force: true });
    }
    server = await startServer(portOf(server));
    const client = createTemporalClient(installation.api.config);
    stops.push('a client', () => client.connection.close());
    const scheduleId = syncScheduleId(taskQueue, fromGlobalId('Domain', domainId));
    const { info } = await eventually(() => client.schedule.getHandle(scheduleId).describe());
    const { domain } = await installation.administrator.request(DomainDocument, { id: domainId });
    expect(info.nextActionTimes[0]?.toISOString()).toBe(domain?.nextSyncAt);
    const done = await eventually(async () => {
      const { syncRuns } = await installation.administrator.request(SyncRunsDocument, {});
      expect(syncRuns.edges[0]?.node.phase).toBe('COMPLETED');
      return syncRuns;
    });
    expect(done.edges.map(({ node }) => node.trigger)).toEqual(['SCHEDULE']);
  });
});
