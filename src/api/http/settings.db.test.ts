import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { getIntrospectionQuery } from 'graphql';
import { addSession } from '../../testing/credentials.js';
import { connectedSocket } from '../../testing/network/raw-socket.js';
import { startApi, type TestApi } from '../../testing/start-api.js';

const SIGN_IN = 'mutation ($input: SignInInput!) { signIn(input: $input) { token } }';

let api: TestApi;
let closed: TestApi;
let token: string;

beforeAll(async () => {
  api = await startApi();
  const { databaseUrl } = api.config;
  const access = {
    ...api.config.access,
    introspection: false,
    graphiql: false,
    trustedProxies: ['127.0.0.1'],
  };
  closed = await startApi({ config: { databaseUrl, access } });
  ({ token } = await addSession(api.backend.pool, 'AUDITOR'));
});

afterAll(async () => {
  await closed.close();
  await api.close();
});

async function overSocket({ url }: TestApi, query: string): Promise<string> {
  const socket = await connectedSocket(url, {}, { authorization: `Bearer ${token}` });
  const answer = await socket.ask(query);
  socket.close();
  return JSON.stringify(answer);
}

describe('the schema', () => {
  const asked = [getIntrospectionQuery(), '{ __type(name: "User") { name } }'];

  test.each(asked)('is told to whoever is signed in: %.20s', async (query) => {
    expect((await api.client({ token }).post(query)).errors).toEqual([]);
    expect(await overSocket(api, query)).toContain('"data"');
  });

  test.each(asked)('is not told where introspection is switched off: %.20s', async (query) => {
    const { status, data, errors } = await closed.client({ token }).post(query);
    expect([status, data, errors[0]?.extensions?.['code']]).toEqual([403, null, 'FORBIDDEN']);
    expect(errors[0]?.message).toContain('LATCHKEY_INTROSPECTION');
    expect(await overSocket(closed, query)).toContain('FORBIDDEN');
  });

  test('being switched off takes nothing else away', async () => {
    const { errors } = await closed.client({ token }).post('{ __typename me { __typename } }');
    expect(errors).toEqual([]);
  });
});

describe('GraphiQL', () => {
  test.each(['/', '/graphiql', '/graphiql/', '/graphiql/index.html'])(
    'is shown at %s, and is not where it is switched off',
    async (path) => {
      expect((await fetch(`${api.url}${path}`)).status).toBe(200);
      expect((await fetch(`${closed.url}${path}`)).status).toBe(404);
    },
  );
});

describe('the address of whoever signs in', () => {
  const forwarded = { 'x-forwarded-for': '192.0.2.66, 203.0.113.9' };

  async function addressOf({ backend }: TestApi, email: string): Promise<unknown> {
    const { rows } = await backend.pool.query(
      'select address from session s join app_user u on u.id = s.user_id where u.email = $1',
      [email],
    );
    return rows[0]?.address;
  }

  test.each([
    ['is the peer’s, whatever a header claims', () => api, '127.0.0.1'],
    ['is the one a trusted proxy adds, not the one before it', () => closed, '203.0.113.9'],
  ] as const)('over HTTP %s', async (_what, which, address) => {
    const { email, password } = await which().createUser('AUDITOR');
    await which().client({ headers: forwarded }).post(SIGN_IN, { input: { email, password } });
    expect(await addressOf(which(), email)).toBe(address);
  });

  test.each([
    ['is the peer’s, whatever a header claims', () => api, '127.0.0.1'],
    ['is the one a trusted proxy adds, not the one before it', () => closed, '203.0.113.9'],
  ] as const)('over a WebSocket %s', async (_what, which, address) => {
    const { email, password } = await which().createUser('AUDITOR');
    const socket = await connectedSocket(which().url, forwarded);
    await socket.ask(SIGN_IN, { input: { email, password } });
    socket.close();
    expect(await addressOf(which(), email)).toBe(address);
  });
});
