import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import pg from 'pg';
import { fromGlobalId } from '../../src/api/relay/global-id.js';
import {
  ApproveRemovalsDocument,
  CancelSyncDocument,
  EmployeeCountDocument,
  PendingHoldDocument,
  SyncNowDocument,
  SyncProgressDocument,
  SyncRunDocument,
  UpdateDomainDocument,
  type SyncProgressSubscription,
} from '../../src/generated/operations.js';
import { DirectoryEditor } from '../../src/sandbox/directory-editor.js';
import { generateContents } from '../../src/sandbox/people.js';
import type { SandboxDirectory } from '../../src/sandbox/sandbox-directory.js';
import { INSTALLATION_LOCK } from '../../src/services/sync/reprofile-employees.js';
import type { ApiClient } from '../../src/sandbox/api-client.js';
import { startEmbeddedForTests } from '../../src/testing/directories/embedded-for-tests.js';
import { recordHistory } from '../../src/testing/services/record-history.js';
import { startApi } from '../../src/testing/start-api.js';
import { startInstallation, type TestInstallation } from '../../src/testing/start-installation.js';
import { syncWorkflowId } from '../../workflows/messages.js';

type ProgressEvent = SyncProgressSubscription['syncProgress'];

const PEOPLE = 300;

/** Every event of a run after a sequence number, to its end or until enough were seen. */
async function watch(client: ApiClient, runId: string, after = 0, most = Infinity): Promise<ProgressEvent[]> {
  const events: ProgressEvent[] = [];
  for await (const { syncProgress } of client.subscribe(SyncProgressDocument, { runId, after })) {
    events.push(syncProgress);
    if (events.length >= most) break;
  }
  return events;
}

