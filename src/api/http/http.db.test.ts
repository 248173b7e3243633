import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startApi, type TestApi } from '../../testing/start-api.js';

let api: TestApi;
let cookie: string;

const SIGN_IN = 'mutation ($input: SignInInput!) { signIn(input: $input) { token userErrors { code } } }';
const NEW_TOKEN = `mutation ($at: DateTime!) {
  createApiToken(input: { name: "t", scopes: [READ], expiresAt: $at }) { token userErrors { code } }
}`;

beforeAll(async () => {
  api = await startApi();
  const { email, password } = await api.createUser('ADMINISTRATOR');
  const { headers } = await api.client().post(SIGN_IN, { input: { email, password } });
  cookie = headers.get('set-cookie')?.split(';')[0] ?? '';
});

afterAll(() => api.close());

function post(body: string, headers: Record<string, string> = {}): Promise<Response> {
  const type = { 'content-type': 'application/json' };
  return fetch(`${api.url}/graphql`, { method: 'POST', headers: { ...type, ...headers }, body });
}

async function firstCode(response: Response): Promise<unknown> {
  const { errors } = (await response.json()) as { errors?: { extensions?: { code?: string } }[] };
  return errors?.[0]?.extensions?.code;
}

describe('the session cookie', () => {
  test('is out of reach of scripts and other sites, and ends with the session', async () => {
    const { email, password } = await api.createUser('AUDITOR');
    const { headers } = await api.client().post(SIGN_IN, { input: { email, password } });
    const set = headers.get('set-cookie') ?? '';
    expect(set).toMatch(/^latchkey_session=lk_s_[\w-]{43}; /);
    for (const part of ['HttpOnly', 'SameSite=Strict', 'Path=/', 'Expires=']) expect(set).toContain(part);
    expect(set).not.toContain('Secure');
  });

  test('reads without anything besides', async () => {
    const { data } = await api.client({ headers: { cookie } }).post('{ me { role } }');
    expect(data).toEqual({ me: { role: 'ADMINISTRATOR' } });
  });

  test('changes nothing without the CSRF header, and something with it', async () => {
    const at = new Date(Date.now() + 3_600_000).toISOString();
    const without = await api.client({ headers: { cookie } }).post(NEW_TOKEN, { at });
    expect([without.status, without.errors[0]?.extensions?.['code']]).toEqual([403, 'CSRF_HEADER_MISSING']);
    const headers = { cookie, 'x-latchkey-csrf': '1' };
    const { data } = await api.client({ headers }).post(NEW_TOKEN, { at });
    expect(data).toMatchObject({
      createApiToken: { token: expect.stringMatching(/^lk_t_/), userErrors: [] },
    });
  });

  test('is taken away by signing out', async () => {
    const { email, password } = await api.createUser('AUDITOR');
    const { headers } = await api.client().post(SIGN_IN, { input: { email, password } });
    const own = headers.get('set-cookie')?.split(';')[0] ?? '';
    const client = api.client({ headers: { cookie: own, 'x-latchkey-csrf': '1' } });
    const answer = await client.post('mutation { signOut { userErrors { code } } }');
    expect(answer.headers.get('set-cookie')).toMatch(/^latchkey_session=; .*Expires=Thu, 01 Jan 1970/);
    expect((await client.post('{ me { id } }')).errors[0]?.extensions?.['code']).toBe('UNAUTHENTICATED');
  });

  test('travels over TLS only, under a name for this host alone, where the public address says https', async () => {
    const publicUrl = new URL('https://keys.example');
    const secure = await startApi({ config: { http: { host: '127.0.0.1', port: 0, publicUrl } } });
    try {
      const { email, password } = await secure.createUser('AUDITOR');
      const { headers } = await secure.client().post(SIGN_IN, { input: { email, password } });
      expect(headers.get('set-cookie')).toMatch(/^__Host-latchkey_session=.*; Secure/);
      expect(headers.get('strict-transport-security')).toContain('max-age=');
    } finally {
      await secure.close();
    }
  });
});

describe('a request that another site could make a browser send', () => {
  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'])(
    'as %s is refused',
    async (type) => {
      const response = await post(JSON.stringify({ query: '{ me { id } }' }), {
        cookie,
        'content-type': type,
      });
      expect(response.status).toBe(400);
    },
  );

  test('by GET without a header of its own is refused', async () => {
    const query = encodeURIComponent('{ me { id } }');
    const response = await fetch(`${api.url}/graphql?query=${query}`, { headers: { cookie } });
    expect(response.status).toBe(400);
  });
});

