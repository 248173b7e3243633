import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  ScheduleOverlapPolicy,
  type Client,
  type ScheduleDescription,
  type ScheduleHandle,
} from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import pg from 'pg';
import { fromGlobalId } from '../../src/api/relay/global-id.js';
import {
  DeleteDomainDocument,
  DomainDocument,
  PauseScheduleDocument,
  ResumeScheduleDocument,
  SyncNowDocument,
  SyncProgressDocument,
  SyncRunsDocument,
  UpdateDomainDocument,
} from '../../src/generated/operations.js';
import { generateContents } from '../../src/sandbox/people.js';
import type { SandboxDirectory } from '../../src/sandbox/sandbox-directory.js';
import { applySchedule } from '../../src/services/schedules/apply-schedule.js';
import { INSTALLATION_LOCK } from '../../src/services/sync/reprofile-employees.js';
import { TemporalSchedules } from '../../src/temporal/temporal-schedules.js';
import { createTemporalClient } from '../../src/temporal/temporal-workflows.js';
import { startEmbeddedForTests } from '../../src/testing/directories/embedded-for-tests.js';
import { eventually } from '../../src/testing/eventually.js';
import { recordHistory } from '../../src/testing/services/record-history.js';
import { startInstallation, type TestInstallation } from '../../src/testing/start-installation.js';
import { syncScheduleId } from '../../workflows/messages.js';

const WEEK_MINUTES = 10_080;

/** One description may get no answer, of a schedule whose first task was lost: the next one is asked for instead. */
const DESCRIPTION_MS = 5_000;
/** Temporal gives a lost task to another worker of its own after ten seconds, and waits longer each time it is lost. */
const FIRST_DESCRIPTION_MS = 480_000;

let directory: SandboxDirectory;
let installation: TestInstallation;
let temporal: Client;
let domainId: string;
let schedule: ScheduleHandle;

beforeAll(async () => {
  directory = await startEmbeddedForTests(generateContents({ dnsName: 'north.example', count: 60, seed: 3 }));
  installation = await startInstallation();
  temporal = createTemporalClient(installation.api.config);
  domainId = await installation.addDomain(directory);
  const { taskQueue } = installation.api.config.temporal;
  schedule = temporal.schedule.getHandle(syncScheduleId(taskQueue, fromGlobalId('Domain', domainId)));
  await eventually(description, FIRST_DESCRIPTION_MS);
}, FIRST_DESCRIPTION_MS + 60_000);

afterAll(async () => {
  await temporal?.connection.close();
  await installation?.close();
  await directory?.stop();
});

function description(): Promise<ScheduleDescription> {
  return temporal.connection.withDeadline(Date.now() + DESCRIPTION_MS, () => schedule.describe());
}

/**
 * Asks until the schedule has followed its domain. When it has not yet, what the worker does every minute is done, since
 * no worker runs: a call of the server may have run out of time.
 */
async function followed<T>(check: () => Promise<T>): Promise<T> {
  const { backend, config } = installation.api;
  const schedules = new TemporalSchedules(temporal, config.temporal.taskQueue);
  const parts = { pool: backend.pool, schedules };
  return eventually(() =>
    check().catch(async (error: unknown) => {
      await applySchedule(parts, fromGlobalId('Domain', domainId)).catch(() => undefined);
      throw error;
    }),
  );
}

async function domain() {
  const { domain: found } = await installation.administrator.request(DomainDocument, { id: domainId });
  return found!;
}

async function setInterval(syncIntervalMinutes: number): Promise<void> {
  const input = { id: domainId, syncIntervalMinutes };
  const { updateDomain } = await installation.administrator.request(UpdateDomainDocument, { input });
  expect(updateDomain.userErrors).toEqual([]);
}

async function runs() {
  const { syncRuns } = await installation.administrator.request(SyncRunsDocument, { domainIds: [domainId] });
  return syncRuns.edges.map(({ node }) => node);
}

/** Resolves when the run has ended. */
async function endOf(runId: string): Promise<void> {
  const events = installation.administrator.subscribe(SyncProgressDocument, { runId, after: 0 });
  for await (const { syncProgress } of events) expect(syncProgress.phase).not.toBe('FAILED');
}

