import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ObjectGuid } from '../../../domain/identifiers.js';
import { ScriptedSync, type ScriptedStand } from '../../../testing/sync/scripted-sync.js';
import type { HoldRow, RunResult, SyncWorld } from '../../../testing/sync/sync-world.js';
import { finishRun } from '../finish-run.js';
import { expireHolds } from './expire-holds.js';

const DISABLED = 0x202;

let sync: ScriptedSync;
let world: SyncWorld;
let north: ScriptedStand;
let people: Record<string, ObjectGuid>;

/** More than one of six people at once are held; ann, bob and cid have left. */
beforeEach(async () => {
  sync = await ScriptedSync.open();
  ({ world } = sync);
  north = await sync.addDomain('north.example', { removal_limit_people: 1, removal_limit_percent: 0 });
  people = {};
  for (const login of ['ann', 'bob', 'cid', 'dan', 'eve', 'fay']) {
    people[login] = north.member(login, { title: 'Clerk' });
  }
  await world.sync(north.domainId);
  leave('ann', 'bob', 'cid');
});

afterEach(() => sync.close());

const guids = (...logins: string[]): ObjectGuid[] => logins.map((login) => people[login]!);
const leave = (...logins: string[]): void => north.domain.leave(north.syncGroup, ...guids(...logins));
const comeBack = (...logins: string[]): void => north.domain.join(north.syncGroup, ...guids(...logins));
const change = (login: string, values: Parameters<typeof north.domain.changePerson>[1]): void =>
  void north.domain.changePerson(people[login]!, values);
const syncNorth = (): Promise<RunResult> => world.sync(north.domainId);

interface HeldRun {
  readonly runId: string;
  readonly hash: string;
}

/** Synchronises, and answers what is held, as somebody sees it who is to decide. */
async function heldRun(): Promise<HeldRun> {
  const { id } = await syncNorth();
  return { runId: id, hash: (await world.hold(id))!.plan_hash };
}

async function approved({ runId, hash }: HeldRun): Promise<RunResult> {
  return world.carryOut(await world.approve(runId, hash));
}

const holdOf = async ({ runId }: HeldRun): Promise<HoldRow> => (await world.hold(runId))!;
const passDeadline = () =>
  world.pool.query(
    `update sync_hold set expires_at = now() - interval '1 second' where state <> 'SUPERSEDED'`,
  );
const actions = async (): Promise<string[]> => {
  const { rows } = await world.pool.query<{ action: string }>(
    `select action from audit_event where action ~ '^sync[.](hold|approve|reject|expire|supersede)$' order by at, id`,
  );
  return rows.map(({ action }) => action);
};

