import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import express from 'express';
import { createLog } from '../../../log.js';
import { addSession } from '../../../testing/credentials.js';
import { eventually } from '../../../testing/eventually.js';
import { startApi, type TestApi } from '../../../testing/start-api.js';
import { accessTable } from '../../access.js';
import { EXPORT_LIMITS, type ExportLimits } from '../../limits/limits.js';
import { auditExportRoutes } from './audit-export.js';

let api: TestApi;
let auditor: string;
const servers: Server[] = [];

beforeAll(async () => {
  api = await startApi();
  ({ token: auditor } = await addSession(api.backend.pool, 'AUDITOR'));
  await api.backend.pool.query(
    `insert into audit_event (actor_kind, actor_name, action, outcome, details)
     select 'COMMAND_LINE', 'x', case when n <= 5 then 'few.test' else 'long.test' end, 'DONE',
            jsonb_build_object('text', repeat('x', 1000))
     from generate_series(1, 40000) n`,
  );
});

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((ended) => server.close(ended));
  }
});

afterAll(() => api.close());

/** The export alone, with limits of its own. */
async function serve(limits: Partial<ExportLimits>): Promise<(query: string) => Promise<Response>> {
  const { backend } = api;
  const log = createLog('latchkey-test', 'silent');
  const parts = { backend, log, table: accessTable, secure: false, limits: { ...EXPORT_LIMITS, ...limits } };
  const server = createServer(express().use(auditExportRoutes(parts)));
  servers.push(server.listen(0, '127.0.0.1'));
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return (query) =>
    fetch(`http://127.0.0.1:${port}/export/audit?${query}`, {
      headers: { authorization: `Bearer ${auditor}` },
    });
}

async function refusalOf(response: Response): Promise<unknown> {
  const { errors } = (await response.json()) as { errors: { message: string; extensions: object }[] };
  return { status: response.status, ...errors[0] };
}

async function exportsRecorded(): Promise<number> {
  const { rows } = await api.backend.pool.query<{ count: number }>(
    `select count(*)::int as count from audit_event where action = 'audit.export'`,
  );
  return rows[0]?.count ?? 0;
}

describe('an export of the audit', () => {
  test('has a million events, ten minutes and four at a time, unless it is told otherwise', () => {
    expect(EXPORT_LIMITS).toEqual({ events: 1_000_000, milliseconds: 600_000, atOnce: 4 });
  });

  test('of as many events as the limit is whole', async () => {
    const get = await serve({ events: 5 });
    const response = await get('action=few.test');
    expect((await response.text()).trimEnd().split('\n')).toHaveLength(5);
  });

  test('of more events than the limit is refused before its first byte, with their number', async () => {
    const before = await exportsRecorded();
    const get = await serve({ events: 4 });
    expect(await refusalOf(await get('action=few.test'))).toMatchObject({
      status: 400,
      message: 'These are 5 events, and an export has at most 4. Narrow it with since and until.',
      extensions: { code: 'BAD_INPUT', limit: 'EXPORTS' },
    });
    expect(await exportsRecorded()).toBe(before);
  });

  test('that takes longer than the limit breaks off, without its last chunk, and frees its place', async () => {
    const get = await serve({ milliseconds: 2_000, atOnce: 1 });
    const response = await get('action=long.test');
    const reader = response.body!.getReader();
    // On a busy machine the limit may be over before the first of it is read.
    await reader.read().catch(() => undefined);
    // Nothing more is taken, as by a client that hangs: only the limit ends it.
    await eventually(async () => expect((await get('action=few.test')).status).toBe(200));
    const rest = async (): Promise<void> => {
      for (;;) if ((await reader.read()).done) return;
    };
    await expect(rest()).rejects.toThrow('terminated');
  });

  test('beyond those that may be under way is told to wait, and is served when one has ended', async () => {
    const get = await serve({ atOnce: 1 });
    const first = await get('action=long.test');
    expect(await refusalOf(await get('action=few.test'))).toMatchObject({
      status: 429,
      message: '1 exports are under way. Try again when one of them has ended.',
      extensions: { code: 'TOO_MANY_REQUESTS', limit: 'EXPORTS' },
    });
    expect((await first.text()).trimEnd().split('\n')).toHaveLength(39_995);
    await eventually(async () => expect((await get('action=few.test')).status).toBe(200));
  });
});
