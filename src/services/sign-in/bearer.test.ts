import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { newBearer, parseBearer } from './bearer.js';

describe('a bearer credential', () => {
  test.each([
    ['session', 'lk_s_'],
    ['token', 'lk_t_'],
    ['workstation', 'lk_w_'],
  ] as const)('of a %s is recognised with the hash it is stored under', (kind, prefix) => {
    const made = newBearer(kind);
    expect(parseBearer(made.text)).toEqual({ kind, hash: made.hash });
    expect(made.text.startsWith(prefix)).toBe(true);
  });

  test('is never made twice', () => {
    const made = Array.from({ length: 100 }, () => newBearer('session').text);
    expect(new Set(made).size).toBe(100);
  });

  test('is not seen in anything else', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (text) => {
        expect(parseBearer(text)).toBeUndefined();
      }),
    );
    expect(parseBearer(`${newBearer('session').text}x`)).toBeUndefined();
    expect(parseBearer(` ${newBearer('session').text}`)).toBeUndefined();
  });
});
