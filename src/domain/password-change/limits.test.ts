import { expect, test } from '@jest/globals';
import { pauseAfter } from './limits.js';

test('what fails is tried again after a second, then less and less often, and at least every five minutes', () => {
  expect([1, 2, 3, 4, 8, 9, 10, 1_000].map(pauseAfter)).toEqual([
    1_000, 2_000, 4_000, 8_000, 128_000, 256_000, 300_000, 300_000,
  ]);
  expect(pauseAfter(0)).toBe(1_000);
});
