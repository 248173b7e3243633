import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SyncDecision } from '../states.js';
import { noCounts } from './sync-counts.js';
import { paceOf } from './sync-progress.js';

describe('the pace of a run', () => {
  it.each([
    [
      { done: 500, total: 2_000, seconds: 10 },
      { rate: 50, secondsLeft: 30 },
    ],
    [
      { done: 1, total: 2, seconds: 3 },
      { rate: 0.3, secondsLeft: 3 },
    ],
    [
      { done: 2_000, total: 2_000, seconds: 10 },
      { rate: 200, secondsLeft: 0 },
    ],
    [
      { done: 500, total: null, seconds: 10 },
      { rate: 50, secondsLeft: null },
    ],
    [
      { done: 0, total: 2_000, seconds: 10 },
      { rate: null, secondsLeft: null },
    ],
    [
      { done: 500, total: 2_000, seconds: 0 },
      { rate: null, secondsLeft: null },
    ],
    [
      { done: 500, total: 2_000, seconds: -1 },
      { rate: null, secondsLeft: null },
    ],
  ])('of %j is %j', (progress, pace) => {
    expect(paceOf(progress)).toEqual(pace);
  });

  it('never promises a negative or fractional time, also with more done than expected', () => {
    const progress = fc.record({
      done: fc.nat(200_000),
      total: fc.option(fc.nat(100_000)),
      seconds: fc.double({ min: 0.001, max: 1e6, noNaN: true }),
    });
    fc.assert(
      fc.property(progress, (facts) => {
        const { secondsLeft } = paceOf(facts);
        if (secondsLeft === null) return;
        expect(Number.isInteger(secondsLeft)).toBe(true);
        expect(secondsLeft).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe('the counts of a run that has decided nothing', () => {
  it('name every decision, at zero', () => {
    const counts = noCounts();
    expect(counts).toEqual(Object.fromEntries(Object.values(SyncDecision).map((decision) => [decision, 0])));
  });
});
