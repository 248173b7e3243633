import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { Sets, type SetLimits } from './sets.js';

/** Sets whose work ends when it is told to. */
function watchedSets(limits: SetLimits) {
  const sets: (readonly string[])[] = [];
  const ends: (() => void)[] = [];
  const begun: (() => void)[] = [];
  const work = async (items: readonly string[]): Promise<string[]> => {
    sets.push(items);
    begun.shift()?.();
    await new Promise<void>((resolve) => ends.push(resolve));
    return items.map((item) => `${item}!`);
  };
  return {
    sets,
    all: new Sets(work, limits),
    /** Settles when the next set has begun. */
    next: () => new Promise<void>((resolve) => begun.push(resolve)),
    endOne: () => ends.shift()?.(),
  };
}

test('what comes while a set is worked on is the next set, up to the most', async () => {
  const { sets, all, next, endOne } = watchedSets({ most: 2 });
  const first = next();
  const answers = [all.add('a')];
  await first;
  answers.push(...['b', 'c', 'd'].map((item) => all.add(item)));
  for (let ended = 0; ended < 2; ended += 1) {
    const following = next();
    endOne();
    await following;
  }
  endOne();
  expect(await Promise.all(answers)).toEqual(['a!', 'b!', 'c!', 'd!']);
  expect(sets).toEqual([['a'], ['b', 'c'], ['d']]);
});

test('what comes in one turn of the event loop is one set', async () => {
  const { sets, all, next, endOne } = watchedSets({ most: 10 });
  const began = next();
  const answers = Promise.all([all.add('a'), Promise.resolve().then(() => all.add('b'))]);
  await began;
  endOne();
  expect(await answers).toEqual(['a!', 'b!']);
  expect(sets).toEqual([['a', 'b']]);
});

test('a set that fails fails for all of it, and the next one is worked on', async () => {
  let isFirst = true;
  const sets = new Sets(
    async (items: readonly string[]) => {
      if (isFirst) {
        isFirst = false;
        throw new Error('no');
      }
      return items;
    },
    { most: 10 },
  );
  const first = Promise.allSettled([sets.add('a'), sets.add('b')]);
  expect((await first).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await sets.add('c')).toBe('c');
});

describe('sets that gather', () => {
  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['setImmediate'] });
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  test('wait a little where many follow each other, and what comes meanwhile is one set', async () => {
    const { sets, all, next, endOne } = watchedSets({ most: 20, gathers: true });
    const many = Array.from({ length: 10 }, (_, at) => `${at}`);
    const began = next();
    const first = Promise.all(many.map((item) => all.add(item)));
    await began;
    endOne();
    await first;
    const second = all.add('d');
    await new Promise((resolve) => setImmediate(resolve));
    const third = all.add('e');
    expect(sets).toHaveLength(1);
    const following = next();
    await jest.advanceTimersByTimeAsync(100);
    await following;
    endOne();
    expect(await Promise.all([second, third])).toEqual(['d!', 'e!']);
    expect(sets).toEqual([many, ['d', 'e']]);
  });

  test('keep nobody waiting where few come', async () => {
    const { sets, all, next, endOne } = watchedSets({ most: 20, gathers: true });
    for (const item of ['a', 'b', 'c']) {
      const began = next();
      const answer = all.add(item);
      await began;
      endOne();
      expect(await answer).toBe(`${item}!`);
    }
    // No time has passed: the timers are not running.
    expect(sets).toEqual([['a'], ['b'], ['c']]);
  });
});
