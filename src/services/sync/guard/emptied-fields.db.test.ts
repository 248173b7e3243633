import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ObjectGuid } from '../../../domain/identifiers.js';
import { ScriptedSync, type ScriptedStand } from '../../../testing/sync/scripted-sync.js';
import type { RunResult, SyncWorld } from '../../../testing/sync/sync-world.js';

const DISABLED = 0x202;

let sync: ScriptedSync;
let world: SyncWorld;
let north: ScriptedStand;
/** By login: ann, bob, cid, dan, eve. */
let people: Record<string, ObjectGuid>;

/** A field that would be emptied for more than two of five people is held. */
beforeEach(async () => {
  sync = await ScriptedSync.open();
  ({ world } = sync);
  north = await sync.addDomain('north.example', { removal_limit_people: 2, removal_limit_percent: 0 });
  people = {};
  for (const login of ['ann', 'bob', 'cid', 'dan', 'eve']) {
    people[login] = north.member(login, { title: 'Clerk', department: 'Sales' });
  }
  await world.sync(north.domainId);
});

afterEach(() => sync.close());

const guids = (...logins: string[]): ObjectGuid[] => logins.map((login) => people[login]!);
const leave = (...logins: string[]): void => north.domain.leave(north.syncGroup, ...guids(...logins));
const change = (login: string, values: Parameters<typeof north.domain.changePerson>[1]): void =>
  void north.domain.changePerson(people[login]!, values);
const syncNorth = (): Promise<RunResult> => world.sync(north.domainId);

describe('a field that would be emptied for more people than the limit', () => {
  it('is held for all of them, and that field alone', async () => {
    for (const login of ['ann', 'bob', 'cid']) change(login, { title: null });
    change('dan', { department: null });
    change('ann', { title: null, department: 'Stores' });
    const run = await syncNorth();
    expect(await world.hold(run.id)).toMatchObject({
      reasons: ['FIELD_EMPTIED'],
      fields: ['title'],
      people: 3,
    });
    expect(await world.employeeOf('ann', north.domainId)).toMatchObject({
      position: 'Clerk',
      department: 'Stores',
    });
    expect(await world.employeeOf('dan', north.domainId)).toMatchObject({ department: null });
    expect((await world.item(run.id, 'ann'))?.changes).toEqual([
      { field: 'department', before: 'Sales', after: 'Stores' },
      { field: 'title', before: 'Clerk', after: null, held: true },
    ]);
    expect(await world.item(run.id, 'bob')).toMatchObject({ decision: 'UPDATE', state: 'HELD' });
    expect(run.warnings.join()).toContain('title would become empty for 3 people');
  });

  it('takes nobody’s address away, so that they go on being matched by it', async () => {
    for (const login of ['ann', 'bob', 'cid']) change(login, { mail: null });
    change('ann', { mail: null, title: 'Head' });
    await syncNorth();
    expect(await sync.addresses()).toMatchObject({ ann: 'ann@north.example', bob: 'bob@north.example' });
    const south = await sync.addDomain('south.example');
    south.member('anns', { mail: 'ann@north.example' });
    const merged = await world.sync(south.domainId);
    expect(await sync.decisions(merged.id)).toEqual({ anns: 'MERGE' });
  });

  it('keeps the value of somebody who comes back meanwhile, until that is approved', async () => {
    leave('ann');
    await syncNorth();
    north.domain.join(north.syncGroup, ...guids('ann'));
    for (const login of ['ann', 'bob', 'cid']) change(login, { mail: null });
    const run = await syncNorth();
    expect(await world.item(run.id, 'ann')).toMatchObject({
      decision: 'RESTORE',
      state: 'APPLIED',
      held: ['mail'],
      changes: expect.arrayContaining([
        { field: 'mail', before: 'ann@north.example', after: null, held: true },
      ]),
    });
    expect(await sync.addresses()).toMatchObject({ ann: 'ann@north.example', bob: 'bob@north.example' });
    const hold = await world.hold(run.id);
    expect(hold).toMatchObject({ people: 3, removals: 0 });
    const again = await syncNorth();
    expect(await world.hold(again.id)).toMatchObject({ people: 3, plan_hash: hold?.plan_hash });
    await world.carryOut(await world.approve(again.id, hold?.plan_hash ?? ''));
    expect(await sync.addresses()).toMatchObject({ ann: null, bob: null, cid: null });
  });

  it('is held for people who all come back at once, whose accounts are open no more', async () => {
    await world.change(north.domainId, { removal_limit_people: 5 });
    leave('ann', 'bob', 'cid', 'dan');
    await syncNorth();
    await world.change(north.domainId, { removal_limit_people: 2 });
    north.domain.join(north.syncGroup, ...Object.values(people));
    for (const login of ['ann', 'bob', 'cid', 'dan']) change(login, { mail: null });
    change('ann', { mail: null, userAccountControl: DISABLED });
    const run = await syncNorth();
    expect(await world.hold(run.id)).toMatchObject({ fields: ['mail'], people: 4, disablings: 0 });
    expect(await sync.active()).toEqual(['bob', 'cid', 'dan', 'eve']);
    expect(await sync.addresses()).toMatchObject({ ann: 'ann@north.example', dan: 'dan@north.example' });
  });

  it('is not held of somebody who cannot come back, since nothing of them is written', async () => {
    leave('ann');
    await syncNorth();
    north.member('ann2', { mail: 'ann@north.example' });
    await syncNorth();
    expect((await world.account('ann2', north.domainId))?.employee_id).toBe(
      (await world.account('ann', north.domainId))?.employee_id,
    );
    north.domain.join(north.syncGroup, ...guids('ann'));
    for (const login of ['ann', 'bob', 'cid', 'dan']) change(login, { mail: null });
    const run = await syncNorth();
    expect(await world.item(run.id, 'ann')).toMatchObject({ decision: 'CONFLICT', held: null });
    expect(await world.hold(run.id)).toMatchObject({ people: 3 });
  });

  it('is applied for as many as the limit', async () => {
    for (const login of ['ann', 'bob']) change(login, { title: null });
    expect(await syncNorth()).toMatchObject({ held: 0 });
    expect(await world.employeeOf('ann', north.domainId)).toMatchObject({ position: null });
  });

  it('is not held once the values are back', async () => {
    for (const login of ['ann', 'bob', 'cid']) change(login, { title: null });
    change('ann', { title: null, department: 'Stores' });
    await syncNorth();
    for (const login of ['ann', 'bob', 'cid']) change(login, { title: 'Clerk' });
    const run = await syncNorth();
    expect(run).toMatchObject({ held: 0, counts: { UNCHANGED: 4, UPDATE: 1 } });
    expect(await syncNorth()).toMatchObject({ counts: { UNCHANGED: 5 } });
  });
});
