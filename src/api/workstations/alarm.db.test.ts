import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  AlarmDocument,
  AlarmsDocument,
  ApproveWorkstationDocument,
  AuditEventsDocument,
  LiftLockDocument,
  LockAllWorkstationsDocument,
} from '../../generated/operations.js';
import type { ApiClient } from '../../sandbox/api-client.js';
import type { SimulatedWorkstation } from '../../sandbox/simulated-workstation/simulated-workstation.js';
import { AT_ONCE_MS } from '../../testing/at-once.js';
import { addApiToken } from '../../testing/credentials.js';
import { startApi, type TestApi } from '../../testing/start-api.js';
import { startWorkstation } from '../../testing/workstations/simulated-workstations.js';
import { globalId } from '../relay/global-id.js';

let api: TestApi;
let other: TestApi;
let admin: ApiClient;

beforeAll(async () => {
  api = await startApi();
  const { databaseUrl, masterKey } = api.config;
  other = await startApi({ config: { databaseUrl, masterKey } });
  admin = await api.signedIn('ADMINISTRATOR');
});

afterAll(async () => {
  await other.close();
  await api.close();
});

async function raise(reason: string, by = admin) {
  return (await by.request(LockAllWorkstationsDocument, { input: { reason } })).lockAllWorkstations;
}

async function lift(alarmId: string, reason: string | null = null) {
  return (await admin.request(LiftLockDocument, { input: { alarmId, reason } })).liftLock;
}

function started(approved: boolean, url = other.url): Promise<SimulatedWorkstation> {
  return startWorkstation({ url, administrator: admin, approved });
}

describe('the alarm', () => {
  test('reaches every approved workstation on every server at once, and so does its end', async () => {
    const workstations = [await started(true), await started(true, api.url)];
    const before = performance.now();
    const { alarm } = await raise('a key was stolen');
    await Promise.all(workstations.map((each) => each.statusThat(({ locked }) => locked)));
    expect(performance.now() - before).toBeLessThan(AT_ONCE_MS);
    expect((await admin.request(AlarmDocument, {})).alarm).toMatchObject({
      id: alarm?.id,
      reason: 'a key was stolen',
      raisedBy: 'Test ADMINISTRATOR',
      liftedAt: null,
    });
    await lift(alarm?.id ?? '', 'it was found');
    for (const each of workstations) {
      const locked = await each.statusThat((status) => status.locked);
      expect(await each.statusThat(({ sequence }) => sequence === locked.sequence + 1)).toMatchObject({
        state: 'APPROVED',
        locked: false,
      });
    }
    expect((await admin.request(AlarmDocument, {})).alarm).toBeNull();
    await Promise.all(workstations.map((each) => each.stop()));
  });

  test('is known to one that is approved while it stands, and to one that was away when it was raised', async () => {
    const away = await started(true);
    const { sequence } = await away.statusThat(({ state }) => state === 'APPROVED');
    const waiting = await started(false);
    await api.backend.pool.query('update workstation_session set revoked_at = now()');
    const { alarm } = await raise('drill');
    expect(await away.statusThat((status) => status.sequence === sequence + 1)).toMatchObject({
      locked: true,
    });
    await admin.request(ApproveWorkstationDocument, { input: { id: waiting.id } });
    expect(await waiting.statusThat(({ state }) => state === 'APPROVED')).toMatchObject({ locked: true });
    await lift(alarm?.id ?? '');
    await Promise.all([away.stop(), waiting.stop()]);
  });

  test('is missed by none of those who are approved at the same moment', async () => {
    const waiting = await Promise.all(Array.from({ length: 6 }, () => started(false)));
    const approvals = waiting.map(({ id }) => admin.request(ApproveWorkstationDocument, { input: { id } }));
    const [{ alarm }] = await Promise.all([raise('now'), ...approvals]);
    const isToldBoth = (each: SimulatedWorkstation) =>
      each.statusThat(({ state, locked }) => state === 'APPROVED' && locked);
    expect(await Promise.all(waiting.map(isToldBoth))).toHaveLength(6);
    await lift(alarm?.id ?? '');
    await Promise.all(waiting.map((each) => each.stop()));
  });

  test('is one, whoever raises it meanwhile; everybody who did is in the audit, with the reason', async () => {
    const auditorsView = await api.signedIn('AUDITOR');
    const answers = await Promise.all(['one', 'two', 'three'].map((reason) => raise(reason)));
    const ids = new Set(answers.map(({ alarm }) => alarm?.id));
    expect(ids.size).toBe(1);
    const [id = ''] = ids;
    await lift(id);
    await lift(id);
    const { auditEvents } = await auditorsView.request(AuditEventsDocument, { filter: { targetId: id } });
    const told = auditEvents.edges.map(({ node: { action, details } }) => ({ action, ...details }));
    expect(told.filter(({ action }) => action === 'alarm.raise')).toHaveLength(3);
    expect(told.filter((each) => (each as { changed?: boolean }).changed)).toHaveLength(2);
    const { alarms } = await auditorsView.request(AlarmsDocument, { first: 1 });
    expect(alarms.edges[0]?.node).toMatchObject({ id, liftedBy: 'Test ADMINISTRATOR' });
    expect(alarms.totalCount).toBeGreaterThan(1);
  });

  test('that was raised since is not lifted with the one before', async () => {
    const first = (await raise('first')).alarm?.id ?? '';
    await lift(first);
    const second = (await raise('second')).alarm?.id ?? '';
    expect((await lift(first)).userErrors).toEqual([]);
    expect((await admin.request(AlarmDocument, {})).alarm?.id).toBe(second);
    await lift(second);
  });

  test('is raised by a script that may, and lifted by none', async () => {
    const { token } = await addApiToken(api.backend.pool, ['WORKSTATIONS_WRITE']);
    const script = api.client({ token });
    const { alarm } = await raise('found by the SIEM', script);
    const input = { alarmId: alarm?.id ?? '' };
    await expect(script.request(LiftLockDocument, { input })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await lift(alarm?.id ?? '');
  });

  test.each(['', ' ', 'x'.repeat(501), 'two\nlines'])('is not raised with the reason %j', async (reason) => {
    expect((await raise(reason)).userErrors).toMatchObject([
      { code: 'BAD_INPUT', path: ['input', 'reason'] },
    ]);
    expect((await admin.request(AlarmDocument, {})).alarm).toBeNull();
  });

  test('that there never was is not lifted', async () => {
    const id = globalId('Alarm', '0b8f7c52-4a9b-4f0e-9f44-0a5d0a4b3c21');
    expect((await lift(id)).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
  });
});
