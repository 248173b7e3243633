import { afterEach, describe, expect, test } from '@jest/globals';
import { createLog } from '../log.js';
import { startMetricsListener, type MetricsListener } from './metrics-listener.js';
import { ServerMetrics } from './server-metrics.js';
import { WorkerMetrics, type EndedRunNumbers } from './worker-metrics.js';

const log = createLog('test', 'silent');
let listener: MetricsListener | undefined;

afterEach(async () => {
  await listener?.close();
  listener = undefined;
});

const run = (overrides: Partial<EndedRunNumbers> = {}): EndedRunNumbers => ({
  kind: 'SYNC',
  phase: 'COMPLETED',
  code: null,
  read: 300,
  applied: 20,
  held: 4,
  failed: 1,
  seconds: { READING: 2, PLANNING: 0.2, APPLYING: null },
  ...overrides,
});

describe('what a worker counts', () => {
  test('is each run by its outcome and code, the people in it, and the seconds of the phases it got to', async () => {
    const metrics = new WorkerMetrics();
    metrics.runEnded(run());
    metrics.runEnded(run());
    metrics.runEnded(run({ phase: 'FAILED', code: 'DIRECTORY_TIMEOUT' }));
    const text = await metrics.registry.metrics();
    for (const line of [
      'latchkey_sync_runs_total{kind="SYNC",outcome="COMPLETED",code=""} 2',
      'latchkey_sync_runs_total{kind="SYNC",outcome="FAILED",code="DIRECTORY_TIMEOUT"} 1',
      'latchkey_sync_people_total{what="read"} 900',
      'latchkey_sync_people_total{what="applied"} 60',
      'latchkey_sync_people_total{what="held"} 12',
      'latchkey_sync_people_total{what="failed"} 3',
      'latchkey_sync_phase_seconds_sum{phase="READING"} 6',
      'latchkey_sync_phase_seconds_count{phase="PLANNING"} 3',
    ]) {
      expect(text).toContain(`${line}\n`);
    }
    expect(text).not.toContain('phase="APPLYING"');
  });

  test('is what waits in the outbox, left out while nobody can say', async () => {
    const metrics = new WorkerMetrics();
    let read: () => Promise<{ waiting: number; refused: number }> = async () => ({ waiting: 3, refused: 1 });
    metrics.watchOutbox(() => read());
    metrics.mailsDelivered({ sent: 5, refused: 1 });
    const before = await metrics.registry.metrics();
    expect(before).toContain('latchkey_outbox_mails{state="WAITING"} 3\n');
    expect(before).toContain('latchkey_outbox_mails{state="REFUSED"} 1\n');
    read = () => Promise.reject(new Error('the database is down'));
    const meanwhile = await metrics.registry.metrics();
    expect(meanwhile).not.toContain('latchkey_outbox_mails{');
    expect(meanwhile).toContain('latchkey_mails_total{outcome="sent"} 5\n');
  });
});

test('a code that is none of ours makes no series of its own', async () => {
  const metrics = new ServerMetrics();
  for (let at = 0; at < 100; at += 1) metrics.operation('http', 'query', `made-up-${at}`);
  metrics.operation('http', 'query', 'NOT_FOUND');
  metrics.operation('http', 'query', undefined);
  const lines = (await metrics.registry.metrics()).split('\n');
  expect(lines.filter((line) => line.startsWith('latchkey_graphql_operations_total{')).toSorted()).toEqual([
    'latchkey_graphql_operations_total{transport="http",kind="query",outcome="INTERNAL_ERROR"} 100',
    'latchkey_graphql_operations_total{transport="http",kind="query",outcome="NOT_FOUND"} 1',
    'latchkey_graphql_operations_total{transport="http",kind="query",outcome="ok"} 1',
  ]);
});

describe('the listener', () => {
  const start = async (readiness: () => Promise<string>): Promise<string> => {
    const { registry } = new WorkerMetrics();
    listener = await startMetricsListener({ host: '127.0.0.1', port: 0, registry, readiness, log });
    return listener.url;
  };

  test('shows numbers, health and readiness', async () => {
    let status = 'ready';
    const url = await start(async () => status);
    const metrics = await fetch(`${url}/metrics`);
    expect(metrics.headers.get('content-type')).toMatch(/^text\/plain; version=/);
    expect(await metrics.text()).toContain('# TYPE latchkey_sync_runs_total counter');
    expect(await (await fetch(`${url}/healthz`)).json()).toEqual({ status: 'up' });
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    status = 'the database does not answer';
    const unready = await fetch(`${url}/readyz`);
    expect([unready.status, await unready.json()]).toEqual([503, { status }]);
  });

  test('has nothing else, and takes nothing', async () => {
    const url = await start(async () => 'ready');
    expect((await fetch(`${url}/graphql`)).status).toBe(404);
    expect((await fetch(`${url}/metrics`, { method: 'POST', body: 'x' })).status).toBe(405);
  });

  test('says nothing about why it cannot tell', async () => {
    const url = await start(() => Promise.reject(new Error('password=hunter2')));
    const answer = await fetch(`${url}/readyz`);
    expect([answer.status, await answer.text()]).toEqual([500, '']);
  });
});
