import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ChangeStand, type Person } from '../../../testing/passwords/change-stand.js';
import { personWithKey, toTheEnd, wantAsOwner } from '../../../testing/passwords/owners-changes.js';

const ELSEWHERE = 'Kx7-set-elsewhere-1';
const HOUR = 3_600_000;

let stand: ChangeStand;
beforeAll(async () => {
  stand = await ChangeStand.open();
});
afterAll(() => stand.close());
beforeEach(() => {
  stand.domain.passwords.now = () => new Date();
  return stand.reset();
});

/** Somebody whose password was set elsewhere, so that what the key has is wrong. */
async function drifted(): Promise<Person> {
  const person = await personWithKey(stand);
  stand.domain.passwords.setPassword(person.guid, ELSEWHERE);
  return person;
}

/** Time goes by at the directory. */
function later(milliseconds: number): void {
  const { passwords } = stand.domain;
  passwords.now = () => new Date(Date.now() + milliseconds);
}

async function correct(person: Person, typed: string, insists = false) {
  const id = await wantAsOwner(stand, person, { typed, insists });
  // Nobody can log on with the key before: that is why it is corrected.
  for (let turns = 0; turns < 6; turns += 1) {
    await stand.advance(id);
    await stand.deliver(person);
  }
  return stand.change(id);
}

const stateOf = ({ guid }: Person) =>
  stand.domain.passwords.stateOf(stand.domain.passwords.pdcEmulator, guid);

