import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { ChangeStand, OLD_PASSWORD, type Person } from '../../../testing/passwords/change-stand.js';
import { finishAll, managedPerson, retireKeyOf } from '../../../testing/passwords/retirements.js';
import type { Checkpoint } from '../checkpoints.js';

let stand: ChangeStand;

beforeAll(async () => {
  stand = await ChangeStand.open();
});
afterEach(() => stand.reset());
afterAll(() => stand.close());

/** Runs something once, when a change reaches a place. */
function onceAt(place: Checkpoint, changeId: string, act: () => Promise<void>): void {
  let isDone = false;
  stand.onCheckpoint = async (point, id) => {
    if (isDone || point !== place || id !== changeId) return;
    isDone = true;
    await act();
  };
}

/** The first reset that is sent from now on is held back on its way to the controller. */
function holdNextReset(): { readonly sent: Promise<void>; readonly arrive: () => void } {
  const sent = Promise.withResolvers<void>();
  const arrival = Promise.withResolvers<void>();
  stand.once('resetPassword', 'BEFORE', async () => {
    sent.resolve();
    await arrival.promise;
  });
  return { sent: sent.promise, arrive: () => arrival.resolve() };
}

/** Nothing that the key holds opens the account: neither the present password nor the one before, which passes for an hour. */
async function expectKeyIsWorthless(person: Person): Promise<void> {
  const { passwords } = stand.domain;
  const { password, earlier } = passwords.stateOf(passwords.pdcEmulator, person.guid);
  const held = Object.values(await stand.slots(person)).filter((value) => value !== null);
  expect(held.length).toBeGreaterThan(0);
  for (const each of held) expect([password, earlier[0]]).not.toContain(each);
}

/** Somebody whose key has the password in its pending slot, and the directory does not. */
async function onTheWay(): Promise<{ person: Person; activation: string }> {
  const person = await stand.addPerson();
  const activation = await stand.want(person);
  await stand.advance(activation);
  await stand.deliver(person);
  return { person, activation };
}

describe('a worker that is stopped while the key is reported, and woken later', () => {
  test('writes nothing when it had not said yet that it would', async () => {
    const { person, activation } = await onTheWay();
    const begun: string[] = [];
    onceAt('reset.before', activation, async () => {
      begun.push(...(await retireKeyOf(stand, person)));
    });
    const ended = await finishAll(stand, [activation]);
    expect(begun).toEqual([]);
    expect(ended).toEqual(['ACTIVATION CANCELLED']);
    expect(stand.inDirectory(person)).toBe(OLD_PASSWORD);
    expect(await stand.holderOf(person)).toBe('AWAITING_KEY');
  });

  test.each(['WITHDRAW', 'REPORT_BROKEN'] as const)('nor where it was %s', async (trigger) => {
    const { person, activation } = await onTheWay();
    onceAt('reset.before', activation, async () => {
      await retireKeyOf(stand, person, { trigger });
    });
    expect(await finishAll(stand, [activation])).toEqual(['ACTIVATION CANCELLED']);
    expect(stand.inDirectory(person)).toBe(OLD_PASSWORD);
  });

  test('writes nothing when the time is over in which it knew its claim', async () => {
    const { person, activation } = await onTheWay();
    const begun: string[] = [];
    let clock = performance.now();
    stand.once('resetPassword', 'BEFORE', async () => {
      begun.push(...(await retireKeyOf(stand, person)));
      clock += 60_000;
    });
    const { wake } = await stand.advance(activation, { now: () => clock });
    const ended = await finishAll(stand, [...begun, ...wake]);
    expect(ended).toContain('COMPROMISE COMPLETED');
    await expectKeyIsWorthless(person);
  });

  test.each(['before', 'between', 'behind'] as const)(
    'has the resets made again when what it sent arrives %s them',
    async (when) => {
      const { person, activation } = await onTheWay();
      const begun: string[] = [];
      const { sent, arrive } = holdNextReset();
      const stale = stand.advance(activation);
      await sent;
      begun.push(...(await retireKeyOf(stand, person)));
      const [compromise = ''] = begun;
      let resets = 0;
      stand.onCheckpoint = async (point, id) => {
        if (id !== compromise || point !== 'reset.before' || when !== 'before' || resets > 0) return;
        resets += 1;
        arrive();
        await stale;
      };
      stand.domain.passwords.onStep = async ({ call, at }) => {
        if (call !== 'resetPassword' || at !== 'AFTER' || when !== 'between' || resets > 0) return;
        resets += 1;
        arrive();
        await stale;
      };
      if (when === 'behind') {
        await stand.advance(compromise);
        const { stage } = await stand.change(compromise);
        if (stage !== 'VERIFIED') throw new Error(`the resets are not behind us: ${stage}`);
        arrive();
      }
      const [ended] = await Promise.all([finishAll(stand, [compromise]), stale]);
      const { wake } = await stale;
      await finishAll(stand, wake);
      expect(ended).toContain('COMPROMISE COMPLETED');
      await expectKeyIsWorthless(person);
      expect(await stand.holderOf(person)).toBe('NO_ONE_HAS_IT');
    },
  );

  test('has the resets made again even when they were thought to be over', async () => {
    const { person, activation } = await onTheWay();
    const { sent, arrive } = holdNextReset();
    const stale = stand.advance(activation);
    await sent;
    const begun = await retireKeyOf(stand, person);
    expect(await finishAll(stand, begun)).toEqual(['COMPROMISE COMPLETED']);
    // No controller keeps a request for so long; should one, whoever sent it sees to it.
    arrive();
    const { wake } = await stale;
    expect(wake).toHaveLength(1);
    expect(await finishAll(stand, wake)).toEqual(['COMPROMISE COMPLETED']);
    await expectKeyIsWorthless(person);
  });
});

describe('a temporary password', () => {
  const TYPED = 'Temporary-1-for-them';

  test('outlives a stopped worker that wakes while the lost one is being replaced', async () => {
    const { person, activation } = await onTheWay();
    const { sent, arrive } = holdNextReset();
    const stale = stand.advance(activation);
    await sent;
    const begun = await retireKeyOf(stand, person, { passwords: 'HAND_BACK', temporaryPassword: TYPED });
    await stand.advance(begun[0]!);
    arrive();
    const { wake } = await stale;
    const ended = await finishAll(stand, [...begun, ...wake]);
    expect(ended).not.toContain('HAND_BACK CANCELLED');
    expect(ended.at(-1)).toBe('HAND_BACK COMPLETED');
    expect(stand.inDirectory(person)).toBe(TYPED);
    await expectKeyIsWorthless(person);
  });

  test('is not followed by other resets for a worker that has lost its turn at the replacement', async () => {
    const person = await managedPerson(stand);
    const [compromise = '', handBack = ''] = await retireKeyOf(stand, person, {
      passwords: 'HAND_BACK',
      temporaryPassword: TYPED,
    });
    // Its connection to the database was gone for a while: somebody else has gone on.
    onceAt('reset.during', compromise, async () => {
      await stand.pool.query(`update password_change set revision = revision + 1 where id = $1`, [
        compromise,
      ]);
    });
    expect(await finishAll(stand, [compromise, handBack])).toEqual([
      'COMPROMISE COMPLETED',
      'HAND_BACK COMPLETED',
    ]);
    expect(stand.inDirectory(person)).toBe(TYPED);
  });
});
