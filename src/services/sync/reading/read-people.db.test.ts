import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { inTransaction } from '../../../database.js';
import type { DirectoryGroup, DirectorySession } from '../../../directory/directory.js';
import { ScriptedSync, type ScriptedStand } from '../../../testing/sync/scripted-sync.js';
import { somebodyWaits } from '../../../testing/stored-people.js';
import { aGuid } from '../../../testing/sync/sync-builders.js';
import type { SyncWorld } from '../../../testing/sync/sync-world.js';
import { findRun, type SyncRunRow } from '../sync-run-row.js';
import { readNamed, readPeople } from './read-people.js';
import type { Reading } from './reading.js';

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
  const run = (await findRun(world.pool, runId))!;
  const client = await world.pool.connect();
  let isOver = false;
  const { reading } = await inTransaction(client, async (sql) => {
    await sql.query('select 1 from sync_run where id = $1 for update', [runId]);
    const under = readNamed(readingOver({ lookUpAll } as DirectorySession, run), {
      groups: { sync: [], password: [] },
      readAgain: false,
    }).then(
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

it('a look-up that fails while members are stored waits for them, or the next attempt would find them among its own', async () => {
  const runId = await world.request(north.domainId);
  await world.pool.query(`update sync_run set phase = 'READING', attempt = 1 where id = $1`, [runId]);
  const many = Array.from({ length: 3_000 }, (_, at) => ({ objectGuid: aGuid(at + 1), dn: `CN=${at}` }));
  const fault = new Error('the connection was lost');
  const asked = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  const groups = { sync: [aGroup('Staff')], password: [aGroup('Managed')] };
  const session: Partial<DirectorySession> = {
    controller: {
      address: 'ldaps://dc1.north.example',
      dnsHostName: 'dc1.north.example',
      invocationId: aGuid(9_900),
      highestCommittedUsn: 1n,
      namingContext: 'DC=north,DC=example',
      readOnly: false,
    },
    remarks: [],
    async *members({ name }) {
      if (name === 'Managed') await goOn.promise;
      yield name === 'Managed' ? many.slice(0, 10) : many;
    },
    // The lane is lost while the other group's members are still to come.
    lookUpAll() {
      asked.resolve();
      throw fault;
    },
  };
  const run = (await findRun(world.pool, runId))!;
  let isOver = false;
  const reading = readPeople(readingOver(session as DirectorySession, run), groups).catch(
    (error: unknown) => {
      isOver = true;
      return error;
    },
  );
  await asked.promise;
  await world.pool.query('select 1');
  expect(isOver).toBe(false);
  goOn.resolve();
  expect(await reading).toBe(fault);
  const { rows } = await world.pool.query(
    'select role, count(*)::int as stored, count(dn)::int as named from snapshot_member group by role order by role',
  );
  expect(rows).toEqual([
    { role: 'PASSWORD', stored: 10, named: 0 },
    { role: 'SYNC', stored: 3_000, named: 3_000 },
  ]);
});

function aGroup(name: string): DirectoryGroup {
  return { objectGuid: aGuid(9_000 + name.length), dn: `CN=${name}`, name, rid: 9_000, usnChanged: 1n };
}

function readingOver(session: DirectorySession, run: SyncRunRow): Reading {
  return {
    pool: world.pool,
    session,
    domain: run.domain,
    kind: run.kind,
    attempt: { runId: run.id, attempt: 1 },
    signal: new AbortController().signal,
    progress: { hasPeople: false },
  };
}
