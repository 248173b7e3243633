import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  AuditEventsDocument,
  ReportWorkstationEventsDocument,
  type WorkstationEventInput,
} from '../../generated/operations.js';
import type { ApiClient } from '../../sandbox/api-client.js';
import { addWorkstationSession } from '../../testing/credentials.js';
import { startApi, type TestApi } from '../../testing/start-api.js';
import { globalId } from '../relay/global-id.js';

let api: TestApi;
let admin: ApiClient;

beforeAll(async () => {
  api = await startApi();
  admin = await api.signedIn('ADMINISTRATOR');
});

afterAll(() => api.close());

async function workstation(): Promise<{ id: string; client: ApiClient }> {
  const { workstationId, token } = await addWorkstationSession(api.backend.pool, 'APPROVED');
  return { id: globalId('Workstation', workstationId), client: api.client({ token }) };
}

async function report(client: ApiClient, events: WorkstationEventInput[]) {
  const { reportWorkstationEvents } = await client.request(ReportWorkstationEventsDocument, {
    input: { events },
  });
  return reportWorkstationEvents;
}

function event(own: Partial<WorkstationEventInput> = {}): WorkstationEventInput {
  return { id: randomUUID(), kind: 'UNLOCK', at: new Date().toISOString(), ...own };
}

async function auditOf(actorId: string) {
  const { auditEvents } = await admin.request(AuditEventsDocument, {
    filter: { actorId },
    first: 100,
    order: 'OLDEST_FIRST',
  });
  return auditEvents.edges.map(({ node }) => node);
}

describe('what happens at a workstation', () => {
  test('is in the audit, in its order, with what was said about it', async () => {
    const { id, client } = await workstation();
    const accountId = globalId('DomainAccount', '0b8f7c52-4a9b-4f0e-9f44-0a5d0a4b3c21');
    const at = '2026-01-02T03:04:05.000Z';
    const events = [
      event({ kind: 'KEY_IN', keySerial: 'LK-1', at }),
      event({ kind: 'LOG_ON', keySerial: 'LK-1', accountId, at }),
      event({ kind: 'UNLOCK', at }),
      event({ kind: 'LOCK', at }),
      event({ kind: 'LOW_BATTERY', keySerial: 'LK-1', batteryPercent: 9, at }),
      event({ kind: 'KEY_OUT', keySerial: 'LK-1', at }),
    ];
    expect(await report(client, events)).toMatchObject({ recorded: 6, repeated: 0, userErrors: [] });
    const told = await auditOf(id);
    expect(told.map(({ action, targetId }) => [action, targetId])).toEqual(
      ['key-in', 'log-on', 'unlock', 'lock', 'low-battery', 'key-out'].map((verb) => [
        `workstation.${verb}`,
        id,
      ]),
    );
    expect(told[1]?.details).toEqual({
      eventId: events[1]?.id,
      happenedAt: at,
      keySerial: 'LK-1',
      accountId: '0b8f7c52-4a9b-4f0e-9f44-0a5d0a4b3c21',
    });
    expect(told[4]?.details).toMatchObject({ batteryPercent: 9 });
  });

  test('counts once, however often it is reported, also at the same moment and among others', async () => {
    const { id, client } = await workstation();
    const events = Array.from({ length: 5 }, () => event());
    const answers = await Promise.all(Array.from({ length: 6 }, () => report(client, events)));
    expect(answers.reduce((sum, { recorded }) => sum + (recorded ?? 0), 0)).toBe(5);
    expect(await report(client, [...events, event()])).toMatchObject({ recorded: 1, repeated: 5 });
    expect(await auditOf(id)).toHaveLength(6);
  });

  test('at two workstations under one id happened twice', async () => {
    const one = await workstation();
    const two = await workstation();
    const same = event();
    expect(await report(one.client, [same])).toMatchObject({ recorded: 1 });
    expect(await report(two.client, [same])).toMatchObject({ recorded: 1 });
  });

  test('is recorded whole or not at all, and each mistake is named by its place', async () => {
    const { id, client } = await workstation();
    const wrong = [event({ kind: 'KEY_IN' }), event(), event({ id: 'x', batteryPercent: 200 })];
    const { recorded, userErrors } = await report(client, wrong);
    expect(recorded).toBeNull();
    expect(userErrors.map(({ path }) => path?.join('.'))).toEqual([
      'input.events.0.keySerial',
      'input.events.2.id',
      'input.events.2.batteryPercent',
    ]);
    expect((await auditOf(id)).map(({ action, outcome }) => [action, outcome])).toEqual([
      ['mutation.refuse', 'REFUSED'],
    ]);
  });

  test('is at most a hundred events at once', async () => {
    const { client } = await workstation();
    expect(
      await report(
        client,
        Array.from({ length: 100 }, () => event()),
      ),
    ).toMatchObject({ recorded: 100 });
    const { userErrors } = await report(
      client,
      Array.from({ length: 101 }, () => event()),
    );
    expect(userErrors[0]?.code).toBe('BAD_INPUT');
    expect((await report(client, [])).userErrors[0]?.code).toBe('BAD_INPUT');
  });
});