describe('what is too much is refused with a reason:', () => {
  test('a body of more than 256 KB', async () => {
    const response = await post(
      JSON.stringify({ query: '{ me { id } }', variables: { x: 'x'.repeat(300_000) } }),
    );
    expect(response.status).toBe(413);
    expect(await response.json()).toEqual({
      errors: [
        {
          message: 'The request is larger than 256 KB. Split it.',
          extensions: { code: 'BAD_INPUT', limit: 'BODY' },
        },
      ],
    });
  });

  test('several operations in one request', async () => {
    const one = { query: '{ __typename }' };
    const response = await post(JSON.stringify([one, one]));
    expect([response.status, await firstCode(response)]).toEqual([400, 'BAD_INPUT']);
  });

  test.each([
    ['tokens', `{ ${'__typename '.repeat(6_000)} }`],
    ['aliases', `{ ${Array.from({ length: 31 }, (_, at) => `a${at}: __typename`).join(' ')} }`],
  ])('a document with too many %s', async (_what, query) => {
    const response = await post(JSON.stringify({ query }), { cookie });
    expect([response.status, await firstCode(response)]).toEqual([400, 'BAD_INPUT']);
  });

  test('a document that nests too deeply', async () => {
    const deep = `{ __schema { types { fields { type { ${'ofType { '.repeat(14)} name ${'}'.repeat(14)} } } } } }`;
    const response = await post(JSON.stringify({ query: deep }), { cookie });
    expect([response.status, await firstCode(response)]).toEqual([400, 'BAD_INPUT']);
  });

  test('an operation that costs too much', async () => {
    const page = (alias: string): string =>
      `${alias}: auditEvents(first: 100) { edges { node { id at action actorName targetType targetId outcome details } } }`;
    const query = `{ ${Array.from({ length: 25 }, (_, at) => page(`a${at}`)).join(' ')} }`;
    const { errors } = await api.client({ headers: { cookie } }).post(query);
    expect(errors[0]?.message).toMatch(/^This operation may cost \d+, and the limit is 20000\./);
  });

  test('a page of more than a hundred', async () => {
    const { errors } = await api
      .client({ headers: { cookie } })
      .post('{ auditEvents(first: 101) { totalCount } }');
    expect(errors[0]).toMatchObject({
      message: 'First must be 1 to 100.',
      extensions: { code: 'BAD_INPUT', inputPath: ['first'] },
    });
  });
});

describe('what is not GraphQL is refused with a reason:', () => {
  test('a body that is not JSON', async () => {
    const response = await post('{ me');
    expect([response.status, await firstCode(response)]).toEqual([400, 'BAD_INPUT']);
  });

  test.each(['br', 'gzip', 'deflate'])(
    'a body that is not compressed with %s as it says',
    async (encoding) => {
      const response = await post('null', { 'content-encoding': encoding });
      expect([response.status, await firstCode(response)]).toEqual([400, 'BAD_INPUT']);
    },
  );

  test.each([
    'subscription { syncProgress(runId: "x") { phase } }',
    'subscription { syncProgress(runId: "x") @include(if: $nothing) { phase } }',
  ])('a subscription: %s', async (query) => {
    const { status, errors } = await api.client({ headers: { cookie } }).post(query);
    expect([status, errors[0]?.extensions?.['code']]).toEqual([400, 'BAD_INPUT']);
    expect(errors[0]?.message).toContain('WebSocket');
  });

  test('a query beside a subscription that cannot be judged, and not beside one that can', async () => {
    const beside = (directive: string): string =>
      `query A { me { role } } subscription B { syncProgress(runId: "x") ${directive} { phase } }`;
    const client = api.client({ headers: { cookie } });
    const refused = await client.post(beside('@include(if: $nothing)'), {}, 'A');
    expect([refused.status, refused.errors[0]?.extensions?.['code']]).toEqual([400, 'BAD_INPUT']);
    expect((await client.post(beside(''), {}, 'A')).data).toEqual({ me: { role: 'ADMINISTRATOR' } });
  });

  test('a document that cannot be parsed', async () => {
    const response = await post(JSON.stringify({ query: '{ me' }));
    expect([response.status, await firstCode(response)]).toEqual([400, 'BAD_INPUT']);
  });

  test('the name of an operation that is not in the document', async () => {
    const { status, errors } = await api
      .client({ headers: { cookie } })
      .post('query A { __typename }', {}, 'B');
    expect([status, errors]).toEqual([
      400,
      [{ message: 'Unknown operation named "B".', extensions: { code: 'BAD_INPUT' } }],
    ]);
  });

  test('a persisted query that nobody registered', async () => {
    const extensions = { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } };
    const response = await post(JSON.stringify({ extensions }));
    expect([response.status, await firstCode(response)]).toEqual([200, 'BAD_INPUT']);
  });
});

