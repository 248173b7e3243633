import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ScriptedSync, type ScriptedStand } from '../../testing/sync/scripted-sync.js';
import { finishRun } from './finish-run.js';
import { readRunNumbers } from './run-numbers.js';

let sync: ScriptedSync;
let stand: ScriptedStand;

beforeAll(async () => {
  sync = await ScriptedSync.open();
  stand = await sync.addDomain();
});

afterAll(() => sync.close());

test('a run that was completed has its people and the seconds of each phase, which make up the whole', async () => {
  for (const login of ['ada', 'bob', 'cyd']) stand.member(login);
  const { id } = await sync.world.sync(stand.domainId);
  const numbers = await readRunNumbers(sync.world.pool, id);
  expect(numbers).toMatchObject({ phase: 'COMPLETED', code: null, read: 3, applied: 3, failed: 0 });
  const { READING, PLANNING, APPLYING } = numbers?.seconds ?? {};
  const { rows } = await sync.world.pool.query<{ whole: number }>(
    `select extract(epoch from finished_at - started_at)::float8 as whole from sync_run where id = $1`,
    [id],
  );
  expect(Number(READING) + Number(PLANNING) + Number(APPLYING)).toBeCloseTo(rows[0]?.whole ?? -1, 2);
  for (const seconds of [READING, PLANNING, APPLYING]) expect(seconds).toBeGreaterThanOrEqual(0);
});

test('a run that failed before its reading was whole has no seconds of any phase', async () => {
  const runId = await sync.world.request(stand.domainId);
  expect(await readRunNumbers(sync.world.pool, runId)).toBeUndefined();
  await finishRun(sync.world.pool, runId, { phase: 'FAILED', code: 'GROUP_NOT_FOUND', message: 'gone' });
  expect(await readRunNumbers(sync.world.pool, runId)).toMatchObject({
    phase: 'FAILED',
    code: 'GROUP_NOT_FOUND',
    seconds: { READING: null, PLANNING: null, APPLYING: null },
  });
});
