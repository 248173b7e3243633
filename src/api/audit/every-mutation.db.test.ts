import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildApiSchema } from '../schema.js';
import { addSession } from '../../testing/credentials.js';
import { MINIMAL_VARIABLES, minimalOperation } from '../../testing/minimal-operation.js';
import { startApi, type TestApi } from '../../testing/start-api.js';
import { idleWorkflows } from '../../testing/waiting-run.js';

const schema = await buildApiSchema();
const mutations = Object.values(schema.getMutationType()?.getFields() ?? {}).map((field) => ({
  name: field.name,
  text: minimalOperation('mutation', field),
}));

let api: TestApi;

beforeAll(async () => {
  api = await startApi({ adapters: { workflows: idleWorkflows } });
});

afterAll(() => api.close());

async function eventsBy(userId: string): Promise<readonly string[]> {
  const { rows } = await api.backend.pool.query<{ outcome: string }>(
    'select outcome from audit_event where actor_id = $1',
    [userId],
  );
  return rows.map(({ outcome }) => outcome);
}

describe('every mutation leaves an audit event', () => {
  test('all of them are looked at', () => {
    expect(mutations.map(({ name }) => name)).toContain('deleteEmployee');
    expect(mutations.length).toBeGreaterThan(15);
  });

  test.each(mutations)('$name', async ({ text }) => {
    const { userId, token } = await addSession(api.backend.pool, 'ADMINISTRATOR');
    const { errors } = await api.client({ token }).post(text, MINIMAL_VARIABLES);
    expect(errors.map(({ extensions }) => extensions?.['code'])).not.toContain('INTERNAL_ERROR');
    expect(await eventsBy(userId)).toHaveLength(1);
  });

  test.each(mutations)('$name, refused to an auditor or done by them', async ({ text }) => {
    const { userId, token } = await addSession(api.backend.pool, 'AUDITOR');
    await api.client({ token }).post(text, MINIMAL_VARIABLES);
    expect(await eventsBy(userId)).toHaveLength(1);
  });
});

test('a mutation that goes wrong inside is recorded as failed', async () => {
  const { userId, token } = await addSession(api.backend.pool, 'ADMINISTRATOR');
  await api.backend.pool.query('alter table api_token rename to api_token_gone');
  const { errors } = await api
    .client({ token })
    .post(
      'mutation ($at: DateTime!) { createApiToken(input: { name: "t", scopes: [READ], expiresAt: $at }) { token } }',
      { at: new Date(Date.now() + 3_600_000).toISOString() },
    );
  await api.backend.pool.query('alter table api_token_gone rename to api_token');
  expect(errors[0]?.extensions?.['code']).toBe('INTERNAL_ERROR');
  expect(await eventsBy(userId)).toEqual(['FAILED']);
});
