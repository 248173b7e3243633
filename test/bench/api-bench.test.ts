import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import type { ApiBenchReport } from '../../bench/api/report.js';
import { testRunFolder } from '../../src/testing/services/test-run-folder.js';
import { testTemporal } from '../../src/testing/services/test-temporal.js';

const run = promisify(execFile);
const BENCH = fileURLToPath(new URL('../../dist/bench/api.js', import.meta.url));

test('the benchmark of the API measures the list and the events, and ends with one line of JSON', async () => {
  const size = ['--people', '300', '--seconds', '1', '--connections', '4', '--subscribers', '120'];
  const { stdout } = await run(process.execPath, [BENCH, ...size, '--runs', '1', '--no-peer', '--json'], {
    env: {
      ...process.env,
      DATABASE_URL: process.env['LATCHKEY_TEST_DATABASE_SERVER'],
      TEMPORAL_ADDRESS: testTemporal().address,
      LATCHKEY_STATE_DIR: join(testRunFolder(), 'bench'),
      LATCHKEY_CACHE_DIR: join(testRunFolder(), 'bench-cache'),
    },
  });
  const report = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as ApiBenchReport;
  expect(report).toMatchObject({ benchmark: 'api', people: 300, connections: 4, runs: 1, peerVersion: null });
  for (const list of [report.withoutTotal, report.withTotal, report.differentPages]) {
    expect(list.latchkey.requestsPerSecond).toBeGreaterThan(0);
    expect(list.latchkey.p99Milliseconds).toBeGreaterThanOrEqual(list.latchkey.p50Milliseconds);
    expect([list.postgraphile, list.ratio]).toEqual([null, null]);
  }
  expect(report.events).toMatchObject({ subscribers: 120, events: 5, p99Milliseconds: expect.any(Number) });
  expect(report.serverPeakMegabytes).toBeGreaterThan(0);
});