describe('approving', () => {
  it('reads the people again and removes them, in a run of its own', async () => {
    const held = await heldRun();
    const run = await approved(held);
    expect(run).toMatchObject({ kind: 'APPROVAL', phase: 'COMPLETED', applied: 3, held: 0 });
    expect(run.warnings.join()).not.toContain('Left out');
    expect(await sync.active()).toEqual(['dan', 'eve', 'fay']);
    expect(await holdOf(held)).toMatchObject({ state: 'APPLIED', decided_by: 'test' });
    expect(await actions()).toEqual(['sync.hold', 'sync.approve']);
    expect(await syncNorth()).toMatchObject({ planned: 0, held: 0 });
  });

  it('leaves out, by name, whoever has moved since', async () => {
    for (const login of ['dan', 'eve']) change(login, { userAccountControl: DISABLED, title: null });
    const held = await heldRun();
    expect(await holdOf(held)).toMatchObject({ people: 5, removals: 3, disablings: 2, fields: ['title'] });
    comeBack('ann');
    north.domain.hide(people['bob']!);
    north.domain.join(north.syncGroup, people['bob']!);
    change('dan', { userAccountControl: 0x200, title: null });
    change('eve', { userAccountControl: DISABLED, title: 'Head' });
    const run = await approved(held);
    expect(await sync.active()).toEqual(['ann', 'bob', 'dan', 'fay']);
    expect(await world.employeeOf('dan', north.domainId)).toMatchObject({ position: null });
    const leftOut = Object.fromEntries(
      (await world.items(held.runId)).map((item) => [item.person_name, item.left_out]),
    );
    expect(leftOut).toEqual({
      ann: 'Left out: they are in the sync group again.',
      bob: 'Left out: they cannot be read any more.',
      cid: null,
      dan: 'Left out: the account is enabled again.',
      eve: 'Left out: title has a value again.',
    });
    for (const name of ['ann', 'bob', 'dan', 'eve']) {
      expect(run.warnings.filter((warning) => warning.startsWith(`${name}: Left out`))).toHaveLength(1);
    }
  });

  it('lets only those pass who were approved: what is new since is guarded as always', async () => {
    const held = await heldRun();
    leave('dan');
    const run = await approved(held);
    expect(run).toMatchObject({ applied: 4, held: 0 });
    expect(await sync.active()).toEqual(['eve', 'fay']);
  });

  it('holds anew what is above the limit by itself', async () => {
    const held = await heldRun();
    leave('dan', 'eve');
    const run = await approved(held);
    expect(run).toMatchObject({ applied: 3, held: 2 });
    expect(await sync.active()).toEqual(['dan', 'eve', 'fay']);
    expect(await holdOf(held)).toMatchObject({ state: 'APPLIED' });
    expect(await world.hold(run.id)).toMatchObject({ state: 'PENDING', people: 2 });
  });

  it('follows a run under way, which does not take part in it', async () => {
    const held = await heldRun();
    const underWay = await world.request(north.domainId);
    const approval = await world.approve(held.runId, held.hash);
    expect(approval).not.toBe(underWay);
    expect(await world.carryOut(underWay)).toMatchObject({ held: 3, applied: 0 });
    expect(await world.hold(underWay)).toMatchObject({ state: 'PENDING' });
    expect(await world.carryOut(approval)).toMatchObject({ applied: 3, held: 0 });
    expect(await holdOf(held)).toMatchObject({ state: 'APPLIED' });
    expect(await world.hold(underWay)).toMatchObject({ state: 'SUPERSEDED' });
  });

  it('is possible once: a second one finds it decided, and one of another plan waits', async () => {
    const held = await heldRun();
    const underWay = await world.request(north.domainId);
    await world.approve(held.runId, held.hash);
    await expect(world.approve(held.runId, held.hash)).rejects.toMatchObject({ code: 'WRONG_STATE' });
    await world.carryOut(underWay);
    await expect(world.approve(underWay, held.hash)).rejects.toMatchObject({ code: 'RUN_IN_PROGRESS' });
  });

  it('that fails or is cancelled leaves the hold waiting with its deadline', async () => {
    const held = await heldRun();
    const { expires_at: deadline } = await holdOf(held);
    north.domain.hidesMembers = true;
    expect(await approved(held)).toMatchObject({ phase: 'FAILED', applied: 0 });
    expect(await holdOf(held)).toMatchObject({ state: 'PENDING', expires_at: deadline, decided_by: null });
    north.domain.hidesMembers = false;
    await finishRun(world.pool, await world.approve(held.runId, held.hash), { phase: 'CANCELLED' });
    expect(await holdOf(held)).toMatchObject({ state: 'PENDING', expires_at: deadline });
    expect(await sync.active()).toHaveLength(6);
    expect(await approved(held)).toMatchObject({ applied: 3 });
  });

  it('that fails after a later plan held something leaves that one waiting', async () => {
    const held = await heldRun();
    const underWay = await world.request(north.domainId);
    const approval = await world.approve(held.runId, held.hash);
    await world.carryOut(underWay);
    await finishRun(world.pool, approval, { phase: 'CANCELLED' });
    expect(await holdOf(held)).toMatchObject({ state: 'SUPERSEDED' });
    expect(await world.hold(underWay)).toMatchObject({ state: 'PENDING' });
  });

  it('lifts the emptiness of a group for those who were approved', async () => {
    leave('dan', 'eve', 'fay');
    const held = await heldRun();
    expect(await holdOf(held)).toMatchObject({ reasons: ['REMOVAL_LIMIT', 'GROUP_EMPTY'], removals: 6 });
    expect(await approved(held)).toMatchObject({ phase: 'COMPLETED', applied: 6 });
    expect(await sync.active()).toEqual([]);
  });
});

