import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import type { ActivationBenchReport } from '../../bench/activation/report.js';
import { testRunFolder } from '../../src/testing/services/test-run-folder.js';
import { testTemporal } from '../../src/testing/services/test-temporal.js';

const run = promisify(execFile);
const BENCH = fileURLToPath(new URL('../../dist/bench/activation.js', import.meta.url));

test('the benchmark of activations takes the time of key and directory away, activates some at once, and ends with one line of JSON', async () => {
  const size = ['--activations', '3', '--at-once', '4', '--warm-up', '1'];
  const { stdout } = await run(process.execPath, [BENCH, ...size, '--json'], {
    env: {
      ...process.env,
      DATABASE_URL: process.env['LATCHKEY_TEST_DATABASE_SERVER'],
      TEMPORAL_ADDRESS: testTemporal().address,
      LATCHKEY_STATE_DIR: join(testRunFolder(), 'bench'),
      LATCHKEY_CACHE_DIR: join(testRunFolder(), 'bench-cache'),
    },
  });
  const report = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as ActivationBenchReport;
  expect(report).toMatchObject({ benchmark: 'activation', activations: 3, together: { keys: 4 } });
  const { medianMilliseconds, totalMilliseconds, keyMilliseconds, directoryMilliseconds } = report;
  for (const part of [medianMilliseconds, keyMilliseconds, directoryMilliseconds])
    expect(part).toBeGreaterThan(0);
  expect(medianMilliseconds).toBeLessThan(totalMilliseconds);
  expect(report.p95Milliseconds).toBeGreaterThanOrEqual(medianMilliseconds);
  expect(Object.keys(report.stageMilliseconds)).toEqual(
    expect.arrayContaining(['ON_KEY', 'IN_DIRECTORY', 'VERIFIED', 'COMPLETED']),
  );
  expect(report.together?.activationsPerSecond).toBeGreaterThan(0);
});
