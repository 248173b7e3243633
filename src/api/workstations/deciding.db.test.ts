import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { print } from 'graphql';
import {
  ApproveWorkstationDocument,
  AuditEventsDocument,
  DeleteWorkstationDocument,
  RejectWorkstationDocument,
  RevokeWorkstationDocument,
  WorkstationsDocument,
} from '../../generated/operations.js';
import type { ApiClient } from '../../sandbox/api-client.js';
import type { SimulatedWorkstation } from '../../sandbox/simulated-workstation/simulated-workstation.js';
import { openSession, register } from '../../sandbox/simulated-workstation/workstation-calls.js';
import {
  newWorkstationKey,
  type WorkstationKey,
} from '../../sandbox/simulated-workstation/workstation-key.js';
import { reportPresence } from '../../services/workstations/report-presence.js';
import { reportWorkstationEvents } from '../../services/workstations/report-workstation-events.js';
import { AT_ONCE_MS } from '../../testing/at-once.js';
import { addApiToken, addWorkstation } from '../../testing/credentials.js';
import { connectedSocket, type RawSocket } from '../../testing/network/raw-socket.js';
import { startApi, type TestApi } from '../../testing/start-api.js';
import {
  enrolmentToken,
  someFacts,
  startWorkstation,
  workstationNow,
} from '../../testing/workstations/simulated-workstations.js';
import { globalId, parseGlobalId } from '../relay/global-id.js';

const STATUS = 'subscription { workstationStatus { state } }';

let api: TestApi;
/** Another server of the same installation: workstations are connected to this one, administrators to the first. */
let other: TestApi;
let admin: ApiClient;

beforeAll(async () => {
  // Nobody looks by himself whether a connection may go on: whoever ends one is heard of.
  api = await startApi({ recheckSeconds: 3_600 });
  const { databaseUrl, masterKey } = api.config;
  other = await startApi({ recheckSeconds: 3_600, config: { databaseUrl, masterKey } });
  admin = await api.signedIn('ADMINISTRATOR');
});

afterAll(async () => {
  await other.close();
  await api.close();
});

function started(approved: boolean, key?: WorkstationKey): Promise<SimulatedWorkstation> {
  const { url } = other;
  return startWorkstation({ url, administrator: admin, approved, ...(key === undefined ? {} : { key }) });
}

/** A WebSocket of a workstation's own, besides that of the simulated one, with a subscription that goes on. */
async function watching(id: string, key: WorkstationKey): Promise<RawSocket> {
  const token = await openSession(other.client(), key, id, someFacts());
  const socket = await connectedSocket(other.url, {}, { authorization: `Bearer ${token}` });
  await socket.ask(STATUS);
  return socket;
}

async function actionsOn(targetId: string): Promise<unknown[]> {
  const { auditEvents } = await admin.request(AuditEventsDocument, { filter: { targetId }, first: 50 });
  return auditEvents.edges.map(({ node: { action, outcome, details } }) => [
    action,
    outcome,
    (details as { changed?: boolean }).changed,
  ]);
}

describe('a workstation that is approved', () => {
  test('is told at once over the connection it waits on, and may act with the session it has', async () => {
    const workstation = await started(false);
    const { approveWorkstation } = await admin.request(ApproveWorkstationDocument, {
      input: { id: workstation.id, note: 'seen by Ada' },
    });
    expect(approveWorkstation.workstation).toMatchObject({ state: 'APPROVED' });
    await workstation.statusThat(({ state }) => state === 'APPROVED');
    expect(workstation.statuses.map(({ sequence, state }) => [sequence, state])).toEqual([
      [1, 'PENDING'],
      [2, 'APPROVED'],
    ]);
    await workstation.report({ kind: 'LOCK' });
    const { auditEvents } = await admin.request(AuditEventsDocument, {
      filter: { targetId: workstation.id, action: 'workstation.lock' },
    });
    expect(auditEvents.edges).toHaveLength(1);
    await workstation.stop();
  });

  test('twice is approved once, and so is one that was rejected', async () => {
    const id = globalId('Workstation', await addWorkstation(api.backend.pool, 'REJECTED'));
    await admin.request(ApproveWorkstationDocument, { input: { id } });
    await admin.request(ApproveWorkstationDocument, { input: { id } });
    expect(await actionsOn(id)).toEqual([
      ['workstation.approve', 'DONE', false],
      ['workstation.approve', 'DONE', true],
    ]);
  });
});

