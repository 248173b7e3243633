import { expect, test } from '@jest/globals';
import { unlockNumbers } from './unlock-numbers.js';

/** Draws what is given, one after the other, again and again. */
function drawing(...values: readonly number[]): (bound: number) => number {
  let at = -1;
  return (bound) => (values[(at += 1) % values.length] ?? 0) % bound;
}

test('the number is one of three different ones of two digits, in an order that says nothing', () => {
  expect(unlockNumbers(drawing(89, 0, 40, 0))).toEqual({ number: 10, choices: [10, 50, 99] });
  expect(unlockNumbers(drawing(89, 0, 40, 1)).number).toBe(50);
  expect(unlockNumbers(drawing(89, 0, 40, 2)).number).toBe(99);
});

test('a number that was drawn already is drawn again', () => {
  expect(unlockNumbers(drawing(5, 5, 5, 6, 7, 0))).toEqual({ number: 15, choices: [15, 16, 17] });
});
