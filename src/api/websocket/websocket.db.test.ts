import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { WebSocket } from 'ws';
import {
  connectedSocket,
  openSocket,
  type RawSocket,
  type SocketMessage,
} from '../../testing/network/raw-socket.js';
import { eventually } from '../../testing/eventually.js';
import { startApi, type TestApi } from '../../testing/start-api.js';

const PROTOCOL = 'graphql-transport-ws';

let api: TestApi;

beforeAll(async () => {
  api = await startApi({ recheckSeconds: 0.2 });
});

afterAll(() => api.close());

function open(headers: Record<string, string> = {}, url = api.url): Promise<RawSocket> {
  return openSocket(url, headers);
}

function connected(headers: Record<string, string>, payload?: Record<string, unknown>): Promise<RawSocket> {
  return connectedSocket(api.url, headers, payload);
}

async function sessionToken(
  role: 'ADMINISTRATOR' | 'AUDITOR' = 'AUDITOR',
): Promise<{ token: string; id: string }> {
  const { email, password, id } = await api.createUser(role);
  const { data } = await api
    .client()
    .post<{ signIn: { token: string } }>('mutation ($i: SignInInput!) { signIn(input: $i) { token } }', {
      i: { email, password },
    });
  return { token: data?.signIn.token ?? '', id };
}

function codesIn({ payload }: SocketMessage): readonly unknown[] {
  const errors = Array.isArray(payload) ? payload : [];
  return errors.map((error: { extensions?: { code?: string } }) => error.extensions?.code);
}

describe('who is at the other end of a WebSocket', () => {
  test('is told by the connection parameters', async () => {
    const { token } = await sessionToken();
    const socket = await connected({}, { authorization: `Bearer ${token}` });
    expect(await socket.ask('{ me { role } }')).toMatchObject({
      payload: { data: { me: { role: 'AUDITOR' } } },
    });
    socket.close();
  });

  test('is told by the cookie when the page is ours', async () => {
    const { token } = await sessionToken();
    const socket = await connected({ cookie: `latchkey_session=${token}`, origin: api.url });
    expect(await socket.ask('{ me { role } }')).toMatchObject({
      payload: { data: { me: { role: 'AUDITOR' } } },
    });
    socket.close();
  });

  test.each([
    ['of another site', { origin: 'http://evil.example' }],
    ['of the same host at another port', { origin: 'http://127.0.0.1:1' }],
    ['of no page', {}],
  ])('is not told by the cookie when the connection is that %s', async (_which, headers) => {
    const { token } = await sessionToken();
    const socket = await connected({ cookie: `latchkey_session=${token}`, ...headers });
    expect(codesIn(await socket.ask('{ me { role } }'))).toEqual(['UNAUTHENTICATED']);
    socket.close();
  });

  test.each(['Bearer nonsense', `Bearer lk_s_${'a'.repeat(43)}`, 'Basic abc', ''])(
    'is nobody with a credential that is no good (%s), and the connection ends',
    async (authorization) => {
      const socket = await open();
      socket.send({ type: 'connection_init', payload: { authorization } });
      expect(await socket.closed).toBe(4403);
    },
  );
});

describe('a session that nothing is asked with', () => {
  async function idle(minutes: number) {
    const { token, id } = await sessionToken();
    const socket = await connected({}, { authorization: `Bearer ${token}` });
    return { socket, id, rest: () => restFor(id, minutes) };
  }

  async function restFor(userId: string, minutes: number): Promise<void> {
    await api.backend.pool.query(
      `update session set last_used_at = now() - $2 * interval '1 minute' where user_id = $1`,
      [userId, minutes],
    );
  }

  async function minutesSinceUse(userId: string): Promise<number> {
    const { rows } = await api.backend.pool.query<{ minutes: number }>(
      `select extract(epoch from now() - last_used_at)::float8 / 60 as minutes from session where user_id = $1`,
      [userId],
    );
    return rows[0]?.minutes ?? -1;
  }

  test('is in use while something is watched with it over a WebSocket, and only then', async () => {
    const watching = await idle(50);
    const resting = await idle(50);
    watching.socket.begin('subscription { presenceEvents { sequence } }');
    // Answered behind it: the subscription is under way.
    await watching.socket.ask('{ __typename }');
    await watching.rest();
    await resting.rest();
    await eventually(async () => expect(await minutesSinceUse(watching.id)).toBeLessThan(5));
    expect(await minutesSinceUse(resting.id)).toBeGreaterThan(45);
    watching.socket.close();
    resting.socket.close();
  });

  test('and that is over for being idle stays over, whatever is watched', async () => {
    const { socket, rest } = await idle(61);
    socket.begin('subscription { presenceEvents { sequence } }');
    await socket.ask('{ __typename }');
    await rest();
    expect(await socket.closed).toBe(4401);
  });
});

