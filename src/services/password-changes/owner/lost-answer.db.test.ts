import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ChangeStand, type Person } from '../../../testing/passwords/change-stand.js';
import { personWithKey, toTheEnd, wantAsOwner } from '../../../testing/passwords/owners-changes.js';

const TYPED = 'Kx7-typed-by-its-owner';

let stand: ChangeStand;
beforeAll(async () => {
  stand = await ChangeStand.open();
});
afterAll(() => stand.close());
beforeEach(() => stand.reset());

const strikes = ({ guid }: Person): number =>
  stand.domain.passwords.stateOf(stand.domain.passwords.pdcEmulator, guid).badPwdCount;

interface Counted {
  changes: number;
  binds: number;
}

/** Counts what the directory is asked, and loses the answer to the first change. */
function loseAnswer(act: () => void = () => undefined): Counted {
  const counted = { changes: 0, binds: 0 };
  stand.domain.passwords.onStep = ({ call, at }) => {
    if (at === 'BEFORE' && call === 'verifyBind') counted.binds += 1;
    if (call !== 'changePassword') return;
    if (at === 'BEFORE') counted.changes += 1;
    if (at !== 'AFTER' || counted.changes > 1) return;
    act();
    throw new Error('the connection broke');
  };
  return counted;
}

async function begun(person: Person, old?: string): Promise<string> {
  return wantAsOwner(stand, person, { old: old ?? (await stand.slots(person)).active!, typed: TYPED });
}

describe('the answer was lost after the directory took an owner’s change', () => {
  test('and one sign-in with the new password decides: it is on the key, and no strike was made', async () => {
    const person = await personWithKey(stand);
    const counted = loseAnswer();
    const id = await begun(person);
    expect(await toTheEnd(stand, person, id)).toMatchObject({ stage: 'COMPLETED', struckAt: null });
    expect(counted).toEqual({ changes: 1, binds: 1 });
    expect([(await stand.slots(person)).active, stand.inDirectory(person)]).toEqual([TYPED, TYPED]);
    expect(strikes(person)).toBe(0);
  });

  test('and the worker died with it: it is never sent again', async () => {
    const person = await personWithKey(stand);
    let isDead = false;
    const counted = { changes: 0 };
    stand.domain.passwords.onStep = ({ call, at }) => {
      if (call === 'changePassword' && at === 'BEFORE') counted.changes += 1;
    };
    stand.onCheckpoint = (point) => {
      if (point !== 'reset.after' || isDead) return;
      isDead = true;
      throw new Error('the worker died');
    };
    const id = await begun(person);
    await stand.advance(id);
    await stand.deliver(person);
    await expect(stand.advance(id)).rejects.toThrow('the worker died');
    await stand.makeDue(id);
    expect(await toTheEnd(stand, person, id)).toMatchObject({ stage: 'COMPLETED' });
    expect(counted.changes).toBe(1);
    expect((await stand.slots(person)).active).toBe(TYPED);
  });

  test('and its controller is away: the change waits for it, on no other one', async () => {
    const person = await personWithKey(stand);
    const { passwords } = stand.domain;
    const other = passwords.addController();
    loseAnswer(() => {
      passwords.controllers[0]!.isUp = false;
      passwords.pdcEmulator = other;
    });
    const id = await begun(person);
    await stand.advance(id);
    await stand.deliver(person);
    for (let turns = 0; turns < 3; turns += 1) {
      expect(await stand.advance(id)).toMatchObject({ state: 'AGAIN' });
      await stand.makeDue(id);
    }
    expect(passwords.stateOf(other, person.guid).password).not.toBe(TYPED);
    passwords.controllers[0]!.isUp = true;
    expect(await toTheEnd(stand, person, id)).toMatchObject({ stage: 'COMPLETED' });
    expect((await stand.slots(person)).active).toBe(TYPED);
  });

  test('and its copy was over before it was known: the key uses what the directory is seen to have', async () => {
    const person = await personWithKey(stand);
    loseAnswer();
    const id = await begun(person);
    await stand.advance(id);
    await stand.deliver(person);
    await stand.advance(id);
    await stand.loseCopy(id);
    await stand.makeDue(id);
    expect(await toTheEnd(stand, person, id)).toMatchObject({ stage: 'NEEDS_ATTENTION' });
    expect((await stand.slots(person)).active).toBe(stand.inDirectory(person));
  });
});

describe('the answer was lost, and the directory had refused', () => {
  test('a wrong old password: nothing is sent again, nothing is tried, and the key has what it had', async () => {
    const person = await personWithKey(stand);
    const { active } = await stand.slots(person);
    const counted = loseAnswer();
    const id = await begun(person, 'not-the-old-1');
    const ended = await toTheEnd(stand, person, id);
    expect(ended).toMatchObject({ stage: 'FAILED', lastErrorCode: 'DIRECTORY_TIMEOUT' });
    expect(ended.lastError).toContain('changed nothing');
    expect(ended.struckAt).not.toBeNull();
    expect(counted).toEqual({ changes: 1, binds: 0 });
    expect(strikes(person)).toBe(1);
    expect(await stand.slots(person)).toMatchObject({ active, pending: undefined });
  });

  test('but is not given up before the request can have arrived', async () => {
    const person = await personWithKey(stand);
    loseAnswer();
    const id = await begun(person, 'not-the-old-1');
    await stand.advance(id);
    await stand.deliver(person);
    await stand.advance(id);
    await stand.pool.query(`update password_change set next_attempt_at = null where id = $1`, [id]);
    const outcome = await stand.advance(id);
    expect(outcome).toMatchObject({ state: 'AGAIN' });
    expect(outcome.state === 'AGAIN' && outcome.afterMilliseconds).toBeGreaterThan(10_000);
  });
});

test('where one strike more would lock the account, what the directory shows has to do', async () => {
  const person = await personWithKey(stand);
  const { passwords } = stand.domain;
  passwords.policy = { ...passwords.policy!, lockoutThreshold: 3 };
  const counted = loseAnswer(() => passwords.write(passwords.pdcEmulator, person.guid, { badPwdCount: 2 }));
  const id = await begun(person);
  const ended = await toTheEnd(stand, person, id);
  expect(ended).toMatchObject({ stage: 'NEEDS_ATTENTION' });
  expect(ended.attention).toContain('could not be tried');
  expect(counted.binds).toBe(0);
  expect((await stand.slots(person)).active).toBe(TYPED);
});