describe('a synchronisation as a durable workflow', () => {
  let directory: SandboxDirectory;
  let installation: TestInstallation;
  let domainId: string;

  beforeAll(async () => {
    directory = await startEmbeddedForTests(
      generateContents({ dnsName: 'north.example', count: PEOPLE, seed: 7 }),
    );
    installation = await startInstallation();
    domainId = await installation.addDomain(directory);
  });

  afterAll(async () => {
    await installation?.close();
    await directory?.stop();
  });

  /** Nobody plans or applies until the returned function is called. */
  async function holdLock(): Promise<() => Promise<void>> {
    const client = new pg.Client(installation.api.config.databaseUrl);
    await client.connect();
    await client.query('select pg_advisory_lock($1)', [INSTALLATION_LOCK]);
    return () => client.end();
  }

  it('a run that was told to stop before it began is cancelled at once, and nothing is read', async () => {
    const { runId } = await installation.syncNow(domainId);
    const { cancelSync } = await installation.administrator.request(CancelSyncDocument, { input: { runId } });
    expect(cancelSync).toMatchObject({ run: { phase: 'CANCELLED' }, userErrors: [] });
    const again = await installation.administrator.request(CancelSyncDocument, { input: { runId } });
    expect(again.cancelSync.userErrors).toMatchObject([{ code: 'RUN_FINISHED' }]);
    await installation.startWorker();
    const events = await watch(installation.administrator, runId);
    expect(events.at(-1)).toMatchObject({ phase: 'CANCELLED', read: 0 });
  });

  it('two requests at once, from two servers, are one run', async () => {
    const release = await holdLock();
    const second = await installation.secondServer();
    const other = await second.signedIn('ADMINISTRATOR');
    const input = { domainIds: [domainId] };
    const both = await Promise.all([
      installation.administrator.request(SyncNowDocument, { input }),
      other.request(SyncNowDocument, { input }),
    ]);
    const given = both.map(({ syncNow }) => syncNow.answers![0]!);
    expect(given.map(({ joined }) => joined).toSorted()).toEqual([false, true]);
    expect(given[0]?.run?.id).toBe(given[1]?.run?.id);
    expect(both[0].syncNow.batch?.id).not.toBe(both[1].syncNow.batch?.id);
    const runId = given[0]!.run!.id;
    await release();
    const [here, there] = await Promise.all([watch(installation.administrator, runId), watch(other, runId)]);
    expect(here.at(-1)).toMatchObject({ phase: 'COMPLETED', failed: 0 });
    expect(there).toEqual(here);
  });

  it('events come once, in order and without gaps; a broken connection goes on at another server', async () => {
    const { runId } = await installation.syncNow(domainId);
    const begun = await watch(installation.administrator, runId, 0, 3);
    const second = await installation.secondServer();
    const rest = await watch(await second.signedIn('AUDITOR'), runId, begun.at(-1)!.sequence);
    const all = [...begun, ...rest];
    expect(all.map(({ sequence }) => sequence)).toEqual(all.map((_, index) => index + 1));
    const { syncRun } = await installation.administrator.request(SyncRunDocument, { id: runId });
    expect(syncRun?.events).toEqual(all);
    expect(all.at(-1)).toMatchObject({ phase: 'COMPLETED' });
  });

  it('whoever comes after the end still gets every event, and the subscription ends', async () => {
    const { runId } = await installation.syncNow(domainId);
    const live = await watch(installation.administrator, runId);
    expect(await watch(installation.administrator, runId)).toEqual(live);
    expect(await watch(installation.administrator, runId, live.length)).toEqual([]);
  });

  it('a run that is told to stop while it waits to plan ends cancelled and changes nobody', async () => {
    const editor = await DirectoryEditor.open(directory);
    await editor.addUnit('Late');
    await editor.addPerson({
      login: 'late',
      commonName: 'Late Comer',
      enabled: true,
      groups: ['Hideez Users Sync'],
      unit: 'Late',
    });
    await editor.close();
    const before = await installation.administrator.request(EmployeeCountDocument, {});
    const release = await holdLock();
    const { runId } = await installation.syncNow(domainId);
    for await (const { syncProgress } of installation.administrator.subscribe(SyncProgressDocument, {
      runId,
      after: 0,
    })) {
      if (syncProgress.phase === 'PLANNING') break;
    }
    await installation.administrator.request(CancelSyncDocument, { input: { runId } });
    const events = await watch(installation.administrator, runId);
    await release();
    expect(events.at(-1)).toMatchObject({ phase: 'CANCELLED', applied: 0 });
    expect(await installation.administrator.request(EmployeeCountDocument, {})).toEqual(before);
  });

  it('a run goes on where it was when the worker is another one', async () => {
    const release = await holdLock();
    const { runId } = await installation.syncNow(domainId);
    for await (const { syncProgress } of installation.administrator.subscribe(SyncProgressDocument, {
      runId,
      after: 0,
    })) {
      if (syncProgress.phase === 'PLANNING') break;
    }
    await installation.stopWorker();
    await installation.startWorker();
    await release();
    const events = await watch(installation.administrator, runId);
    expect(events.at(-1)).toMatchObject({ phase: 'COMPLETED', failed: 0 });
    expect(events.filter(({ phase }) => phase === 'READING').map(({ read }) => read)[0]).toBe(0);
    // Read once: the second worker did not begin again.
    const { syncRun } = await installation.administrator.request(SyncRunDocument, { id: runId });
    expect(syncRun?.attempt).toBe(1);
    expect(await installation.administrator.request(EmployeeCountDocument, { search: 'late' })).toMatchObject(
      {
        employees: { totalCount: 1 },
      },
    );
  });

  it('a request made while no workflow could be started is carried out as soon as a worker is there', async () => {
    await installation.stopWorker();
    const nowhere = { ...installation.api.config.temporal, address: '127.0.0.1:1' };
    const cutOff = await startApi({ config: { ...installation.api.config, temporal: nowhere } });
    const client = await cutOff.signedIn('ADMINISTRATOR');
    const { syncNow } = await client.request(SyncNowDocument, { input: { domainIds: [domainId] } });
    const runId = syncNow.answers?.[0]?.run?.id ?? '';
    await cutOff.close();
    await installation.startWorker();
    expect((await watch(installation.administrator, runId)).at(-1)).toMatchObject({ phase: 'COMPLETED' });
  });

  it('an approval follows the run under way, and a dry run stands beside both', async () => {
    const { administrator } = installation;
    const limits = { removalLimitPeople: 0, removalLimitPercent: 0 };
    await administrator.request(UpdateDomainDocument, { input: { id: domainId, ...limits } });
    const editor = await DirectoryEditor.open(directory);
    await editor.removeFromGroup('Hideez Users Sync', 'late');
    await editor.close();
    const { runId } = await installation.syncNow(domainId);
    expect((await watch(administrator, runId)).at(-1)).toMatchObject({ phase: 'COMPLETED', held: 1 });
    const { domain } = await administrator.request(PendingHoldDocument, { domainId });
    const release = await holdLock();
    const underWay = await installation.syncNow(domainId);
    const { syncNow } = await administrator.request(SyncNowDocument, {
      input: { domainIds: [domainId], dryRun: true },
    });
    const dryRunId = syncNow.answers?.[0]?.run?.id ?? '';
    const input = { runId, planHash: domain?.pendingHold?.planHash ?? '' };
    const { approveRemovals } = await administrator.request(ApproveRemovalsDocument, { input });
    const approvalId = approveRemovals.run?.id ?? '';
    expect(new Set([underWay.runId, dryRunId, approvalId]).size).toBe(3);
    await release();
    const ends = await Promise.all(
      [underWay.runId, dryRunId, approvalId].map(async (id) => (await watch(administrator, id)).at(-1)),
    );
    expect(ends).toMatchObject([
      { phase: 'COMPLETED', held: 1, applied: 0 },
      { phase: 'COMPLETED', held: 1, applied: 0 },
      { phase: 'COMPLETED', held: 0, applied: 1 },
    ]);
    const filter = { states: ['DEACTIVATED' as const] };
    const { employees } = await administrator.request(EmployeeCountDocument, { search: 'late', filter });
    expect(employees.totalCount).toBe(1);
  });

  it('histories hold no name, no address and no secret in clear text', async () => {
    const connection = await Connection.connect({ address: installation.api.config.temporal.address });
    // A client without our codec sees what the Temporal server sees.
    const client = new Client({ connection });
    const handle = client.workflow.getHandle(syncWorkflowId(fromGlobalId('Domain', domainId)));
    const history = historyToJSON(await handle.fetchHistory());
    await connection.close();
    expect(history.length).toBeGreaterThan(1_000);
    for (const secret of [directory.reader.password, 'north.example', 'Late Comer']) {
      expect(history).not.toContain(secret);
      expect(history).not.toContain(Buffer.from(secret).toString('base64').slice(0, -4));
    }
    await recordHistory('sync-domain', history);
  });

  it('a directory that is gone ends the run with its code and what to do, and removes nobody', async () => {
    const before = await installation.administrator.request(EmployeeCountDocument, {});
    await directory.stop();
    const { runId } = await installation.syncNow(domainId);
    const events = await watch(installation.administrator, runId);
    expect(events.at(-1)).toMatchObject({ phase: 'FAILED', errorCode: 'DIRECTORY_UNREACHABLE' });
    expect(events.at(-1)?.errorMessage).toContain(new URL(directory.url).host);
    expect(await installation.administrator.request(EmployeeCountDocument, {})).toEqual(before);
  });

  it('no row of any table holds the bind secret in clear text', async () => {
    const { pool } = installation.api.backend;
    const tables = await pool.query<{ name: string }>(
      `select quote_ident(tablename) as name from pg_tables where schemaname = 'public'`,
    );
    const secret = directory.reader.password;
    for (const { name } of tables.rows) {
      const { rows } = await pool.query<{ count: number }>(
        `select count(*)::int as count from ${name} t where t::text like $1 or t::text like $2`,
        [`%${secret}%`, `%${Buffer.from(secret).toString('hex')}%`],
      );
      expect({ name, count: rows[0]?.count }).toEqual({ name, count: 0 });
    }
  });
});
