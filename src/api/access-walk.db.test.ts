import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { walkAccess, type WalkResult } from '../testing/access/access-walk.js';
import { rootSelections } from '../testing/access/root-selections.js';
import { keepTelling } from '../testing/keys/keep-telling.js';
import { startApi, type TestApi } from '../testing/start-api.js';
import { idleWorkflows } from '../testing/waiting-run.js';
import { type AccessTable } from './access-rule.js';
import { accessTable } from './access.js';
import { buildApiSchema } from './schema.js';

const schema = await buildApiSchema();
const adapters = { workflows: idleWorkflows };

let api: TestApi;
let stopTelling: () => Promise<void>;

beforeAll(async () => {
  // Looked after by the clock, whoever has an invitation that is over would now and then be sent away while they ask.
  api = await startApi({ adapters, recheckSeconds: 3_600 });
  stopTelling = keepTelling(api.backend.pool);
});

afterAll(async () => {
  await stopTelling();
  await api.close();
});

test('the walk passes every field of every type of the schema', () => {
  const passed = new Set(rootSelections(schema).flatMap((way) => [...way.fields(() => true)]));
  const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'));
  const every = types.flatMap((type) =>
    'getFields' in type && 'getInterfaces' in type
      ? Object.keys(type.getFields()).map((field) => `${type.name}.${field}`)
      : [],
  );
  expect(every.filter((field) => !passed.has(field))).toEqual([]);
  expect(every.length).toBeGreaterThan(250);
});

describe('every actor may use exactly the fields that the access table names them for', () => {
  test.each(['HTTP', 'WebSocket'] as const)('over %s', async (transport) => {
    const { looked, faults } = await walkAccess({ api, schema, table: accessTable }, transport);
    expect(faults).toEqual([]);
    expect(looked).toBeGreaterThan(10_000);
  });
});

describe('the walk finds', () => {
  async function walkOver(served: AccessTable): Promise<WalkResult> {
    const { databaseUrl } = api.config;
    const loose = await startApi({ config: { databaseUrl }, adapters, table: served });
    try {
      const roots = ['Mutation.syncNow', 'Mutation.createApiToken', 'Query.auditEvents', 'Query.employee'];
      return await walkAccess({ api: loose, schema, table: accessTable, roots }, 'HTTP');
    } finally {
      await loose.close();
    }
  }

  test('a line that is missing, one that lets in more, and one that lets in fewer', async () => {
    const { 'SyncItem.*': _missing, ...rest } = accessTable;
    const served: AccessTable = {
      ...rest,
      'Mutation.createApiToken': { roles: ['ADMINISTRATOR', 'AUDITOR'], scopes: [] },
      'Query.auditEvents': { ...rest['Query.auditEvents']!, anonymous: true },
      'Employee.email': { roles: ['ADMINISTRATOR'], scopes: ['READ'] },
    };
    const { faults } = await walkOver(served);
    expect(faults).toContain('token SYNC, HTTP, Mutation.syncNow: SyncItem.reason was not refused');
    expect(faults).toContain(
      'AUDITOR, HTTP, Mutation.createApiToken: Mutation.createApiToken was not refused',
    );
    expect(faults.some((fault) => fault.startsWith('anonymous, HTTP, Query.auditEvents:'))).toBe(true);
    expect(faults.some((fault) => /^AUDITOR, HTTP, Query\.employee: .*Employee\.email/.test(fault))).toBe(
      true,
    );
  });
});
