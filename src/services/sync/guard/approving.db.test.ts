import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { HoldStand } from '../../../testing/sync/hold-stand.js';
import { finishRun } from '../finish-run.js';

const DISABLED = 0x202;

let stand: HoldStand;

beforeEach(async () => {
  stand = await HoldStand.open();
});

afterEach(() => stand.close());

describe('approving', () => {
  it('reads the people again and removes them, in a run of its own', async () => {
    const held = await stand.heldRun();
    const run = await stand.approved(held);
    expect(run).toMatchObject({ kind: 'APPROVAL', phase: 'COMPLETED', applied: 3, held: 0 });
    expect(run.warnings.join()).not.toContain('Left out');
    expect(await stand.sync.active()).toEqual(['dan', 'eve', 'fay']);
    expect(await stand.holdOf(held)).toMatchObject({ state: 'APPLIED', decided_by: 'test' });
    expect(await stand.actions()).toEqual(['sync.hold', 'sync.approve']);
    expect(await stand.run()).toMatchObject({ planned: 0, held: 0 });
  });

  it('leaves out, by name, whoever has moved since', async () => {
    for (const login of ['dan', 'eve']) stand.change(login, { userAccountControl: DISABLED, title: null });
    const held = await stand.heldRun();
    expect(await stand.holdOf(held)).toMatchObject({
      people: 5,
      removals: 3,
      disablings: 2,
      fields: ['title'],
    });
    stand.comeBack('ann');
    stand.north.domain.hide(stand.people['bob']!);
    stand.north.domain.join(stand.north.syncGroup, stand.people['bob']!);
    stand.change('dan', { userAccountControl: 0x200, title: null });
    stand.change('eve', { userAccountControl: DISABLED, title: 'Head' });
    const run = await stand.approved(held);
    expect(await stand.sync.active()).toEqual(['ann', 'bob', 'dan', 'fay']);
    expect(await stand.world.employeeOf('dan', stand.north.domainId)).toMatchObject({ position: null });
    const leftOut = Object.fromEntries(
      (await stand.world.items(held.runId)).map((item) => [item.person_name, item.left_out]),
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
    const held = await stand.heldRun();
    stand.leave('dan');
    const run = await stand.approved(held);
    expect(run).toMatchObject({ applied: 4, held: 0 });
    expect(await stand.sync.active()).toEqual(['eve', 'fay']);
  });

  it('holds anew what is above the limit by itself', async () => {
    const held = await stand.heldRun();
    stand.leave('dan', 'eve');
    const run = await stand.approved(held);
    expect(run).toMatchObject({ applied: 3, held: 2 });
    expect(await stand.sync.active()).toEqual(['dan', 'eve', 'fay']);
    expect(await stand.holdOf(held)).toMatchObject({ state: 'APPLIED' });
    expect(await stand.world.hold(run.id)).toMatchObject({ state: 'PENDING', people: 2 });
  });

  it('follows a run under way, which does not take part in it', async () => {
    const held = await stand.heldRun();
    const underWay = await stand.world.request(stand.north.domainId);
    const approval = await stand.world.approve(held.runId, held.hash);
    expect(approval).not.toBe(underWay);
    expect(await stand.world.carryOut(underWay)).toMatchObject({ held: 3, applied: 0 });
    expect(await stand.world.hold(underWay)).toMatchObject({ state: 'PENDING' });
    expect(await stand.world.carryOut(approval)).toMatchObject({ applied: 3, held: 0 });
    expect(await stand.holdOf(held)).toMatchObject({ state: 'APPLIED' });
    expect(await stand.world.hold(underWay)).toMatchObject({ state: 'SUPERSEDED' });
  });

  it('is possible once: a second one finds it decided, and one of another plan waits', async () => {
    const held = await stand.heldRun();
    const underWay = await stand.world.request(stand.north.domainId);
    await stand.world.approve(held.runId, held.hash);
    await expect(stand.world.approve(held.runId, held.hash)).rejects.toMatchObject({ code: 'WRONG_STATE' });
    await stand.world.carryOut(underWay);
    await expect(stand.world.approve(underWay, held.hash)).rejects.toMatchObject({ code: 'RUN_IN_PROGRESS' });
  });

  it('that fails or is cancelled leaves the hold waiting with its deadline', async () => {
    const held = await stand.heldRun();
    const { expires_at: deadline } = await stand.holdOf(held);
    stand.north.domain.hidesMembers = true;
    expect(await stand.approved(held)).toMatchObject({ phase: 'FAILED', applied: 0 });
    expect(await stand.holdOf(held)).toMatchObject({
      state: 'PENDING',
      expires_at: deadline,
      decided_by: null,
    });
    stand.north.domain.hidesMembers = false;
    await finishRun(stand.world.pool, await stand.world.approve(held.runId, held.hash), {
      phase: 'CANCELLED',
    });
    expect(await stand.holdOf(held)).toMatchObject({ state: 'PENDING', expires_at: deadline });
    expect(await stand.sync.active()).toHaveLength(6);
    expect(await stand.approved(held)).toMatchObject({ applied: 3 });
  });

  it('that fails after a later plan held something leaves that one waiting', async () => {
    const held = await stand.heldRun();
    const underWay = await stand.world.request(stand.north.domainId);
    const approval = await stand.world.approve(held.runId, held.hash);
    await stand.world.carryOut(underWay);
    await finishRun(stand.world.pool, approval, { phase: 'CANCELLED' });
    expect(await stand.holdOf(held)).toMatchObject({ state: 'SUPERSEDED' });
    expect(await stand.world.hold(underWay)).toMatchObject({ state: 'PENDING' });
  });

  it('lifts the emptiness of a group for those who were approved', async () => {
    stand.leave('dan', 'eve', 'fay');
    const held = await stand.heldRun();
    expect(await stand.holdOf(held)).toMatchObject({
      reasons: ['REMOVAL_LIMIT', 'GROUP_EMPTY'],
      removals: 6,
    });
    expect(await stand.approved(held)).toMatchObject({ phase: 'COMPLETED', applied: 6 });
    expect(await stand.sync.active()).toEqual([]);
  });
});
