import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { UserRole } from '../../domain/states.js';
import {
  AuditEventsDocument,
  RevokeApiTokenDocument,
  RevokeSessionDocument,
  RevokeSessionsDocument,
  SessionsDocument,
  SignInDocument,
} from '../../generated/operations.js';
import type { ApiClient } from '../../sandbox/api-client.js';
import { deactivateEmployee } from '../../services/employees/deactivate-employee.js';
import { AT_ONCE_MS } from '../../testing/at-once.js';
import { addApiToken, addSession, type StoredCredential } from '../../testing/credentials.js';
import { connectedSocket, type RawSocket } from '../../testing/network/raw-socket.js';
import { startApi, type TestApi } from '../../testing/start-api.js';
import { TEST_ACTOR } from '../../testing/stored-people.js';
import { addWaitingRun, idleWorkflows } from '../../testing/waiting-run.js';
import { globalId } from '../relay/global-id.js';

let api: TestApi;
/** Another server process's part. Neither looks by the clock while this file runs. */
let other: TestApi;
let admin: ApiClient;

beforeAll(async () => {
  const adapters = { workflows: idleWorkflows };
  api = await startApi({ recheckSeconds: 3_600, adapters });
  other = await startApi({
    config: { databaseUrl: api.config.databaseUrl },
    recheckSeconds: 3_600,
    adapters,
  });
  admin = await api.signedIn('ADMINISTRATOR');
});

afterAll(async () => {
  await other.close();
  await api.close();
});

function session(role: UserRole, userId?: string): Promise<StoredCredential> {
  return addSession(api.backend.pool, role, userId === undefined ? {} : { userId });
}

function clientOf({ token }: StoredCredential): ApiClient {
  return api.client({ token });
}

async function codeOf(client: ApiClient): Promise<unknown> {
  return (await client.post('{ __typename me { id } }')).errors[0]?.extensions?.['code'];
}

async function seen(client: ApiClient, userId?: string, includeEnded = false): Promise<readonly string[]> {
  const filter = { includeEnded, ...(userId === undefined ? {} : { userId: globalId('User', userId) }) };
  const { sessions } = await client.request(SessionsDocument, { first: 100, filter });
  expect(sessions.totalCount).toBe(sessions.edges.length);
  return sessions.edges.map(({ node }) => node.id);
}

describe('sessions', () => {
  test('are told with where they came from and which is the present one, and never with the token', async () => {
    const { email, password, id } = await api.createUser('EMPLOYEE');
    const headers = { 'user-agent': 'A browser/1.0' };
    const { signIn } = await api.client({ headers }).request(SignInDocument, { input: { email, password } });
    const token = signIn.token ?? '';
    await session('EMPLOYEE', id);
    const { sessions } = await api.client({ token }).request(SessionsDocument, {});
    expect(sessions.edges.map(({ node }) => [node.userAgent, node.address, node.current])).toEqual([
      [null, '192.0.2.1', false],
      ['A browser/1.0', '127.0.0.1', true],
    ]);
    expect(sessions.edges[1]?.node).toMatchObject({
      user: { id: globalId('User', id) },
      expiresAt: signIn.expiresAt,
      revokedAt: null,
    });
    expect(JSON.stringify(sessions)).not.toContain(token.slice(5));
  });

  test('are one’s own, whatever one asks for, until one may read everything', async () => {
    const own = await session('EMPLOYEE');
    const foreign = await session('AUDITOR');
    const ids = [own, foreign].map(({ id }) => globalId('Session', id));
    expect(await seen(clientOf(own))).toEqual([ids[0]]);
    expect(await seen(clientOf(own), foreign.userId)).toEqual([]);
    const { token } = await addApiToken(api.backend.pool, ['READ']);
    for (const reader of [admin, clientOf(foreign), api.client({ token })]) {
      expect(await seen(reader)).toEqual(expect.arrayContaining(ids));
      expect(await seen(reader, own.userId)).toEqual([ids[0]]);
    }
  });

  test('that nobody used for too long are over, and are not counted among those that are ended', async () => {
    const open = await session('AUDITOR');
    const idle = await session('AUDITOR', open.userId);
    await api.backend.pool.query(
      `update session set last_used_at = now() - idle_minutes * interval '1 minute' where id = $1`,
      [idle.id],
    );
    expect(await seen(admin, open.userId)).toEqual([globalId('Session', open.id)]);
    const input = { userId: globalId('User', open.userId) };
    const { revokeSessions } = await admin.request(RevokeSessionsDocument, { input });
    expect(revokeSessions.ended).toBe(1);
  });

  test('that are over are told only to who asks for them, and page by page each comes once', async () => {
    const own = await session('EMPLOYEE');
    const { userId } = own;
    const { pool } = api.backend;
    const over = [
      await addSession(pool, 'EMPLOYEE', { userId, expired: true }),
      await addSession(pool, 'EMPLOYEE', { userId, revoked: true }),
    ];
    expect(await seen(clientOf(own))).toEqual([globalId('Session', own.id)]);
    const all = [own, ...over].map(({ id }) => globalId('Session', id));
    expect([...(await seen(clientOf(own), undefined, true))].toSorted()).toEqual(all.toSorted());
    const paged: string[] = [];
    for (let after: string | null = null; paged.length < 3;) {
      const page: {
        sessions: { edges: { node: { id: string } }[]; pageInfo: { endCursor: string | null } };
      } = await clientOf(own).request(SessionsDocument, { first: 1, after, filter: { includeEnded: true } });
      paged.push(...page.sessions.edges.map(({ node }) => node.id));
      after = page.sessions.pageInfo.endCursor;
    }
    expect(paged.toSorted()).toEqual(all.toSorted());
  });
});