describe('the schedule of a domain in Temporal', () => {
  it.each([5, 7, 60, WEEK_MINUTES])(
    'starts when nextSyncAt says, with an interval of %i minutes',
    async (minutes) => {
      await setInterval(minutes);
      // Temporal takes a change at once and carries it out a moment later.
      await followed(async () => {
        // Asked around the description, so that a start that passes in between is no difference.
        const before = (await domain()).nextSyncAt;
        const { spec, info } = await description();
        const after = (await domain()).nextSyncAt;
        expect(spec.intervals).toMatchObject([{ every: minutes * 60_000 }]);
        expect([before, after]).toContain(info.nextActionTimes[0]?.toISOString());
        const gaps = info.nextActionTimes.slice(1).map((at, index) => +at - +info.nextActionTimes[index]!);
        expect(new Set(gaps)).toEqual(new Set([minutes * 60_000]));
      });
    },
  );

  it('makes up for the last start of an outage and no other, and never overlaps', async () => {
    await setInterval(60);
    await followed(async () => {
      const { policies } = await description();
      expect(policies).toMatchObject({
        overlap: ScheduleOverlapPolicy.SKIP,
        catchupWindow: 3_600_000,
        pauseOnFailure: false,
      });
    });
  });

  it('is paused and resumed with the domain', async () => {
    await installation.administrator.request(PauseScheduleDocument, {
      input: { domainId, note: 'a word about Ada' },
    });
    const paused = await followed(async () => {
      const found = await description();
      expect(found.state.paused).toBe(true);
      return found;
    });
    // Temporal keeps notes in clear text; what an administrator types stays in our database.
    expect(paused.state.note).not.toContain('Ada');
    expect((await domain()).nextSyncAt).toBeNull();
    await installation.administrator.request(ResumeScheduleDocument, { input: { domainId } });
    await followed(async () => expect((await description()).state.paused).toBe(false));
  });

  it('goes with the secret, and with the domain', async () => {
    const take = { id: domainId, bindSecret: null };
    await installation.administrator.request(UpdateDomainDocument, { input: take });
    await followed(() => expect(description()).rejects.toThrow(/not found/i));
    const give = { id: domainId, bindSecret: directory.reader.password };
    await installation.administrator.request(UpdateDomainDocument, { input: give });
    await followed(description);
    const deleted = { id: domainId, confirmDnsName: directory.dnsName };
    await installation.administrator.request(DeleteDomainDocument, { input: deleted });
    await followed(() => expect(description()).rejects.toThrow(/not found/i));
    domainId = await installation.addDomain(directory);
    const { taskQueue } = installation.api.config.temporal;
    schedule = temporal.schedule.getHandle(syncScheduleId(taskQueue, fromGlobalId('Domain', domainId)));
  });
});

describe('a start of the schedule', () => {
  beforeEach(() => setInterval(WEEK_MINUTES));

  it('that finds the one before still waiting for a worker is left out: one run, however long the outage', async () => {
    for (let starts = 1; starts <= 3; starts++) {
      await schedule.trigger(ScheduleOverlapPolicy.SKIP);
      await eventually(async () => {
        const { info } = await description();
        expect(info.numActionsTaken + info.numActionsSkippedOverlap).toBe(starts);
      });
    }
    const { info } = await eventually(description);
    expect(info).toMatchObject({ numActionsTaken: 1, numActionsSkippedOverlap: 2 });
    expect(await runs()).toEqual([]);
    await installation.startWorker();
    const [run] = await eventually(async () => {
      const found = await runs();
      expect(found).toHaveLength(1);
      return found;
    });
    expect(run?.trigger).toBe('SCHEDULE');
    await endOf(run!.id);
    expect(await runs()).toMatchObject([{ phase: 'COMPLETED' }]);
    const { workflowId } = info.recentActions[0]!.action.workflow;
    const history = await temporal.workflow.getHandle(workflowId).fetchHistory();
    await recordHistory('request-scheduled-sync', historyToJSON(history));
  });

  it('joins the run under way, and a request joins the one that the schedule started', async () => {
    const release = await holdLock();
    const before = (await runs()).length;
    const { runId } = await installation.syncNow(domainId);
    const { numActionsTaken } = (await eventually(description)).info;
    await schedule.trigger();
    await eventually(async () => {
      const { info } = await description();
      expect(info.numActionsTaken).toBe(numActionsTaken + 1);
      expect(info.runningActions).toEqual([]);
    });
    expect(await runs()).toHaveLength(before + 1);
    await release();
    await endOf(runId);
    const hold = await holdLock();
    await schedule.trigger();
    const started = await eventually(async () => {
      const found = await runs();
      expect(found).toHaveLength(before + 2);
      return found[0]!;
    });
    expect(started.trigger).toBe('SCHEDULE');
    expect(await installation.syncNow(domainId)).toMatchObject({ runId: started.id, joined: true });
    await hold();
    await endOf(started.id);
  });

  it('at the same instant as requests at two servers is one run', async () => {
    const second = await installation.secondServer();
    const other = await second.signedIn('ADMINISTRATOR');
    const release = await holdLock();
    const before = await runs();
    const input = { domainIds: [domainId] };
    const { numActionsTaken } = (await eventually(description)).info;
    const [, here, there] = await Promise.all([
      schedule.trigger(),
      installation.administrator.request(SyncNowDocument, { input }),
      other.request(SyncNowDocument, { input }),
    ]);
    await eventually(async () => {
      const { info } = await description();
      expect(info.numActionsTaken).toBe(numActionsTaken + 1);
      expect(info.runningActions).toEqual([]);
    });
    const after = await runs();
    expect(after).toHaveLength(before.length + 1);
    for (const { syncNow } of [here, there]) expect(syncNow.answers?.[0]?.run?.id).toBe(after[0]?.id);
    await release();
    await endOf(after[0]!.id);
  });

  /** Nobody plans or applies until the returned function is called. */
  async function holdLock(): Promise<() => Promise<void>> {
    const client = new pg.Client(installation.api.config.databaseUrl);
    await client.connect();
    await client.query('select pg_advisory_lock($1)', [INSTALLATION_LOCK]);
    return () => client.end();
  }
});