describe('a password for the key alone', () => {
  test('is used once the directory has signed in with it, which is not changed; the one before stays', async () => {
    const person = await drifted();
    later(HOUR + 1);
    const { active: wrong } = await stand.slots(person);
    const calls: string[] = [];
    stand.domain.passwords.onStep = ({ call, at }) => {
      if (at === 'BEFORE' && call !== 'open' && !call.startsWith('read')) calls.push(call);
    };
    expect(await correct(person, ELSEWHERE)).toMatchObject({
      stage: 'COMPLETED',
      verification: 'VERIFIED',
      struckAt: null,
      sentAt: null,
    });
    expect(calls).toEqual(['verifyBind']);
    expect(await stand.slots(person)).toEqual({ active: ELSEWHERE, pending: undefined, previous: wrong });
    expect(stand.inDirectory(person)).toBe(ELSEWHERE);
    expect(await stand.holderOf(person)).toBe('MANAGED');
  });

  test('that the directory took lately is not proved by a sign-in: it might be the one before', async () => {
    const person = await drifted();
    later(HOUR - 60_000);
    expect(await correct(person, ELSEWHERE)).toMatchObject({
      stage: 'COMPLETED',
      verification: 'UNVERIFIED',
    });
  });

  test('that the directory does not take is dropped by the key, and the key has what it had', async () => {
    const person = await drifted();
    const before = await stand.slots(person);
    const failed = await correct(person, 'Kx7-mistyped-1');
    expect(failed).toMatchObject({ stage: 'FAILED', lastErrorCode: 'PASSWORD_WRONG', verification: null });
    expect(await stand.slots(person)).toEqual(before);
    expect(stateOf(person).badPwdCount).toBe(1);
  });

  test('is not tried where the person insists, and says so', async () => {
    const person = await drifted();
    let asked = 0;
    stand.domain.passwords.onStep = () => {
      asked += 1;
    };
    const done = await correct(person, 'Kx7-for-tomorrow-1', true);
    expect(done).toMatchObject({ stage: 'COMPLETED', verification: 'UNVERIFIED' });
    expect(asked).toBe(0);
    expect((await stand.slots(person)).active).toBe('Kx7-for-tomorrow-1');
  });

  test('proves itself though the log-on is restricted, and somebody is asked to look', async () => {
    const person = await drifted();
    later(HOUR + 1);
    stand.domain.changePerson(person.guid, { userAccountControl: 0x202 });
    const done = await correct(person, ELSEWHERE);
    expect(done).toMatchObject({ stage: 'NEEDS_ATTENTION', verification: 'VERIFIED' });
    expect(done.attention).toContain('533');
    expect((await stand.slots(person)).active).toBe(ELSEWHERE);
  });

  test.each<[number, number, number]>([
    [0, 0, 2],
    [1, 0, 0],
    [3, 0, 2],
    [3, 2, 0],
    [5, 3, 1],
  ])(
    'never locks the account: threshold %s, %s tried elsewhere, %s passed on',
    async (threshold, elsewhere, tries) => {
      const person = await drifted();
      const { passwords } = stand.domain;
      passwords.policy = { ...passwords.policy!, lockoutThreshold: threshold };
      passwords.write(passwords.pdcEmulator, person.guid, { badPwdCount: elsewhere });
      const codes: (string | null)[] = [];
      for (let at = 0; at < 3; at += 1)
        codes.push((await correct(person, `Kx7-mistyped-${at}`)).lastErrorCode);
      expect(codes).toEqual(
        Array.from({ length: 3 }, (_, at) => (at < tries ? 'PASSWORD_WRONG' : 'PASSWORD_ATTEMPTS_GONE')),
      );
      expect(stateOf(person)).toMatchObject({ badPwdCount: elsewhere + tries, lockedAt: null });
    },
  );

  test('counts with the owner’s changes: strikes of both are ours', async () => {
    const person = await drifted();
    expect((await correct(person, 'Kx7-mistyped-1')).lastErrorCode).toBe('PASSWORD_WRONG');
    const id = await wantAsOwner(stand, person, { old: 'wrong-as-well', typed: 'Kx7-new-one-1' });
    await advanceTwice(person, id);
    expect((await stand.change(id)).lastErrorCode).toBe('OLD_PASSWORD_WRONG');
    expect((await correct(person, 'Kx7-mistyped-2')).lastErrorCode).toBe('PASSWORD_ATTEMPTS_GONE');
  });

  test('is shown nothing by an account that is locked, and stays out of use', async () => {
    const person = await drifted();
    const { passwords } = stand.domain;
    passwords.policy = { ...passwords.policy!, lockoutThreshold: 3 };
    passwords.write(passwords.pdcEmulator, person.guid, { badPwdCount: 3, lockedAt: new Date() });
    expect(await correct(person, ELSEWHERE)).toMatchObject({
      stage: 'FAILED',
      lastErrorCode: 'ACCOUNT_LOCKED',
    });
    expect((await stand.slots(person)).pending).toBeUndefined();
  });

  test('that nobody was given before makes the account managed', async () => {
    const person = await stand.addPerson('NO_PASSWORD_ON_KEY');
    stand.domain.passwords.setPassword(person.guid, ELSEWHERE);
    later(HOUR + 1);
    expect(await correct(person, ELSEWHERE)).toMatchObject({ stage: 'COMPLETED', verification: 'VERIFIED' });
    expect(await stand.holderOf(person)).toBe('MANAGED');
  });

  test.each([
    'generate.before',
    'generate.after',
    'verify.before',
    'verify.during',
    'verify.after',
    'complete.before',
    'complete.after',
  ] as const)('gets into use or is dropped though the worker dies at %s', async (fatal) => {
    const person = await drifted();
    later(HOUR + 1);
    let isDead = false;
    stand.onCheckpoint = (point) => {
      if (point !== fatal || isDead) return;
      isDead = true;
      throw new Error('the worker died');
    };
    const id = await wantAsOwner(stand, person, { typed: ELSEWHERE });
    for (let turns = 0; turns < 7; turns += 1) {
      await stand.advance(id).catch((error: Error) => {
        if (error.message !== 'the worker died') throw error;
      });
      await stand.deliver(person);
    }
    expect(isDead).toBe(true);
    expect((await stand.change(id)).stage).toBe('COMPLETED');
    expect((await stand.slots(person)).active).toBe(ELSEWHERE);
  });
});

async function advanceTwice(person: Person, id: string): Promise<void> {
  for (let turns = 0; turns < 3; turns += 1) {
    await stand.advance(id);
    await stand.deliver(person);
  }
}

test('an owner’s change and a correction of the key do not meet: one waits for the other', async () => {
  const person = await personWithKey(stand);
  const { active } = await stand.slots(person);
  const change = await wantAsOwner(stand, person, { old: active!, typed: ELSEWHERE });
  await stand.advance(change);
  const correction = await wantAsOwner(stand, person, { typed: 'Kx7-other-1' });
  expect(await stand.advance(correction)).toMatchObject({ state: 'WAITING_FOR_CLAIM' });
  expect((await toTheEnd(stand, person, change)).stage).toBe('COMPLETED');
});
