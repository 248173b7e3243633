import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { inTransaction } from '../../../database.js';
import type { DirectorySession } from '../../../directory/directory.js';
import { ScriptedSync, type ScriptedStand } from '../../../testing/sync/scripted-sync.js';
import { somebodyWaits } from '../../../testing/stored-people.js';
import { aGuid } from '../../../testing/sync/sync-builders.js';
import type { SyncWorld } from '../../../testing/sync/sync-world.js';
import { findRun } from '../sync-run-row.js';
import { readNamed } from './read-people.js';

/** Enough for one set to be stored while the next is looked up. */
const NAMED = 1_400;

let sync: ScriptedSync;
let world: SyncWorld;
let north: ScriptedStand;

beforeEach(async () => {
  sync = await ScriptedSync.open();
  ({ world } = sync);
  north = await sync.addDomain();
});

afterEach(() => sync.close());

it('a look-up that fails leaves nothing that is still being stored, or the next controller would find it', async () => {
  const runId = await world.request(north.domainId);
  await world.pool.query(`update sync_run set phase = 'READING', attempt = 1 where id = $1`, [runId]);
  await world.pool.query(
    `insert into snapshot_member (run_id, attempt, role, object_guid, dn)
     select $1, 1, 'SYNC', g::uuid, 'CN=' || g from unnest($2::text[]) as u (g)`,
    [runId, Array.from({ length: NAMED }, (_, at) => aGuid(at + 1))],
  );
  const failed = Promise.withResolvers<void>();
  const fault = new Error('the connection was lost');
  // Nobody can be read, and the connection is lost as soon as a first set is being stored.
  const lookUpAll: DirectorySession['lookUpAll'] = async function* (sets) {
    let asked = 0;
    for await (const set of sets) {
      if (asked >= 1_000) {
        await somebodyWaits(world.pool);
        failed.resolve();
        throw fault;
      }
      asked += set.length;
      yield { asked: set, found: [] };
    }
  };
  const session = { lookUpAll } as DirectorySession;
  const run = (await findRun(world.pool, runId))!;
  const client = await world.pool.connect();
  let isOver = false;
  const { reading } = await inTransaction(client, async (sql) => {
    await sql.query('select 1 from sync_run where id = $1 for update', [runId]);
    const under = readNamed(
      {
        pool: world.pool,
        session,
        domain: run.domain,
        kind: run.kind,
        attempt: { runId, attempt: 1 },
        signal: new AbortController().signal,
        progress: { hasPeople: false },
      },
      { groups: { sync: [], password: [] }, readAgain: false },
    ).then(
      () => undefined,
      (error: unknown) => {
        isOver = true;
        return error;
      },
    );
    await failed.promise;
    await sql.query('select 1');
    expect(isOver).toBe(false);
    return { reading: under };
  }).finally(() => client.release());
  expect(await reading).toBe(fault);
  const { rows } = await world.pool.query('select count(*)::int as stored from snapshot_entry');
  expect(rows).toEqual([{ stored: 1_000 }]);
});
