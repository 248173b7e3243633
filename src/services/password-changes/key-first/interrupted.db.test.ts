import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { withTransaction } from '../../../database.js';
import { ChangeStand, OLD_PASSWORD, type Person } from '../../../testing/passwords/change-stand.js';
import type { Checkpoint } from '../checkpoints.js';
import { claimAccount } from '../rows/claims.js';
import { lockChange } from '../rows/stored-change.js';

let stand: ChangeStand;
beforeAll(async () => {
  stand = await ChangeStand.open();
});
afterAll(() => stand.close());
beforeEach(() => stand.reset());

const POINTS: readonly Checkpoint[] = (['generate', 'reset', 'verify', 'complete'] as const).flatMap((step) =>
  (['before', 'during', 'after'] as const).map((moment) => `${step}.${moment}` as const),
);

/** The account is claimed by the report of a stolen key, as `retireKey` does it. */
async function reportStolen(person: Person): Promise<string> {
  const id = await stand.want(person, 'COMPROMISE');
  await withTransaction(stand.pool, async (sql) => {
    const change = await lockChange(sql, id);
    await claimAccount(sql, change!);
  });
  return id;
}

describe('a worker that dies', () => {
  test.each(POINTS)('at %s leaves a change that another one brings to its end', async (point) => {
    const person = await stand.addPerson();
    const id = await stand.want(person);
    let struck = false;
    stand.onCheckpoint = async (reached) => {
      await stand.assertNobodyIsLockedOut(person);
      if (reached !== point || struck) return;
      struck = true;
      throw new Error('the worker died');
    };
    const died = async (): Promise<void> => {
      for (;;) {
        await stand.advance(id);
        await stand.deliver(person);
      }
    };
    await expect(died()).rejects.toThrow('the worker died');
    await stand.assertNobodyIsLockedOut(person);
    const change = await stand.runToEnd(person, id);
    expect([struck, change.stage, change.generations]).toEqual([true, 'COMPLETED', 1]);
    expect((await stand.slots(person)).active).toBe(stand.inDirectory(person));
    expect(await stand.holderOf(person)).toBe('MANAGED');
    expect(stand.directory.passwords.openSessions).toBe(0);
  });
});

describe('several workers at once', () => {
  test('bring one change to one end, with one password and one reset', async () => {
    const person = await stand.addPerson();
    const id = await stand.want(person);
    for (let turns = 0; turns < 4; turns += 1) {
      await Promise.all([1, 2, 3, 4].map(() => stand.advance(id)));
      await stand.deliver(person);
      await stand.assertNobodyIsLockedOut(person);
    }
    expect(await stand.change(id)).toMatchObject({
      stage: 'COMPLETED',
      generations: 1,
      resets: 1,
      attempts: 0,
    });
    expect(await stand.tasks(person)).toEqual(['WRITE_PENDING ACKNOWLEDGED', 'COMMIT ACKNOWLEDGED']);
  });

  test('one of them stopped: another goes on without it, and what the first one then brings back changes nothing', async () => {
    const person = await stand.addPerson();
    const id = await stand.want(person);
    await stand.advance(id);
    await stand.deliver(person);
    let wake = (): void => undefined;
    const stopped = new Promise<void>((resolve) => (wake = resolve));
    let isFirst = true;
    const reached = new Promise<void>((resolve) => {
      stand.onCheckpoint = async (point) => {
        if (point !== 'reset.after' || !isFirst) return;
        isFirst = false;
        resolve();
        await stopped;
      };
    });
    const first = stand.advance(id);
    await reached;
    expect(await stand.advance(id)).toMatchObject({ state: 'AGAIN', afterMilliseconds: 1_000 });
    await stand.makeDue(id);
    await stand.advance(id);
    expect((await stand.change(id)).stage).toBe('VERIFIED');
    wake();
    expect(await first).toMatchObject({ state: 'WAITING_FOR_KEY' });
    await stand.deliver(person);
    await stand.advance(id);
    expect(await stand.change(id)).toMatchObject({ stage: 'COMPLETED', generations: 1 });
    expect((await stand.slots(person)).active).toBe(stand.inDirectory(person));
  });

  test('called again and again in every state do nothing that was not to be done', async () => {
    const person = await stand.addPerson();
    const id = await stand.want(person);
    const revisions: number[] = [];
    for (let turns = 0; turns < 3; turns += 1) {
      await stand.advance(id);
      const { revision } = await stand.change(id);
      for (let calls = 0; calls < 3; calls += 1) await stand.advance(id);
      expect((await stand.change(id)).revision).toBe(revision);
      revisions.push(revision);
      await stand.deliver(person);
    }
    expect(await stand.change(id)).toMatchObject({ stage: 'COMPLETED', resets: 1 });
    expect(new Set(revisions).size).toBe(3);
  });
});

