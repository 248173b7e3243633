import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { withTransaction } from '../../database.js';
import { ScriptedSync } from '../../testing/sync/scripted-sync.js';
import { finishRun } from './finish-run.js';
import { recordBatch } from './request-sync.js';
import { recordProgress } from './run-progress.js';

let sync: ScriptedSync;
let domainIds: string[];

beforeAll(async () => {
  sync = await ScriptedSync.open();
  const stands = [await sync.addDomain('north.example'), await sync.addDomain('south.example')];
  domainIds = stands.map((stand) => stand.domainId);
});

afterAll(() => sync.close());

const ACTOR = { kind: 'COMMAND_LINE', id: null, name: 'test' } as const;

/** How often everybody asks at once: each time by chance in another order. */
const ROUNDS = 12;

test('requests that join the same runs while these go on never wait for each other in a circle', async () => {
  const { pool } = sync.world;
  for (let round = 0; round < ROUNDS; round += 1) {
    const request = (ids: string[] | null) =>
      withTransaction(pool, (sql) =>
        recordBatch(sql, ACTOR, ids, { batchId: randomUUID(), trigger: 'REQUEST' }),
      );
    const { runs } = await request(null);
    const moved = runs.map(({ runId }) => withTransaction(pool, (sql) => recordProgress(sql, runId)));
    const asked = [null, ...domainIds.map((id) => [id]), null, null].map(request);
    const answers = await Promise.all(asked);
    await Promise.all(moved);
    for (const { runs: joined } of answers) {
      for (const { runId } of joined) expect(runs.map((run) => run.runId)).toContain(runId);
    }
    for (const { runId } of runs) await finishRun(pool, runId, { phase: 'COMPLETED' });
  }
  const { rows } = await pool.query(
    'select 1 from event_stream where not ended and id in (select id from sync_run union all select id from sync_batch)',
  );
  expect(rows).toEqual([]);
});