describe('a workstation that is let in no more', () => {
  test.each([
    ['rejected', false, RejectWorkstationDocument, 'WORKSTATION_REFUSED'],
    ['revoked', true, RevokeWorkstationDocument, 'WORKSTATION_REFUSED'],
    ['deleted', true, DeleteWorkstationDocument, 'NOT_FOUND'],
    ['deleted while it waits', false, DeleteWorkstationDocument, 'NOT_FOUND'],
  ] as const)(
    'since it is %s loses its WebSockets on every server within a second, and learns why',
    async (_how, approved, document, code) => {
      const key = newWorkstationKey();
      const workstation = await started(approved, key);
      const socket = await watching(workstation.id, key);
      const session = await openSession(other.client(), key, workstation.id, someFacts());
      const before = performance.now();
      await admin.post(print(document), { input: { id: workstation.id } });
      expect(await socket.closed).toBe(4401);
      expect(performance.now() - before).toBeLessThan(AT_ONCE_MS);
      expect(await workstation.ended).toBe(code);
      const { errors } = await other.client({ token: session }).post('{ me { id } }');
      expect(errors[0]?.extensions?.['code']).toBe('UNAUTHENTICATED');
    },
  );

  test('since it was revoked cannot come back but as a new one, once it is deleted', async () => {
    const key = newWorkstationKey();
    const workstation = await started(true, key);
    const { id } = workstation;
    await admin.request(RevokeWorkstationDocument, { input: { id } });
    await workstation.ended;
    const { approveWorkstation } = await admin.request(ApproveWorkstationDocument, { input: { id } });
    expect(approveWorkstation.userErrors).toMatchObject([{ code: 'WRONG_STATE' }]);
    const { token } = await enrolmentToken(admin);
    expect(await register(api.client(), key, someFacts(), token)).toEqual({ id, state: expect.anything() });
    await admin.request(DeleteWorkstationDocument, { input: { id } });
    const { id: anew } = await register(api.client(), key, someFacts(), token);
    expect(anew).not.toBe(id);
    expect(await workstationNow(admin, anew)).toMatchObject({ state: 'PENDING' });
  });

  test('is refused by the services themselves, whatever its session says', async () => {
    const { pool } = api.backend;
    const id = await addWorkstation(pool, 'REVOKED');
    const actor = { kind: 'WORKSTATION', id, name: 'X' } as const;
    const report = { controllerInReach: true, connectedKeys: [] };
    await expect(reportPresence(pool, actor, id, report)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const event = { id, kind: 'LOCK', at: new Date() } as const;
    await expect(reportWorkstationEvents(pool, actor, id, [event])).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });
});

describe('a decision', () => {
  test('that does not fit the state is refused, and the refusal is in the audit', async () => {
    const id = globalId('Workstation', await addWorkstation(api.backend.pool, 'PENDING'));
    const { revokeWorkstation } = await admin.request(RevokeWorkstationDocument, { input: { id } });
    expect(revokeWorkstation.userErrors).toMatchObject([{ code: 'WRONG_STATE' }]);
    expect(await actionsOn(id)).toEqual([['workstation.revoke', 'REFUSED', undefined]]);
    expect((await workstationNow(admin, id)).state).toBe('PENDING');
  });

  test.each([
    ApproveWorkstationDocument,
    RejectWorkstationDocument,
    RevokeWorkstationDocument,
    DeleteWorkstationDocument,
  ] as const)('about a workstation that is gone is NOT_FOUND', async (document) => {
    const id = globalId('Workstation', '0b8f7c52-4a9b-4f0e-9f44-0a5d0a4b3c21');
    const { data } = await admin.post(print(document), { input: { id } });
    expect(Object.values(data ?? {})).toMatchObject([{ userErrors: [{ code: 'NOT_FOUND' }] }]);
  });

  test('has a note of at most 500 characters', async () => {
    const id = globalId('Workstation', await addWorkstation(api.backend.pool, 'PENDING'));
    const input = { id, note: 'x'.repeat(501) };
    const { rejectWorkstation } = await admin.request(RejectWorkstationDocument, { input });
    expect(rejectWorkstation.userErrors).toMatchObject([{ code: 'BAD_INPUT', path: ['input', 'note'] }]);
  });

  test('may be a token’s with the scope for it, and no other token’s', async () => {
    const { pool } = api.backend;
    const id = globalId('Workstation', await addWorkstation(pool, 'PENDING'));
    const reader = api.client({ token: (await addApiToken(pool, ['READ'])).token });
    await expect(reader.request(ApproveWorkstationDocument, { input: { id } })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    const writer = api.client({ token: (await addApiToken(pool, ['WORKSTATIONS_WRITE'])).token });
    const { approveWorkstation } = await writer.request(ApproveWorkstationDocument, { input: { id } });
    expect(approveWorkstation.workstation?.state).toBe('APPROVED');
  });
});

describe('the list of workstations', () => {
  test('is paged, the newest first, and filtered', async () => {
    const { pool } = api.backend;
    const ids: string[] = [];
    for (const state of ['PENDING', 'APPROVED', 'REJECTED', 'REVOKED', 'PENDING'] as const) {
      ids.push(await addWorkstation(pool, state));
    }
    await pool.query(
      `update workstation w set machine_name = 'List-' || w.state, joined_domain = 'list.example',
              created_at = now() + o.place * interval '1 second'
       from unnest($1::uuid[]) with ordinality o (id, place) where w.id = o.id`,
      [ids],
    );
    const listed = async (filter: object, after: string | null = null, first = 100) =>
      (await admin.request(WorkstationsDocument, { first, after, filter })).workstations;
    const joinedDomain = 'LIST.example';
    const whole = await listed({ joinedDomain });
    expect(whole.edges.map(({ node }) => parseGlobalId(node.id).uuid)).toEqual(ids.toReversed());
    const first = await listed({ joinedDomain }, null, 2);
    const second = await listed({ joinedDomain }, first.pageInfo.endCursor ?? null, 2);
    expect([...first.edges, ...second.edges]).toEqual(whole.edges.slice(0, 4));
    expect(first).toMatchObject({ totalCount: 5, pageInfo: { hasNextPage: true } });
    expect((await listed({ joinedDomain, states: ['PENDING'] })).totalCount).toBe(2);
    expect((await listed({ machineName: 'list-rev' })).totalCount).toBe(1);
    expect((await listed({ machineName: 'list-%' })).totalCount).toBe(0);
    expect((await listed({ joinedDomain, online: true })).totalCount).toBe(0);
    expect((await listed({ joinedDomain, online: false })).totalCount).toBe(5);
  });
});
