import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { HoldStand } from '../../../testing/sync/hold-stand.js';
import { TEST_ACTOR } from '../../../testing/stored-people.js';
import { createUser } from '../../users/create-user.js';
import { expireHolds } from './expire-holds.js';

const DISABLED = 0x202;

let stand: HoldStand;

beforeEach(async () => {
  stand = await HoldStand.open();
});

afterEach(() => stand.close());

describe('what is refused', () => {
  it('is a hash that is not the one that was held', async () => {
    const { runId, hash } = await stand.heldRun();
    for (const wrong of ['', hash.slice(1), hash.replace(/^./, (first) => (first === '0' ? '1' : '0'))]) {
      await expect(stand.world.approve(runId, wrong)).rejects.toMatchObject({ code: 'PLAN_SUPERSEDED' });
    }
    expect(await stand.sync.active()).toHaveLength(6);
  });

  it('is a run that holds nothing', async () => {
    const { hash } = await stand.heldRun();
    stand.comeBack('ann', 'bob', 'cid');
    const { id } = await stand.run();
    await expect(stand.world.approve(id, hash)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('is a plan that a later run has superseded, with another set or with none', async () => {
    const first = await stand.heldRun();
    stand.leave('dan');
    const second = await stand.heldRun();
    expect(second.hash).not.toBe(first.hash);
    await expect(stand.world.approve(first.runId, first.hash)).rejects.toMatchObject({
      code: 'PLAN_SUPERSEDED',
    });
    stand.comeBack('ann', 'bob', 'cid', 'dan');
    await stand.run();
    await expect(stand.world.approve(second.runId, second.hash)).rejects.toMatchObject({
      code: 'PLAN_SUPERSEDED',
    });
    expect(await stand.actions()).toEqual(
      expect.arrayContaining(['sync.hold', 'sync.supersede', 'sync.hold', 'sync.supersede']),
    );
  });

  it('is a domain without a secret', async () => {
    const held = await stand.heldRun();
    await stand.world.change(stand.north.domainId, { bind_secret_sealed: null });
    await expect(stand.world.approve(held.runId, held.hash)).rejects.toMatchObject({
      code: 'BIND_SECRET_MISSING',
    });
    expect(await stand.holdOf(held)).toMatchObject({ state: 'PENDING' });
  });
});

describe('the same people and changes in the next run', () => {
  it('keep hash and deadline, and the decision about the earlier run goes to the present hold', async () => {
    const first = await stand.heldRun();
    await stand.world.pool.query(`update sync_hold set expires_at = now() + interval '1 hour'`);
    const { expires_at: deadline } = await stand.holdOf(first);
    const second = await stand.heldRun();
    expect(second.hash).toBe(first.hash);
    expect(await stand.holdOf(second)).toMatchObject({ state: 'PENDING', expires_at: deadline });
    expect(await stand.approved(first)).toMatchObject({ applied: 3 });
    expect(await stand.holdOf(second)).toMatchObject({ state: 'APPLIED' });
  });

  it('get a new hash when a disabled account becomes an unreadable one', async () => {
    stand.comeBack('ann', 'bob', 'cid');
    for (const login of ['dan', 'eve']) stand.change(login, { userAccountControl: DISABLED });
    const first = await stand.heldRun();
    for (const login of ['dan', 'eve']) stand.change(login, { userAccountControl: null });
    const second = await stand.heldRun();
    expect(second.hash).not.toBe(first.hash);
  });
});

describe('rejecting', () => {
  it('is remembered with its note, and stays with the same set from run to run', async () => {
    const first = await stand.heldRun();
    await stand.world.reject(first.runId, first.hash, 'They are on the wrong list.');
    const second = await stand.heldRun();
    const note = 'They are on the wrong list.';
    expect(await stand.holdOf(second)).toMatchObject({ state: 'REJECTED', note, decided_by: 'test' });
    expect(await stand.sync.active()).toHaveLength(6);
    await expect(stand.world.reject(second.runId, second.hash)).rejects.toMatchObject({
      code: 'WRONG_STATE',
    });
    stand.leave('dan');
    const third = await stand.heldRun();
    expect(await stand.holdOf(third)).toMatchObject({ state: 'PENDING', note: null, decided_by: null });
    stand.comeBack('dan');
    expect(await stand.holdOf(await stand.heldRun())).toMatchObject({ state: 'REJECTED', note });
  });

  it('may be taken back by approving before the deadline', async () => {
    const held = await stand.heldRun();
    await stand.world.reject(held.runId, held.hash);
    expect(await stand.approved(held)).toMatchObject({ applied: 3 });
  });
});

describe('the administrators', () => {
  interface MailRow {
    recipient: string;
    template: string;
    parameters: Record<string, unknown>;
  }

  const mails = async (): Promise<MailRow[]> => {
    const { rows } = await stand.world.pool.query<MailRow>(
      'select recipient, template, parameters from mail order by created_at, id',
    );
    return rows;
  };

  beforeEach(async () => {
    const user = { email: 'admin@latchkey.example', displayName: 'Admin', password: 'a long pass phrase' };
    await createUser(stand.world.pool, TEST_ACTOR, { ...user, role: 'ADMINISTRATOR' });
  });

  it('are mailed once about the same set, with what they need to decide', async () => {
    const held = await stand.heldRun();
    const { expires_at: deadline } = await stand.holdOf(held);
    await stand.heldRun();
    expect(await mails()).toEqual([
      {
        recipient: 'admin@latchkey.example',
        template: 'removals-held',
        parameters: {
          domainName: 'north.example',
          runId: held.runId,
          planHash: held.hash,
          removals: 3,
          disablings: 0,
          fields: [],
          reasons: ['3 removals are held: no more than 1 people are removed or disabled at once.'],
          names: ['ann', 'bob', 'cid'],
          people: 3,
          expiresAt: new Date(deadline).toISOString(),
        },
      },
    ]);
  });

  it('are mailed about another set, and about the same one with a new deadline', async () => {
    await stand.heldRun();
    for (const login of ['dan', 'eve']) stand.change(login, { title: null });
    await stand.heldRun();
    const all = await mails();
    expect(all).toHaveLength(2);
    expect(all[1]?.parameters).toMatchObject({ people: 5, fields: [{ field: 'title', people: 2 }] });
    await stand.passDeadline();
    await stand.heldRun();
    expect(await mails()).toHaveLength(3);
  });

  it('are not mailed about what was rejected, nor by a dry run', async () => {
    const first = await stand.heldRun();
    await stand.world.reject(first.runId, first.hash);
    await stand.heldRun();
    await stand.world.sync(stand.north.domainId, 'DRY_RUN');
    expect(await mails()).toHaveLength(1);
  });
});

describe('after the deadline', () => {
  it('nothing can be decided any more, whether or not anybody has noticed', async () => {
    const held = await stand.heldRun();
    await stand.passDeadline();
    await expect(stand.world.approve(held.runId, held.hash)).rejects.toMatchObject({ code: 'HOLD_EXPIRED' });
    await expect(stand.world.reject(held.runId, held.hash)).rejects.toMatchObject({ code: 'HOLD_EXPIRED' });
    expect(await expireHolds(stand.world.pool)).toBe(1);
    expect(await expireHolds(stand.world.pool)).toBe(0);
    expect(await stand.holdOf(held)).toMatchObject({ state: 'EXPIRED' });
    expect(await stand.actions()).toContain('sync.expire');
    await expect(stand.world.approve(held.runId, held.hash)).rejects.toMatchObject({ code: 'HOLD_EXPIRED' });
  });

  it('the next run holds anew, with a deadline of its own, what was rejected too', async () => {
    const first = await stand.heldRun();
    await stand.world.reject(first.runId, first.hash);
    await stand.passDeadline();
    const second = await stand.heldRun();
    const hold = await stand.holdOf(second);
    expect(hold).toMatchObject({ state: 'PENDING', plan_hash: first.hash, decided_by: null });
    const days = (new Date(hold.expires_at).getTime() - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(6.9);
    expect(days).toBeLessThanOrEqual(7);
  });
});