describe('what is refused', () => {
  it('is a hash that is not the one that was held', async () => {
    const { runId, hash } = await heldRun();
    for (const wrong of ['', hash.slice(1), hash.replace(/^./, (first) => (first === '0' ? '1' : '0'))]) {
      await expect(world.approve(runId, wrong)).rejects.toMatchObject({ code: 'PLAN_SUPERSEDED' });
    }
    expect(await sync.active()).toHaveLength(6);
  });

  it('is a run that holds nothing', async () => {
    const { hash } = await heldRun();
    comeBack('ann', 'bob', 'cid');
    const { id } = await syncNorth();
    await expect(world.approve(id, hash)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('is a plan that a later run has superseded, with another set or with none', async () => {
    const first = await heldRun();
    leave('dan');
    const second = await heldRun();
    expect(second.hash).not.toBe(first.hash);
    await expect(world.approve(first.runId, first.hash)).rejects.toMatchObject({ code: 'PLAN_SUPERSEDED' });
    comeBack('ann', 'bob', 'cid', 'dan');
    await syncNorth();
    await expect(world.approve(second.runId, second.hash)).rejects.toMatchObject({ code: 'PLAN_SUPERSEDED' });
    expect(await actions()).toEqual(
      expect.arrayContaining(['sync.hold', 'sync.supersede', 'sync.hold', 'sync.supersede']),
    );
  });

  it('is a domain without a secret', async () => {
    const held = await heldRun();
    await world.change(north.domainId, { bind_secret_sealed: null });
    await expect(world.approve(held.runId, held.hash)).rejects.toMatchObject({ code: 'BIND_SECRET_MISSING' });
    expect(await holdOf(held)).toMatchObject({ state: 'PENDING' });
  });
});

describe('the same people and changes in the next run', () => {
  it('keep hash and deadline, and the decision about the earlier run goes to the present hold', async () => {
    const first = await heldRun();
    await world.pool.query(`update sync_hold set expires_at = now() + interval '1 hour'`);
    const { expires_at: deadline } = await holdOf(first);
    const second = await heldRun();
    expect(second.hash).toBe(first.hash);
    expect(await holdOf(second)).toMatchObject({ state: 'PENDING', expires_at: deadline });
    expect(await approved(first)).toMatchObject({ applied: 3 });
    expect(await holdOf(second)).toMatchObject({ state: 'APPLIED' });
  });

  it('get a new hash when a disabled account becomes an unreadable one', async () => {
    comeBack('ann', 'bob', 'cid');
    for (const login of ['dan', 'eve']) change(login, { userAccountControl: DISABLED });
    const first = await heldRun();
    for (const login of ['dan', 'eve']) change(login, { userAccountControl: null });
    const second = await heldRun();
    expect(second.hash).not.toBe(first.hash);
  });
});

describe('rejecting', () => {
  it('is remembered with its note, and stays with the same set from run to run', async () => {
    const first = await heldRun();
    await world.reject(first.runId, first.hash, 'They are on the wrong list.');
    const second = await heldRun();
    const note = 'They are on the wrong list.';
    expect(await holdOf(second)).toMatchObject({ state: 'REJECTED', note, decided_by: 'test' });
    expect(await sync.active()).toHaveLength(6);
    await expect(world.reject(second.runId, second.hash)).rejects.toMatchObject({ code: 'WRONG_STATE' });
    leave('dan');
    const third = await heldRun();
    expect(await holdOf(third)).toMatchObject({ state: 'PENDING', note: null, decided_by: null });
    comeBack('dan');
    expect(await holdOf(await heldRun())).toMatchObject({ state: 'REJECTED', note });
  });

  it('may be taken back by approving before the deadline', async () => {
    const held = await heldRun();
    await world.reject(held.runId, held.hash);
    expect(await approved(held)).toMatchObject({ applied: 3 });
  });
});

describe('after the deadline', () => {
  it('nothing can be decided any more, whether or not anybody has noticed', async () => {
    const held = await heldRun();
    await passDeadline();
    await expect(world.approve(held.runId, held.hash)).rejects.toMatchObject({ code: 'HOLD_EXPIRED' });
    await expect(world.reject(held.runId, held.hash)).rejects.toMatchObject({ code: 'HOLD_EXPIRED' });
    expect(await expireHolds(world.pool)).toBe(1);
    expect(await expireHolds(world.pool)).toBe(0);
    expect(await holdOf(held)).toMatchObject({ state: 'EXPIRED' });
    expect(await actions()).toContain('sync.expire');
    await expect(world.approve(held.runId, held.hash)).rejects.toMatchObject({ code: 'HOLD_EXPIRED' });
  });

  it('the next run holds anew, with a deadline of its own, what was rejected too', async () => {
    const first = await heldRun();
    await world.reject(first.runId, first.hash);
    await passDeadline();
    const second = await heldRun();
    const hold = await holdOf(second);
    expect(hold).toMatchObject({ state: 'PENDING', plan_hash: first.hash, decided_by: null });
    const days = (new Date(hold.expires_at).getTime() - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(6.9);
    expect(days).toBeLessThanOrEqual(7);
  });
});