describe('ending sessions', () => {
  test('of one’s own, one by one or all but the present one', async () => {
    const present = await session('EMPLOYEE');
    const [first, second, third] = [
      await session('EMPLOYEE', present.userId),
      await session('EMPLOYEE', present.userId),
      await session('EMPLOYEE', present.userId),
    ];
    const input = { id: globalId('Session', first.id) };
    const { revokeSession } = await clientOf(present).request(RevokeSessionDocument, { input });
    expect(revokeSession.session?.revokedAt).not.toBeNull();
    expect(await codeOf(clientOf(first))).toBe('UNAUTHENTICATED');
    expect(await codeOf(clientOf(second))).toBeUndefined();
    const rest = await clientOf(present).request(RevokeSessionsDocument, { input: { keepCurrent: true } });
    expect(rest.revokeSessions.ended).toBe(2);
    expect([await codeOf(clientOf(third)), await codeOf(clientOf(present))]).toEqual([
      'UNAUTHENTICATED',
      undefined,
    ]);
    const last = await clientOf(present).request(RevokeSessionsDocument, { input: {} });
    expect(last.revokeSessions.ended).toBe(1);
    expect(await codeOf(clientOf(present))).toBe('UNAUTHENTICATED');
  });

  test('of another user is for administrators; twice is fine and leaves one audit event', async () => {
    const target = await session('AUDITOR');
    const input = { id: globalId('Session', target.id) };
    const once = await admin.request(RevokeSessionDocument, { input });
    const again = await admin.request(RevokeSessionDocument, { input });
    expect(again).toEqual(once);
    const { auditEvents } = await admin.request(AuditEventsDocument, { filter: { targetId: input.id } });
    expect(auditEvents.edges.map(({ node }) => [node.action, node.outcome])).toEqual([
      ['session.revoke', 'DONE'],
    ]);
  });

  test.each([
    ['AUDITOR', 'FORBIDDEN'],
    ['EMPLOYEE', 'NOT_FOUND'],
  ] as const)('of another user is refused to the role %s with %s', async (role, code) => {
    const target = await session('ADMINISTRATOR');
    const client = clientOf(await session(role));
    const asked = [
      `mutation { revokeSession(input: { id: "${globalId('Session', target.id)}" }) { userErrors { code } } }`,
      `mutation { revokeSessions(input: { userId: "${globalId('User', target.userId)}" }) { userErrors { code } } }`,
    ];
    for (const text of asked) expect(JSON.stringify(await client.post(text))).toContain(`"code":"${code}"`);
    expect(await codeOf(clientOf(target))).toBeUndefined();
  });

  test('takes the cookie away when it is the present one that ends', async () => {
    const own = await session('EMPLOYEE');
    const headers = { cookie: `latchkey_session=${own.token}`, 'x-latchkey-csrf': '1' };
    const text = `mutation { revokeSession(input: { id: "${globalId('Session', own.id)}" }) { userErrors { code } } }`;
    const answer = await api.client({ headers }).post(text);
    expect(answer.headers.get('set-cookie')).toMatch(/^latchkey_session=; /);
  });
});

