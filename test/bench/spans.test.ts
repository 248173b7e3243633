import { describe, expect, test } from '@jest/globals';
import { timeOutside, timeWithin } from '../../bench/stand/spans.js';

const WHOLE = { from: 100, to: 200 };

describe('the time of an activation that is the server’s', () => {
  test.each([
    ['nothing is taken from it', [], 100],
    ['what lies within it is', [{ from: 110, to: 130 }], 80],
    [
      'what overlaps is taken once',
      [
        { from: 110, to: 130 },
        { from: 120, to: 140 },
      ],
      70,
    ],
    [
      'what lies within another is taken once',
      [
        { from: 110, to: 140 },
        { from: 120, to: 130 },
      ],
      70,
    ],
    [
      'in whatever order it comes',
      [
        { from: 150, to: 160 },
        { from: 110, to: 120 },
      ],
      80,
    ],
    [
      'what reaches beyond it counts as far as it is within',
      [
        { from: 0, to: 110 },
        { from: 190, to: 300 },
      ],
      80,
    ],
    [
      'what lies beside it does not count',
      [
        { from: 0, to: 100 },
        { from: 200, to: 210 },
        { from: 50, to: 60 },
      ],
      100,
    ],
    [
      'nothing is left where all is covered',
      [
        { from: 90, to: 150 },
        { from: 150, to: 250 },
      ],
      0,
    ],
  ])('%s', (_claim, others, left) => {
    expect(timeOutside(WHOLE, others)).toBe(left);
    expect(timeWithin(WHOLE, others)).toBe(100 - left);
  });
});
