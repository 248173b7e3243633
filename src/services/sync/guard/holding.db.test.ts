import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { inTransaction } from '../../../database.js';
import type { ObjectGuid } from '../../../domain/identifiers.js';
import { ScriptedSync, type ScriptedStand } from '../../../testing/sync/scripted-sync.js';
import type { RunResult, SyncWorld } from '../../../testing/sync/sync-world.js';
import { planRun } from '../planning/plan-run.js';
import { findRun } from '../sync-run-row.js';

const DISABLED = 0x202;

let sync: ScriptedSync;
let world: SyncWorld;
let north: ScriptedStand;
/** By login: ann, bob, cid, dan, eve. */
let people: Record<string, ObjectGuid>;

/** Removals and disablings of more than two of five people are held. */
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

describe('removals above the limit', () => {
  it('are held, everything else is applied, and the domain is free', async () => {
    leave('ann', 'bob', 'cid');
    change('dan', { title: 'Head' });
    north.member('new');
    const run = await syncNorth();
    expect(run).toMatchObject({ phase: 'COMPLETED', held: 3, applied: 2, failed: 0, planned: 5 });
    expect(run.warnings.join()).toContain('3 removals are held: no more than 2');
    expect(await sync.active()).toEqual(['ann', 'bob', 'cid', 'dan', 'eve', 'new']);
    expect(await world.employeeOf('dan', north.domainId)).toMatchObject({ position: 'Head' });
    for (const name of ['ann', 'bob', 'cid']) {
      expect(await world.item(run.id, name)).toMatchObject({
        decision: 'REMOVE',
        state: 'HELD',
        reason_code: 'LEFT_GROUP',
        held: ['REMOVAL'],
      });
      expect(await world.account(name, north.domainId)).toMatchObject({ closed_at: null });
    }
    expect(await world.hold(run.id)).toMatchObject({
      state: 'PENDING',
      reasons: ['REMOVAL_LIMIT'],
      people: 3,
      removals: 3,
      disablings: 0,
      plan_hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(await world.request(north.domainId)).not.toBe(run.id);
  });

  it('are not held at the limit', async () => {
    leave('ann', 'bob');
    const run = await syncNorth();
    expect(run).toMatchObject({ held: 0, applied: 2 });
    expect(await world.hold(run.id)).toBeUndefined();
    expect(await sync.active()).toEqual(['cid', 'dan', 'eve']);
  });

  it('leave the address of somebody held where it is: a newcomer does not take it', async () => {
    leave('ann', 'bob', 'cid');
    north.member('other', { mail: 'ann@north.example' });
    const run = await syncNorth();
    expect(await sync.decisions(run.id)).toMatchObject({ other: 'CONFLICT', ann: 'REMOVE' });
    expect(await sync.addresses()).toMatchObject({ ann: 'ann@north.example' });
    expect(await sync.active()).not.toContain('other');
  });

  it('keep the link of somebody whom another domain knows too, and the profile made of both', async () => {
    const south = await sync.addDomain('south.example', { priority: 50 });
    south.member('anns', { mail: 'ann@north.example', company: 'South Ltd', title: 'Other' });
    await world.sync(south.domainId);
    leave('ann', 'bob', 'cid');
    await syncNorth();
    const ann = await world.employeeOf('ann', north.domainId);
    expect(ann).toMatchObject({ position: 'Clerk', company: 'South Ltd', state: 'ACTIVE' });
    expect((await world.employeeOf('anns', south.domainId))?.id).toBe(ann?.id);
  });

  it('are held by every run for as long as they stand, and gone when the people are back', async () => {
    leave('ann', 'bob', 'cid');
    const first = await syncNorth();
    const audits = await world.count('audit_event');
    const second = await syncNorth();
    expect(second).toMatchObject({ held: 3, applied: 0 });
    // Requested, held, superseded, finished: nothing about people to whom nothing happens.
    expect((await world.count('audit_event')) - audits).toBe(4);
    north.domain.join(north.syncGroup, ...guids('ann', 'bob', 'cid'));
    const third = await syncNorth();
    expect(third).toMatchObject({ held: 0, planned: 0, counts: { UNCHANGED: 5 } });
    expect((await world.hold(first.id))?.state).toBe('SUPERSEDED');
    expect((await world.hold(second.id))?.state).toBe('SUPERSEDED');
  });
});

describe('disablings above the limit', () => {
  it('are held while every other change of the person is applied', async () => {
    for (const login of ['ann', 'bob', 'cid']) change(login, { userAccountControl: DISABLED });
    change('ann', { title: 'Head', userAccountControl: DISABLED | 0x10000 });
    const run = await syncNorth();
    expect(run).toMatchObject({ held: 3, applied: 1 });
    expect(await sync.active()).toEqual(['ann', 'bob', 'cid', 'dan', 'eve']);
    expect(await world.account('ann', north.domainId)).toMatchObject({
      title: 'Head',
      enabled: true,
      user_account_control: 0x10200,
    });
    expect((await world.item(run.id, 'ann'))?.changes).toEqual([
      { field: 'title', before: 'Clerk', after: 'Head' },
      { field: 'userAccountControl', before: '512', after: '66048' },
      { field: 'userAccountControl', before: '66048', after: '66050', held: true },
    ]);
    expect(await world.item(run.id, 'bob')).toMatchObject({
      decision: 'DISABLE',
      state: 'HELD',
      reason_code: 'HELD_BY_GUARD',
      changes: [{ field: 'userAccountControl', before: '512', after: '514', held: true }],
    });
    const again = await syncNorth();
    expect(again).toMatchObject({ held: 3, applied: 0 });
    expect(await world.hold(again.id)).toMatchObject({ disablings: 3 });
  });

  it('count together with removals', async () => {
    leave('ann', 'bob');
    change('cid', { userAccountControl: DISABLED });
    const run = await syncNorth();
    expect(run).toMatchObject({ held: 3 });
    expect(await sync.active()).toEqual(['ann', 'bob', 'cid', 'dan', 'eve']);
  });

  it('are counted where a conflict about the e-mail hides them', async () => {
    for (const login of ['ann', 'bob', 'cid']) {
      change(login, { userAccountControl: DISABLED, mail: 'eve@north.example' });
    }
    const run = await syncNorth();
    expect(await sync.decisions(run.id)).toMatchObject({ ann: 'CONFLICT', bob: 'CONFLICT', cid: 'CONFLICT' });
    expect(run).toMatchObject({ held: 3 });
    expect(await sync.active()).toEqual(['ann', 'bob', 'cid', 'dan', 'eve']);
    expect(await world.account('ann', north.domainId)).toMatchObject({
      enabled: true,
      mail: 'ann@north.example',
    });
  });

  it('are held when the right to read the state is lost for many', async () => {
    for (const login of ['ann', 'bob', 'cid']) change(login, { userAccountControl: null });
    const run = await syncNorth();
    expect(await world.hold(run.id)).toMatchObject({ disablings: 3 });
    expect(await world.account('ann', north.domainId)).toMatchObject({
      enabled: true,
      user_account_control: 512,
    });
    expect((await world.item(run.id, 'ann'))?.changes).toEqual([
      { field: 'userAccountControl', before: '512', after: null, held: true },
    ]);
  });

  it('at the limit are applied', async () => {
    for (const login of ['ann', 'bob']) change(login, { userAccountControl: DISABLED });
    expect(await syncNorth()).toMatchObject({ held: 0 });
    expect(await sync.active()).toEqual(['cid', 'dan', 'eve']);
  });
});

describe('a group that has become empty', () => {
  it('holds all removals whatever the limits, and the run completes', async () => {
    await world.change(north.domainId, { removal_limit_people: 1_000, removal_limit_percent: 100 });
    leave('ann', 'bob', 'cid', 'dan', 'eve');
    const run = await syncNorth();
    expect(run).toMatchObject({ phase: 'COMPLETED', held: 5, error_code: null });
    expect(await world.hold(run.id)).toMatchObject({ reasons: ['GROUP_EMPTY'], removals: 5 });
    expect(run.warnings.join()).toContain('has no members');
    expect(await sync.active()).toEqual(['ann', 'bob', 'cid', 'dan', 'eve']);
    north.domain.join(north.syncGroup, ...Object.values(people));
    expect(await syncNorth()).toMatchObject({ held: 0, counts: { UNCHANGED: 5 } });
  });
});

describe('a crash between the guard and the applying', () => {
  it('changes nothing of what is held: the plan made again holds the same', async () => {
    await world.change(north.domainId, { removal_limit_people: 0 });
    leave('ann');
    change('bob', { userAccountControl: DISABLED });
    change('cid', { title: 'Head' });
    const runId = await world.request(north.domainId);
    await world.read(runId);
    const run = await findRun(world.pool, runId);
    const client = await world.pool.connect();
    try {
      await inTransaction(client, (sql) => planRun(sql, run!));
    } finally {
      client.release();
    }
    const before = await world.hold(runId);
    expect(before).toMatchObject({ people: 2, state: 'PENDING' });
    // What is left to be counted would be within the limit now.
    await world.change(north.domainId, { removal_limit_people: 5 });
    await world.planAndApply(runId);
    expect(await world.run(runId)).toMatchObject({ held: 2, applied: 1 });
    expect(await sync.active()).toEqual(['ann', 'bob', 'cid', 'dan', 'eve']);
    expect(await world.hold(runId)).toEqual(before);
  });
});
