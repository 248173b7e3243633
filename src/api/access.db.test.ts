import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { GraphQLFormattedError } from 'graphql';
import type { ApiClient } from '../sandbox/api-client.js';
import { startApi, type TestApi } from '../testing/start-api.js';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});

afterAll(() => api.close());

function refusalIn(errors: readonly GraphQLFormattedError[]): unknown {
  return errors
    .map(({ extensions }) => extensions?.['code'])
    .find((code) => /^(FORBIDDEN|UNAUTH)/.test(String(code)));
}

async function overSocket(client: ApiClient, text: string): Promise<readonly GraphQLFormattedError[]> {
  try {
    for await (const { errors } of client.iterate(text)) return errors ?? [];
    return [];
  } catch (error) {
    // An operation that is refused before it begins ends with its errors.
    if (Array.isArray(error)) return error;
    throw error;
  }
}

describe('the anonymous', () => {
  test.each(['{ __schema { types { name } } }', '{ __type(name: "User") { name } }'])(
    'cannot ask for the schema: %s',
    async (text) => {
      expect(refusalIn((await api.client().post(text)).errors)).toBe('UNAUTHENTICATED');
      expect(refusalIn(await overSocket(api.client(), text))).toBe('UNAUTHENTICATED');
    },
  );

  test('may ask for the name of the root', async () => {
    const { data, errors } = await api.client().post('{ __typename }');
    expect([data, errors]).toEqual([{ __typename: 'Query' }, []]);
  });

  test.each([
    ['an alias', '{ __typename: me { id } }'],
    ['a fragment', '{ ...A } fragment A on Query { ...B } fragment B on Query { me { id } }'],
    ['an inline fragment with a directive', '{ ... on Query @include(if: true) { me { id } } }'],
    ['another operation of the document', 'query A { __typename } query B { me { id } }'],
  ])('are not let in by %s', async (_way, text) => {
    const { errors } = await api.client().post(text, {}, text.includes('query B') ? 'B' : undefined);
    expect(refusalIn(errors)).toBe('UNAUTHENTICATED');
  });
});

test('a refused change leaves an audit event of its own', async () => {
  const admin = await api.signedIn('ADMINISTRATOR');
  const auditor = await api.signedIn('AUDITOR');
  const { data: me } = await auditor.post<{ me: { id: string } }>('{ me { id } }');
  const text = 'mutation { revokeApiToken(input: { id: "x" }) { userErrors { code } } }';
  await auditor.post(text);
  await overSocket(auditor, text);
  const query =
    'query ($id: ID!) { auditEvents(filter: { actorId: $id, action: "mutation.refuse" }) { edges { node { outcome details } } } }';
  const { data } = await admin.post<{ auditEvents: { edges: unknown[] } }>(query, { id: me?.me.id });
  const refused = {
    node: { outcome: 'REFUSED', details: { code: 'FORBIDDEN', fields: ['Mutation.revokeApiToken'] } },
  };
  expect(data?.auditEvents.edges).toEqual([refused, refused]);
});

test('a flood of refused changes by a stranger does not fill the audit', async () => {
  for (let each = 0; each < 30; each += 1) {
    await api.client().post('mutation { signOut { userErrors { code } } }');
  }
  const { rows } = await api.backend.pool.query(
    `select count(*)::int as count from audit_event where action = 'mutation.refuse' and actor_kind = 'ANONYMOUS'`,
  );
  expect(rows[0].count).toBe(20);
});
