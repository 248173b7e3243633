import { expect, test } from '@jest/globals';
import { keySerial } from './key-serial.js';

test.each([
  [' hk-north_1 ', 'HK-NORTH_1'],
  ['00:1a:7d', '00:1A:7D'],
  ['a.b', 'A.B'],
  ['x'.repeat(64), 'X'.repeat(64)],
])('%j is the serial %s', (typed, serial) => {
  expect(keySerial(typed)).toEqual({ value: serial });
});

// The last two would become letters in upper case.
test.each(['', 'ab', 'x'.repeat(65), '-abc', 'a b', 'é12', 'groß', 'ſss'])('%j is none', (typed) => {
  expect(keySerial(typed).faults).toBeDefined();
});
