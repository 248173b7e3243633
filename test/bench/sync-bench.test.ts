import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import type { SyncBenchReport } from '../../bench/sync/report.js';
import { testRunFolder } from '../../src/testing/services/test-run-folder.js';
import { testTemporal } from '../../src/testing/services/test-temporal.js';

const run = promisify(execFile);
const BENCH = fileURLToPath(new URL('../../dist/bench/sync.js', import.meta.url));

/** The built benchmark as `npm run bench:sync` starts it, on the services of this test run. */
async function bench(...args: string[]): Promise<SyncBenchReport> {
  const { stdout } = await run(process.execPath, [BENCH, ...args, '--json'], {
    env: {
      ...process.env,
      DATABASE_URL: process.env['LATCHKEY_TEST_DATABASE_SERVER'],
      TEMPORAL_ADDRESS: testTemporal().address,
      LATCHKEY_STATE_DIR: join(testRunFolder(), 'bench'),
      LATCHKEY_CACHE_DIR: join(testRunFolder(), 'bench-cache'),
    },
  });
  return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as SyncBenchReport;
}

describe('the benchmark of synchronisations', () => {
  test('measures bare readings and ours in turn, and ends with one line of JSON', async () => {
    const report = await bench('--directories', 'embedded', '--people', '200', '--runs', '1');
    expect(report).toMatchObject({ directories: 'embedded', domains: 2, people: 200, runs: 1 });
    expect(report.read).toBeGreaterThan(100);
    expect(report.measured).toEqual({
      floor: [expect.any(Number), expect.any(Number)],
      cold: [report.coldSeconds],
      unchanged: [report.unchangedSeconds],
    });
    expect(report.coldRatio).toBeCloseTo(report.coldSeconds / report.floorSeconds, -1);
    expect(report.unchangedRatio).toBeGreaterThan(0);
    expect(report.cores).toBeGreaterThan(0);
    expect(report.workerPeakMegabytes).toBeGreaterThan(0);
    expect(report.serverPeakMegabytes).toBeGreaterThan(0);
    expect(report.pageRates.embedded).toBe(report.floorPeoplePerSecond);
  });

  test('brings the same people the first time as the bare reading, and decides about nobody the second time', async () => {
    const report = await bench(
      '--directories',
      'embedded',
      '--domains',
      '1',
      '--runs',
      '1',
      '--people',
      '200',
    );
    const { read, cold, unchanged } = report;
    expect(cold.domains).toMatchObject([{ domain: 'north.example', people: read }]);
    expect(cold.domains[0]?.planned).toBeGreaterThanOrEqual(read);
    expect(unchanged.domains).toMatchObject([{ domain: 'north.example', people: read, planned: 0 }]);
    for (const phase of ['REQUESTED', 'READING', 'PLANNING', 'APPLYING'] as const) {
      expect(cold.domains[0]?.phases[phase]).toEqual(expect.any(Number));
    }
  });
});
