import { describe, expect, it } from '@jest/globals';
import { afterFailure, cohortSize, isPastLimit, secondsLeft } from './pace.js';

describe('cohorts', () => {
  it('begin with a handful, get wider, and never wider than the widest', () => {
    expect([0, 1, 2, 3, 50].map(cohortSize)).toEqual([5, 20, 80, 200, 200]);
  });
});

describe('failures', () => {
  it.each([
    [4, 5, false],
    [5, 5, false],
    [6, 5, true],
    [1, 1, false],
    [2, 1, true],
  ])('%d of at most %d stop a rotation: %s', (failures, limit, stops) => {
    expect(isPastLimit(failures, limit)).toBe(stops);
  });

  it('in a row set an account aside, and pauses between them get longer', () => {
    expect([1, 2, 3, 4].map(afterFailure)).toEqual([
      { againAfterMinutes: 60 },
      { againAfterMinutes: 120 },
      'SET_ASIDE',
      'SET_ASIDE',
    ]);
  });
});

describe('the time left', () => {
  it.each<[string, Parameters<typeof secondsLeft>, number | undefined]>([
    ['follows from the pace so far', [10, 30, 5], 15],
    ['is rounded up', [3, 1, 10], 4],
    ['is nothing when nothing is left', [0, 0, 0], 0],
    ['is not known before anything is done', [0, 30, 5], undefined],
  ])('%s', (_claim, [done, left, seconds], expected) => {
    expect(secondsLeft(done, left, seconds)).toBe(expected);
  });
});
