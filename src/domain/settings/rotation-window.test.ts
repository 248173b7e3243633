import { describe, expect, it } from '@jest/globals';
import { rotationWindowFault, type RotationWindow } from './rotation-window.js';

const nights: RotationWindow = { days: ['MONDAY', 'FRIDAY'], start: '22:00', end: '05:30' };

describe('a rotation window', () => {
  it.each<[string, Partial<RotationWindow>]>([
    ['may reach into the next day', {}],
    ['may lie within one day', { start: '00:00', end: '23:59' }],
  ])('%s', (_claim, overrides) => {
    expect(rotationWindowFault({ ...nights, ...overrides })).toBeUndefined();
  });

  it.each<[string, Partial<RotationWindow>, RegExp]>([
    ['without a day', { days: [] }, /at least one day/],
    ['with a day named twice', { days: ['MONDAY', 'MONDAY'] }, /each day once/],
    ['with an hour that does not exist', { start: '24:00' }, /HH:MM/],
    ['with a minute that does not exist', { end: '05:60' }, /HH:MM/],
    ['with a time without its leading zero', { start: '7:30' }, /HH:MM/],
    ['with a time that is followed by something', { end: '05:30\n' }, /HH:MM/],
    ['that ends when it begins', { start: '22:00', end: '22:00' }, /longer than nothing/],
  ])('%s is refused in words', (_claim, overrides, words) => {
    expect(rotationWindowFault({ ...nights, ...overrides })).toMatch(words);
  });
});
