import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ObjectGuid } from '../../../domain/identifiers.js';
import { ScriptedSync, type ScriptedStand } from '../../../testing/sync/scripted-sync.js';
import type { SyncWorld } from '../../../testing/sync/sync-world.js';
import { countSyncItems, syncItemsOfEmployees } from '../../employees/list-sync-items.js';

let sync: ScriptedSync;
let world: SyncWorld;
let north: ScriptedStand;
let people: ObjectGuid[];

beforeEach(async () => {
  sync = await ScriptedSync.open();
  ({ world } = sync);
  north = await sync.addDomain('north.example', { removal_limit_people: 1, removal_limit_percent: 0 });
  people = ['ann', 'bob', 'cid', 'dan'].map((login) => north.member(login, { title: 'Clerk' }));
});

afterEach(() => sync.close());

/** What belongs to the runs themselves: every other table must stay as it is, row by row. */
const OF_RUNS = ['sync_run', 'sync_item', 'sync_batch', 'sync_batch_run', 'event_stream', 'stream_event'];

async function everyOtherRow(): Promise<Record<string, unknown[]>> {
  const { rows: tables } = await world.pool.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public' and tablename <> all($1) order by 1`,
    [OF_RUNS],
  );
  const contents: Record<string, unknown[]> = {};
  for (const { name } of tables) {
    // The request and the end of the run are what the audit is to know.
    const where = name === 'audit_event' ? `where action not in ('sync.request', 'sync.finish')` : '';
    const { rows } = await world.pool.query(`select to_jsonb(t) as row from ${name} t ${where} order by 1`);
    contents[name] = rows;
  }
  return contents;
}

describe('a dry run', () => {
  it('of a domain never read shows everybody who would be created, and pins or marks nothing', async () => {
    const before = await everyOtherRow();
    expect(Object.keys(before)).toEqual(expect.arrayContaining(['domain', 'employee', 'sync_hold']));
    const run = await world.sync(north.domainId, 'DRY_RUN');
    expect(run).toMatchObject({ kind: 'DRY_RUN', phase: 'COMPLETED', applied: 0, counts: { CREATE: 4 } });
    expect(await everyOtherRow()).toEqual(before);
    expect(await world.item(run.id, 'ann')).toMatchObject({ decision: 'CREATE', state: 'PLANNED' });
  });

  it('shows the whole plan with what would be held, and changes nothing, not even an earlier hold', async () => {
    await world.sync(north.domainId);
    north.domain.leave(north.syncGroup, people[0]!, people[1]!);
    const held = await world.sync(north.domainId);
    north.domain.changePerson(people[2]!, { title: 'Head', userAccountControl: 0x202 });
    north.member('new');
    const before = await everyOtherRow();
    const run = await world.sync(north.domainId, 'DRY_RUN');
    expect(await everyOtherRow()).toEqual(before);
    expect(run).toMatchObject({ phase: 'COMPLETED', planned: 4, held: 3, applied: 0 });
    expect(await world.item(run.id, 'ann')).toMatchObject({ decision: 'REMOVE', state: 'HELD' });
    expect(await world.item(run.id, 'cid')).toMatchObject({
      decision: 'UPDATE',
      state: 'PLANNED',
      changes: [
        { field: 'title', before: 'Clerk', after: 'Head' },
        { field: 'userAccountControl', before: '512', after: '514', held: true },
      ],
    });
    expect(await world.item(run.id, 'new')).toMatchObject({ decision: 'CREATE' });
    expect(await world.hold(run.id)).toBeUndefined();
    expect(await world.hold(held.id)).toMatchObject({ state: 'PENDING' });
  });

  it('is not joined by a real request, which follows it; a second dry one joins', async () => {
    const dry = await world.request(north.domainId, 'DRY_RUN');
    const real = await world.request(north.domainId);
    expect(real).not.toBe(dry);
    expect(await world.request(north.domainId, 'DRY_RUN')).toBe(dry);
    expect(await world.request(north.domainId)).toBe(real);
  });

  it('beside a real run keeps to its own: each has its snapshot and its plan', async () => {
    const dry = await world.request(north.domainId, 'DRY_RUN');
    const real = await world.request(north.domainId);
    await Promise.all([world.read(dry), world.read(real)]);
    await Promise.all([world.planAndApply(dry), world.planAndApply(real)]);
    expect(await world.run(real)).toMatchObject({ applied: 4 });
    expect(await world.run(dry)).toMatchObject({ applied: 0 });
    expect(await sync.active()).toEqual(['ann', 'bob', 'cid', 'dan']);
  });

  it('that is planned again after a crash shows the same', async () => {
    await world.sync(north.domainId);
    north.domain.leave(north.syncGroup, people[0]!, people[1]!);
    const dry = await world.request(north.domainId, 'DRY_RUN');
    await world.read(dry);
    await world.planAndApply(dry);
    const first = await world.run(dry);
    await world.planAndApply(dry);
    expect(await world.run(dry)).toMatchObject({ planned: first.planned, held: 2, counts: first.counts });
    expect(first.held).toBe(2);
  });

  it('is no part of what is told about an employee', async () => {
    await world.sync(north.domainId);
    north.domain.changePerson(people[0]!, { title: 'Head' });
    await world.sync(north.domainId, 'DRY_RUN');
    const { id } = (await world.employeeOf('ann', north.domainId))!;
    const items = await syncItemsOfEmployees(world.pool, [id], undefined, 10);
    expect(items.map(({ decision }) => decision)).toEqual(['CREATE']);
    expect(await countSyncItems(world.pool, [id])).toEqual([{ employeeId: id, count: 1 }]);
  });
});
