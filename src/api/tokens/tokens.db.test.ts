import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  ApiTokensDocument,
  AuditEventsDocument,
  CreateApiTokenDocument,
  RevokeApiTokenDocument,
  type TokenScope,
} from '../../generated/operations.js';
import type { ApiClient } from '../../sandbox/api-client.js';
import { startApi, type TestApi } from '../../testing/start-api.js';

const DAY = 86_400_000;

let api: TestApi;
let admin: ApiClient;

beforeAll(async () => {
  api = await startApi();
  admin = await api.signedIn('ADMINISTRATOR');
});

afterAll(() => api.close());

function inDays(days: number): string {
  return new Date(Date.now() + days * DAY).toISOString();
}

async function newToken(scopes: TokenScope[], by = admin): Promise<{ id: string; token: string }> {
  const input = { name: 'automation', scopes, expiresAt: inDays(1) };
  const { createApiToken } = await by.request(CreateApiTokenDocument, { input });
  expect(createApiToken.userErrors).toEqual([]);
  return { id: createApiToken.apiToken?.id ?? '', token: createApiToken.token ?? '' };
}

async function codeFor(token: string, text: string): Promise<unknown> {
  const { errors } = await api.client({ token }).post(text);
  return errors[0]?.extensions?.['code'];
}

describe('an API token', () => {
  test('is shown once, and stored only as a hash', async () => {
    const { token } = await newToken(['READ']);
    const { rows } = await api.backend.pool.query('select * from api_token');
    expect(JSON.stringify(rows)).not.toContain(token.slice(5));
    const { apiTokens } = await admin.request(ApiTokensDocument, {});
    expect(JSON.stringify(apiTokens)).not.toContain(token.slice(5));
    expect(apiTokens.edges[0]?.node).toMatchObject({ name: 'automation', scopes: ['READ'], revokedAt: null });
  });

  test('does what its scopes say, and nothing else', async () => {
    const { token } = await newToken(['READ']);
    expect(await codeFor(token, '{ auditEvents { totalCount } }')).toBeUndefined();
    expect(
      await codeFor(
        token,
        'mutation { createApiToken(input: { name: "x", scopes: [READ], expiresAt: "2030-01-01T00:00:00Z" }) { token } }',
      ),
    ).toBe('FORBIDDEN');
    const { token: writing } = await newToken(['EMPLOYEES_WRITE']);
    expect(await codeFor(writing, '{ auditEvents { totalCount } }')).toBe('FORBIDDEN');
  });

  test('is nobody: `me` is null', async () => {
    const { token } = await newToken(['READ']);
    const { data } = await api.client({ token }).post('{ me { id } }');
    expect(data).toEqual({ me: null });
  });

  test('notes when it was last used', async () => {
    const { id, token } = await newToken(['READ']);
    await api.client({ token }).post('{ __typename }');
    const { apiTokens } = await admin.request(ApiTokensDocument, {});
    const used = apiTokens.edges.find(({ node }) => node.id === id)?.node.lastUsedAt;
    expect(Math.abs(Date.parse(used ?? '') - Date.now())).toBeLessThan(60_000);
  });

  test('is over once revoked; revoking it again is fine and leaves no second audit event', async () => {
    const { id, token } = await newToken(['READ']);
    const first = await admin.request(RevokeApiTokenDocument, { input: { id } });
    const again = await admin.request(RevokeApiTokenDocument, { input: { id } });
    expect(again.revokeApiToken).toEqual(first.revokeApiToken);
    expect(await codeFor(token, '{ me { id } }')).toBe('UNAUTHENTICATED');
    const { auditEvents } = await admin.request(AuditEventsDocument, { filter: { targetId: id } });
    expect(auditEvents.edges.map(({ node }) => node.action)).toEqual(['token.revoke', 'token.create']);
  });

  test('is over when its time is', async () => {
    const { token } = await newToken(['READ']);
    await api.backend.pool.query('update api_token set expires_at = now()');
    expect(await codeFor(token, '{ me { id } }')).toBe('UNAUTHENTICATED');
  });

  test('is over when whoever created it is no administrator any longer', async () => {
    const other = await api.signedIn('ADMINISTRATOR');
    const { token } = await newToken(['READ'], other);
    const { data } = await other.post<{ me: { email: string } }>('{ me { email } }');
    await api.backend.pool.query(`update app_user set role = 'AUDITOR' where email = $1`, [data?.me.email]);
    expect(await codeFor(token, '{ me { id } }')).toBe('UNAUTHENTICATED');
  });

  test.each([
    ['no name', { name: '  ', scopes: ['READ'], expiresAt: inDays(1) }, ['input', 'name']],
    ['no scope', { name: 'x', scopes: [], expiresAt: inDays(1) }, ['input', 'scopes']],
    ['an end in the past', { name: 'x', scopes: ['READ'], expiresAt: inDays(-1) }, ['input', 'expiresAt']],
    ['an end too far away', { name: 'x', scopes: ['READ'], expiresAt: inDays(400) }, ['input', 'expiresAt']],
  ] as const)('is not made with %s', async (_what, { scopes, ...rest }, path) => {
    const { createApiToken } = await admin.request(CreateApiTokenDocument, {
      input: { ...rest, scopes: [...scopes] },
    });
    expect(createApiToken.token).toBeNull();
    expect(createApiToken.userErrors).toMatchObject([{ code: 'BAD_INPUT', path }]);
  });

  test('that does not exist cannot be revoked', async () => {
    const id = Buffer.from('ApiToken:0b8f7c52-4a9b-4f0e-9f44-0a5d0a4b3c21').toString('base64url');
    const { revokeApiToken } = await admin.request(RevokeApiTokenDocument, { input: { id } });
    expect(revokeApiToken.userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
  });
});