describe('a WebSocket ends', () => {
  test('when the session is revoked', async () => {
    const { token } = await sessionToken();
    const socket = await connected({}, { authorization: `Bearer ${token}` });
    await api.client({ token }).post('mutation { signOut { userErrors { code } } }');
    expect(await socket.closed).toBe(4401);
  });

  test('when the session is over by the clock', async () => {
    const { token, id } = await sessionToken();
    const socket = await connected({}, { authorization: `Bearer ${token}` });
    await api.backend.pool.query('update session set expires_at = now() where user_id = $1', [id]);
    expect(await socket.closed).toBe(4401);
  });

  test('when the user is disabled', async () => {
    const { token, id } = await sessionToken();
    const socket = await connected({}, { authorization: `Bearer ${token}` });
    await api.backend.pool.query('update app_user set disabled_at = now() where id = $1', [id]);
    expect(await socket.closed).toBe(4401);
  });

  test('when a message is too large', async () => {
    const socket = await connected({});
    socket.sendText(JSON.stringify({ type: 'ping', payload: { x: 'x'.repeat(300_000) } }));
    expect(await socket.closed).toBe(1009);
  });

  test('when a message is not of the protocol', async () => {
    const socket = await connected({});
    socket.sendText('hello');
    expect(await socket.closed).toBe(4400);
  });

  test('when it asks before it has said who it is', async () => {
    const socket = await open();
    socket.send({ type: 'subscribe', id: '1', payload: { query: '{ __typename }' } });
    expect(await socket.closed).toBe(4401);
  });

  test('when it does not say who it is for five seconds', async () => {
    const socket = await open();
    expect(await socket.closed).toBe(4408);
  });

  test('when the server goes away', async () => {
    const other = await startApi();
    const socket = await open({}, other.url);
    const closed = socket.closed;
    await other.close();
    expect(await closed).toBe(1001);
  });
});

describe('over a WebSocket as over HTTP', () => {
  let socket: RawSocket;

  beforeAll(async () => {
    const { token } = await sessionToken();
    socket = await connected({}, { authorization: `Bearer ${token}` });
  });

  afterAll(() => socket.close());

  test.each([
    ['tokens', `{ ${'__typename '.repeat(6_000)} }`],
    ['aliases', `{ ${Array.from({ length: 31 }, (_, at) => `a${at}: __typename`).join(' ')} }`],
    [
      'levels',
      `{ __schema { types { fields { type { ${'ofType { '.repeat(14)} name ${'}'.repeat(14)} } } } } }`,
    ],
    [
      'expected results',
      `{ ${Array.from({ length: 25 }, (_, at) => `a${at}: auditEvents(first: 100) { edges { node { id at action actorName targetType targetId outcome details } } }`).join(' ')} }`,
    ],
  ])('an operation with too many %s is refused', async (_what, query) => {
    const answer = await socket.ask(query);
    expect([answer.type, codesIn(answer)[0]]).toEqual(['error', 'BAD_INPUT']);
  });

  test('hints at names of the schema are left out', async () => {
    const answer = await socket.ask('{ m }');
    expect(JSON.stringify(answer)).toContain('Cannot query field');
    expect(JSON.stringify(answer)).not.toContain('Did you mean');
  });

  test('values of variables are not repeated', async () => {
    const query = 'mutation ($i: SignInInput!) { signIn(input: $i) { token } }';
    const answer = await socket.ask(query, { i: { email: 'a@b.example', password: ['hunter2'] } });
    expect(JSON.stringify(answer)).toContain('does not fit');
    expect(JSON.stringify(answer)).not.toContain('hunter2');
  });

  test('the document must say which of its operations is meant', async () => {
    const answer = await socket.ask('query A { __typename } query B { __typename }');
    expect(codesIn(answer)).toEqual(['BAD_INPUT']);
  });
});

test('other addresses have no WebSocket', async () => {
  const socket = new WebSocket(`${api.url.replace('http', 'ws')}/elsewhere`, PROTOCOL);
  const [error] = (await once(socket, 'error')) as [Error];
  expect(error.message).toContain('404');
});