test('a connection is kept for longer than a proxy keeps it, which would lose what it sends just then', async () => {
  const { headers } = await fetch(`${api.url}/healthz`);
  expect(Number(/timeout=(\d+)/.exec(headers.get('keep-alive') ?? '')?.[1])).toBeGreaterThan(60);
});

test('an answer has the media type that was asked for', async () => {
  const accept = 'application/graphql-response+json';
  const response = await post(JSON.stringify({ query: '{ __typename }' }), { accept });
  expect(response.headers.get('content-type')).toBe(`${accept}; charset=utf-8`);
});

test('what goes wrong inside is told as nothing but an id', async () => {
  await api.backend.pool.query('alter table api_token rename to api_token_gone');
  const { errors } = await api
    .client({ headers: { cookie } })
    .post('{ apiTokens { edges { node { id } } } }');
  await api.backend.pool.query('alter table api_token_gone rename to api_token');
  expect(errors).toHaveLength(1);
  expect(errors[0]?.extensions).toEqual({ code: 'INTERNAL_ERROR', id: expect.any(String) });
  expect(JSON.stringify(errors)).not.toMatch(/api_token|select|stack/i);
});

describe('health', () => {
  test('says that the process is up and ready', async () => {
    expect(await (await fetch(`${api.url}/healthz`)).json()).toEqual({ status: 'up' });
    expect(await (await fetch(`${api.url}/readyz`)).json()).toEqual({ status: 'ready' });
  });

  test('says that migrations are missing', async () => {
    const behind = await startApi();
    try {
      await behind.backend.pool.query(
        'delete from mikro_orm_migrations where id = (select max(id) from mikro_orm_migrations)',
      );
      const response = await fetch(`${behind.url}/readyz`);
      expect([response.status, await response.json()]).toEqual([503, { status: 'migrations are missing' }]);
    } finally {
      await behind.close();
    }
  });

  test('says that the database does not answer, and no more', async () => {
    const broken = await startApi({
      config: { databaseUrl: 'postgresql://nobody:secret@127.0.0.1:1/nothing' },
    });
    try {
      const response = await fetch(`${broken.url}/readyz`);
      expect([response.status, await response.json()]).toEqual([
        503,
        { status: 'the database does not answer' },
      ]);
      const { errors } = await broken.client({ token: `lk_s_${'a'.repeat(43)}` }).post('{ me { id } }');
      expect(errors[0]?.extensions?.['code']).toBe('INTERNAL_ERROR');
      expect(JSON.stringify(errors)).not.toMatch(/ECONNREFUSED|127\.0\.0\.1/);
    } finally {
      await broken.close();
    }
  });
});

test('pages may load nothing from elsewhere and stand in no frame', async () => {
  const { headers } = await fetch(`${api.url}/graphiql/`);
  const policy = headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'self'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toMatch(/script-src|unsafe-eval|https?:/);
  expect(headers.get('x-powered-by')).toBeNull();
});

test('the front door leads to GraphiQL', async () => {
  const response = await fetch(`${api.url}/`, { redirect: 'manual' });
  expect([response.status, response.headers.get('location')]).toEqual([302, '/graphiql/']);
});

test('a server whose port is taken does not start', async () => {
  const port = Number(new URL(api.url).port);
  await expect(
    startApi({
      config: {
        databaseUrl: api.config.databaseUrl,
        http: { host: '127.0.0.1', port, publicUrl: undefined },
      },
    }),
  ).rejects.toMatchObject({ code: 'EADDRINUSE' });
});
