import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { nextStart, scheduleOf } from '../../domain/schedule/sync-schedule.js';
import {
  AuditEventsDocument,
  CreateDomainDocument,
  DomainDocument,
  PauseScheduleDocument,
  ResumeScheduleDocument,
  SyncNowDocument,
  SyncRunsDocument,
  UpdateDomainDocument,
  type DomainFieldsFragment,
} from '../../generated/operations.js';
import type { ApiClient } from '../../sandbox/api-client.js';
import { requestScheduledSync } from '../../services/schedules/request-scheduled-sync.js';
import type { Workflows } from '../../services/workflows.js';
import { ScriptedDirectory } from '../../testing/scripted-directory/scripted-directory.js';
import { startApi, type TestApi } from '../../testing/start-api.js';
import { fromGlobalId } from '../relay/global-id.js';

const directory = new ScriptedDirectory();
const workflows: Workflows = {
  async requestSync() {},
  async cancelSync() {},
  async deliverMail() {},
  async advanceChange() {},
  async rotate() {},
};
let api: TestApi;
let second: TestApi;
let administrator: ApiClient;

beforeAll(async () => {
  api = await startApi({ adapters: { directory, workflows } });
  second = await startApi({
    config: { databaseUrl: api.config.databaseUrl, masterKey: api.config.masterKey },
    adapters: { directory, workflows },
  });
  administrator = await api.signedIn('ADMINISTRATOR');
});

afterAll(async () => {
  await second?.close();
  await api?.close();
});

async function create(dnsName: string, more: { syncIntervalMinutes?: number; bindSecret?: null } = {}) {
  const { controllers, bindAccount, bindSecret } = directory.addDomain(dnsName);
  const input = { dnsName, controllers, bindAccount, bindSecret, ...more };
  const { createDomain } = await administrator.request(CreateDomainDocument, { input });
  expect(createDomain.userErrors).toEqual([]);
  return createDomain.domain!;
}

/** What `nextSyncAt` may be for somebody who asked after `from` and has the answer now. */
function expectedStarts(domainId: string, syncIntervalMinutes: number, from: Date): string[] {
  const id = fromGlobalId('Domain', domainId);
  const schedule = scheduleOf({ id, syncIntervalMinutes, schedulePausedAt: null, hasBindSecret: true })!;
  return [from, new Date()].map((now) => nextStart(schedule, now)!.toISOString());
}

describe('nextSyncAt', () => {
  test('is the next start of the domain’s own schedule, of a new interval at once', async () => {
    const began = new Date();
    const domain = await create('north.example');
    expect(expectedStarts(domain.id, 60, began)).toContain(domain.nextSyncAt);
    const input = { id: domain.id, syncIntervalMinutes: 5 };
    const { updateDomain } = await administrator.request(UpdateDomainDocument, { input });
    expect(expectedStarts(domain.id, 5, began)).toContain(updateDomain.domain?.nextSyncAt);
  });

  test('is null without a bind secret, and readiness says why', async () => {
    const domain = await create('bare.example', { bindSecret: null });
    expect(domain).toMatchObject({
      nextSyncAt: null,
      readiness: 'NEEDS_BIND_SECRET',
      schedulePausedAt: null,
    });
  });
});

describe('pauseSchedule and resumeSchedule', () => {
  const pause = async (client: ApiClient, domainId: string, note?: string) =>
    (await client.request(PauseScheduleDocument, { input: { domainId, note } })).pauseSchedule;
  const seen = async (id: string): Promise<DomainFieldsFragment | null | undefined> =>
    (await administrator.request(DomainDocument, { id })).domain;

  test('are seen in the domain, with the note, and in the audit', async () => {
    const { id } = await create('south.example');
    const began = new Date();
    const paused = await pause(administrator, id, 'controllers are moving');
    expect(paused).toMatchObject({
      domain: { nextSyncAt: null, schedulePauseNote: 'controllers are moving' },
      userErrors: [],
    });
    expect(new Date(paused.domain!.schedulePausedAt!).getTime()).toBeGreaterThanOrEqual(
      began.getTime() - 1_000,
    );
    expect(await seen(id)).toMatchObject({ ...paused.domain, readiness: 'READY' });
    const { resumeSchedule } = await administrator.request(ResumeScheduleDocument, {
      input: { domainId: id },
    });
    expect(resumeSchedule).toMatchObject({ domain: { schedulePausedAt: null }, userErrors: [] });
    expect(expectedStarts(id, 60, began)).toContain(resumeSchedule.domain?.nextSyncAt);
  });

  test('answer what is wrong in userErrors', async () => {
    const { id } = await create('west.example');
    expect(await pause(administrator, id, 'x'.repeat(501))).toMatchObject({
      domain: null,
      userErrors: [{ code: 'BAD_INPUT', path: ['input', 'note'] }],
    });
    await api.backend.pool.query(`delete from domain where dns_name = 'west.example'`);
    expect(await pause(administrator, id)).toMatchObject({ userErrors: [{ code: 'NOT_FOUND' }] });
    const { resumeSchedule } = await administrator.request(ResumeScheduleDocument, {
      input: { domainId: id },
    });
    expect(resumeSchedule).toMatchObject({ domain: null, userErrors: [{ code: 'NOT_FOUND' }] });
  });
});

describe('a run', () => {
  test('says that the schedule started it, and its audit names the domain as the actor', async () => {
    const { id } = await create('east.example');
    const { pool } = api.backend;
    const start = { domainId: fromGlobalId('Domain', id), batchId: crypto.randomUUID() };
    await requestScheduledSync({ pool, workflows }, start);
    const { syncRuns } = await administrator.request(SyncRunsDocument, { domainIds: [id] });
    expect(syncRuns.edges.map(({ node }) => node.trigger)).toEqual(['SCHEDULE']);
    const { auditEvents } = await administrator.request(AuditEventsDocument, {
      first: 1,
      filter: { targetId: id, action: 'sync.request' },
    });
    expect(auditEvents.edges.map(({ node }) => node)).toMatchObject([
      { actorKind: 'SCHEDULE', actorId: id, actorName: 'east.example' },
    ]);
  });

  test('is one, whichever servers are asked for it at the same instant', async () => {
    const { id } = await create('same.example');
    const other = await second.signedIn('ADMINISTRATOR');
    for (let round = 1; round <= 5; round++) {
      const clients = [administrator, other, administrator, other];
      const answers = await Promise.all(
        clients.map((client) => client.request(SyncNowDocument, { input: { domainIds: [id] } })),
      );
      const given = answers.map(({ syncNow }) => syncNow.answers![0]!);
      expect(new Set(given.map(({ run }) => run?.id)).size).toBe(1);
      expect(given.filter(({ joined }) => !joined)).toHaveLength(1);
      expect(new Set(answers.map(({ syncNow }) => syncNow.batch?.id)).size).toBe(clients.length);
      const { syncRuns } = await administrator.request(SyncRunsDocument, { domainIds: [id] });
      expect(syncRuns.totalCount).toBe(round);
      await api.backend.pool.query(`update sync_run set phase = 'COMPLETED' where finished_at is null`);
    }
  });
});
