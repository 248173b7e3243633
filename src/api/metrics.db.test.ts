import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { SyncProgressDocument } from '../generated/operations.js';
import { createLog } from '../log.js';
import { ServerMetrics } from '../metrics/server-metrics.js';
import { databaseReadiness } from '../readiness.js';
import { startApi, type TestApi, type TestUser } from '../testing/start-api.js';
import { globalId } from './relay/global-id.js';

let api: TestApi;
let user: TestUser;
const metrics = new ServerMetrics();

beforeAll(async () => {
  api = await startApi({ metrics });
  user = await api.createUser('AUDITOR');
});

afterAll(() => api.close());

async function series(name: string): Promise<Record<string, number>> {
  const lines = (await metrics.registry.metrics()).split('\n');
  const own = lines.filter((line) => new RegExp(`^${name}[{ ]`).test(line));
  return Object.fromEntries(
    own.map((line) => {
      const [, labels = '', value] = /^(?:\{(.*)\})? (\S+)$/.exec(line.slice(name.length)) ?? [];
      return [labels.replaceAll('"', ''), Number(value)];
    }),
  );
}

test('operations are counted by transport, kind and what their caller was told', async () => {
  const client = await api.signedIn('ADMINISTRATOR');
  await client.post('{ me { id } }');
  await client.post('{ me { id } }');
  await client.post('{ noSuchField }');
  await api.client().post('{ me { id } }');
  await api.client().post('query { node(id: "x") { id } }');
  const subscription = 'subscription ($id: ID!) { syncProgress(runId: $id) { phase } }';
  await client.post(subscription, { id: 'x' });
  const counted = await series('latchkey_graphql_operations_total');
  expect(counted).toMatchObject({
    'transport=http,kind=query,outcome=ok': 2,
    'transport=http,kind=query,outcome=UNAUTHENTICATED': 2,
    'transport=http,kind=mutation,outcome=ok': 1,
  });
  expect(counted['transport=http,kind=unknown,outcome=BAD_INPUT']).toBeGreaterThanOrEqual(1);
});

test('requests are counted by a route from our list and a status, whatever paths strangers invent', async () => {
  for (let at = 0; at < 20; at += 1) await (await fetch(`${api.url}/wp-admin-${at}/${user.email}`)).text();
  await (await fetch(`${api.url}/healthz`)).text();
  await (await fetch(`${api.url}/__proto__`)).text();
  const counted = await series('latchkey_http_request_seconds_count');
  expect(counted['route=other,status=404']).toBe(21);
  expect(counted['route=health,status=200']).toBe(1);
  expect(Object.keys(counted).every((labels) => /^route=(graphql|health|page|other),/.test(labels))).toBe(
    true,
  );
});

test('open sockets, operations over them, subscribers and events are counted, and gone when they are', async () => {
  const { pool } = api.backend;
  const runId = '1c8f7c52-4a9b-4f0e-9f44-0a5d0a4b3c22';
  await pool.query(`insert into event_stream (id, last_sequence, ended) values ($1, 2, true)`, [runId]);
  await pool.query(
    `insert into stream_event (stream_id, sequence, payload)
     select $1, n, '{"runId": "1c8f7c52-4a9b-4f0e-9f44-0a5d0a4b3c22", "domainId": "1c8f7c52-4a9b-4f0e-9f44-0a5d0a4b3c22",
       "domainName": "north.example", "phase": "COMPLETED", "expected": 1, "read": 1, "planned": 1, "applied": 1, "failed": 0,
       "rate": null, "secondsLeft": null, "lastPerson": null, "warnings": [], "counts": {}, "errorCode": null, "errorMessage": null}'
     from generate_series(1, 2) n`,
    [runId],
  );
  const client = await api.signedIn('ADMINISTRATOR');
  const seen = [];
  let open: Record<string, number> = {};
  for await (const event of client.subscribe(SyncProgressDocument, {
    runId: globalId('SyncRun', runId),
    after: 0,
  })) {
    seen.push(event);
    open = { ...(await series('latchkey_open_sockets')), ...open };
  }
  expect(seen).toHaveLength(2);
  expect(open).toEqual({ '': 1 });
  expect(await series('latchkey_events_delivered_total')).toEqual({ '': 2 });
  expect(await series('latchkey_subscribers')).toEqual({ '': 0 });
  expect(
    (await series('latchkey_graphql_operations_total'))['transport=websocket,kind=subscription,outcome=ok'],
  ).toBe(1);
});

test('no number says who it was about', async () => {
  const text = await metrics.registry.metrics();
  expect(text).toContain('latchkey_database_connections');
  for (const word of [
    user.email,
    user.password,
    user.id,
    'latchkey.example',
    'north.example',
    'wp-admin',
    'noSuchField',
  ]) {
    expect([word, text.includes(word)]).toEqual([word, false]);
  }
});

test('readiness needs a database that answers and has every migration', async () => {
  const { pool } = api.backend;
  const log = createLog('test', 'silent');
  await pool.query(`update mikro_orm_migrations set name = 'x' || name`);
  expect(await databaseReadiness(pool, log)()).toBe('migrations are missing');
  await pool.query(`update mikro_orm_migrations set name = substr(name, 2)`);
  expect(await databaseReadiness(pool, log)()).toBe('ready');
  const dead = { query: () => Promise.reject(new Error('gone')) };
  expect(await databaseReadiness(dead, log)()).toBe('the database does not answer');
});