describe('a subscription on another server ends within a second', () => {
  const watching = 'subscription ($id: ID!) { syncProgress(runId: $id) { sequence } }';
  let runId: string;

  beforeAll(async () => {
    runId = await addWaitingRun(api, admin);
  });

  async function watcher({ token }: StoredCredential): Promise<RawSocket> {
    const socket = await connectedSocket(other.url, {}, { authorization: `Bearer ${token}` });
    expect((await socket.ask(watching, { id: runId })).type).toBe('next');
    return socket;
  }

  /** Links the user to an employee, who is deactivated then. */
  async function deactivateEmployeeOf(userId: string): Promise<void> {
    const { pool } = api.backend;
    const { rows } = await pool.query<{ id: string }>(
      `insert into employee (source, state, deactivation_causes, display_name, search_text)
       values ('MANUAL', 'ACTIVE', '{}', 'Somebody', 'somebody') returning id`,
    );
    const employeeId = rows[0]!.id;
    await pool.query('update app_user set employee_id = $2 where id = $1', [userId, employeeId]);
    await deactivateEmployee(pool, TEST_ACTOR, employeeId, { note: null, requirePasskey: false });
  }

  const ends: readonly (readonly [
    string,
    () => Promise<StoredCredential>,
    (of: StoredCredential) => Promise<unknown>,
  ])[] = [
    [
      'when its session is ended',
      () => session('AUDITOR'),
      ({ id }) => admin.request(RevokeSessionDocument, { input: { id: globalId('Session', id) } }),
    ],
    [
      'when all sessions of its user are ended',
      () => session('AUDITOR'),
      ({ userId }) => admin.request(RevokeSessionsDocument, { input: { userId: globalId('User', userId) } }),
    ],
    [
      'when its user signs out',
      () => session('AUDITOR'),
      (own) => clientOf(own).post('mutation { signOut { userErrors { code } } }'),
    ],
    [
      'when its API token is revoked',
      () => addApiToken(api.backend.pool, ['SYNC']),
      ({ id }) => admin.request(RevokeApiTokenDocument, { input: { id: globalId('ApiToken', id) } }),
    ],
    [
      'when who created its API token is no administrator any more',
      () => addApiToken(api.backend.pool, ['SYNC']),
      ({ userId }) => api.backend.pool.query(`update app_user set role = 'AUDITOR' where id = $1`, [userId]),
    ],
    [
      'when the employee of who created its API token is deactivated, whether or not they are signed in',
      () => addApiToken(api.backend.pool, ['SYNC']),
      ({ userId }) => deactivateEmployeeOf(userId),
    ],
    [
      'when its employee is deactivated',
      () => session('AUDITOR'),
      ({ userId }) => deactivateEmployeeOf(userId),
    ],
    [
      'when its user is disabled',
      () => session('AUDITOR'),
      ({ userId }) =>
        api.backend.pool.query('update app_user set disabled_at = now() where id = $1', [userId]),
    ],
    [
      'when its user gets another role',
      () => session('AUDITOR'),
      ({ userId }) => api.backend.pool.query(`update app_user set role = 'EMPLOYEE' where id = $1`, [userId]),
    ],
    [
      'when its user is deleted',
      () => session('AUDITOR'),
      ({ userId }) => api.backend.pool.query('delete from app_user where id = $1', [userId]),
    ],
  ];

  test.each(ends)('%s, and nobody else’s', async (_when, credential, end) => {
    const own = await credential();
    const socket = await watcher(own);
    const bystander = await watcher(await session('AUDITOR'));
    const startedAt = performance.now();
    await end(own);
    expect(await socket.closed).toBe(4401);
    expect(performance.now() - startedAt).toBeLessThan(AT_ONCE_MS);
    expect(await bystander.ask('{ __typename }')).toMatchObject({
      payload: { data: { __typename: 'Query' } },
    });
    bystander.close();
  });
});