describe('a worker that was stopped between claim and write', () => {
  test('sends nothing any more when it goes on too late', async () => {
    const person = await stand.addPerson();
    const id = await stand.want(person);
    await stand.advance(id);
    await stand.deliver(person);
    await stand.advance(id, { now: () => performance.now() - 5_001 });
    expect(stand.inDirectory(person)).toBe(OLD_PASSWORD);
    expect(await stand.change(id)).toMatchObject({ stage: 'ON_KEY', sentAt: null, undo: 'DISCARD' });
    await stand.makeDue(id);
    expect(await stand.runToEnd(person, id)).toMatchObject({ stage: 'COMPLETED' });
  });

  test('while the key was reported stolen writes nothing of its own into the change, and has the account reset again', async () => {
    const person = await stand.addPerson();
    const id = await stand.want(person);
    await stand.advance(id);
    await stand.deliver(person);
    const stolen: string[] = [];
    stand.onCheckpoint = async (point) => {
      if (point === 'reset.during') stolen.push(await reportStolen(person));
    };
    const outcome = await stand.advance(id);
    expect(await stand.change(id)).toMatchObject({
      stage: 'CANCELLED',
      lastErrorCode: 'CHANGE_SUPERSEDED',
      acceptedAt: null,
    });
    const { rows } = await stand.pool.query<{ id: string; stage: string }>(
      `select id, stage from password_change where account_id = $1 and kind = 'COMPROMISE' order by created_at`,
      [person.accountId],
    );
    // The one that waits begins after what was sent here, so that it replaces that as well.
    expect(rows).toEqual([{ id: stolen[0], stage: 'QUEUED' }]);
    expect(outcome).toEqual({ state: 'ENDED', wake: stolen });
    expect(await stand.hasCopy(id)).toBe(false);
  });

  test('until the account was reset has it reset once more', async () => {
    const person = await stand.addPerson();
    const id = await stand.want(person);
    await stand.advance(id);
    await stand.deliver(person);
    stand.onCheckpoint = async (point) => {
      if (point !== 'reset.during') return;
      const stolen = await reportStolen(person);
      await stand.pool.query(
        `update password_change set stage = 'COMPLETED', holds_claim = false, ended_at = now() where id = $1`,
        [stolen],
      );
    };
    const { wake } = await stand.advance(id);
    expect(wake).toHaveLength(1);
    expect(await stand.change(wake[0]!)).toMatchObject({ kind: 'COMPROMISE', stage: 'QUEUED' });
  });

  test('and that sent nothing has nothing reset again', async () => {
    const person = await stand.addPerson();
    const id = await stand.want(person);
    await stand.advance(id);
    await stand.deliver(person);
    stand.onCheckpoint = async (point) => {
      if (point === 'reset.during') await reportStolen(person);
    };
    stand.once('resetPassword', 'BEFORE', () => {
      throw new Error('not sent');
    });
    expect(await stand.advance(id)).toEqual({ state: 'ENDED', wake: [] });
  });
});
