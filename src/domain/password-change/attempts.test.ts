import { describe, expect, test } from '@jest/globals';
import { attemptsLeft, wouldLock, type AttemptFacts } from './attempts.js';

type Row = [threshold: AttemptFacts['threshold'], strikes: number | null, ours: number, left: number];

describe('how often a password that may be wrong is sent for an account', () => {
  test.each<Row>([
    // Never locked: two of ours all the same.
    [0, 0, 0, 2],
    [0, 7, 0, 2],
    [0, null, 0, 2],
    [0, 1, 1, 1],
    [0, 2, 2, 0],
    // One wrong password locks: none is ever sent.
    [1, 0, 0, 0],
    [1, null, 0, 0],
    // Three.
    [3, 0, 0, 2],
    [3, 1, 0, 1],
    [3, 1, 1, 1],
    [3, 2, 0, 0],
    [3, 2, 2, 0],
    [3, 5, 0, 0],
    // Five.
    [5, 0, 0, 2],
    [5, 1, 1, 1],
    [5, 2, 0, 2],
    [5, 2, 2, 0],
    [5, 3, 0, 1],
    [5, 4, 0, 0],
    // What is not known: once.
    [undefined, 0, 0, 1],
    [undefined, null, 0, 1],
    [undefined, 0, 1, 0],
    // Whoever may have been wrong elsewhere is not counted: never.
    [5, null, 0, 0],
    [3, null, 0, 0],
  ])('threshold %s, strikes %s, ours %s: %s', (threshold, badPwdCount, ours, left) => {
    expect(attemptsLeft({ threshold, badPwdCount, ours })).toBe(left);
  });

  const states = [1, 2, 3, 5, 10].flatMap((threshold) =>
    Array.from({ length: threshold }, (_, elsewhere) => [threshold, elsewhere] as const),
  );

  test.each(states)(
    'threshold %s, %s tried elsewhere: those that are sent never lock it',
    (threshold, elsewhere) => {
      let badPwdCount: number = elsewhere;
      for (let ours = 0; attemptsLeft({ threshold, badPwdCount, ours }) > 0; ours += 1) badPwdCount += 1;
      expect(badPwdCount).toBeLessThan(threshold);
    },
  );
});

test.each<[AttemptFacts['threshold'], number | null, boolean]>([
  [0, 9, false],
  [1, 0, true],
  [3, 1, false],
  [3, 2, true],
  [3, 3, true],
  [undefined, 4, false],
  [3, null, false],
])('one strike more, with threshold %s and %s so far, locks: %s', (threshold, badPwdCount, locks) => {
  expect(wouldLock({ threshold, badPwdCount })).toBe(locks);
});
