import { describe, expect, test } from '@jest/globals';
import { serverIdentityFromSeed } from './identity.js';
import { encodeOldPassword, openOldPassword, sealOldPassword, type OldPassword } from './old-password.js';
import { sealTo } from './identity.js';

const SERVER = serverIdentityFromSeed(new Uint8Array(32).fill(1), 1);
const OLD: OldPassword = {
  serial: 'LK-1',
  accountId: '9c1f4f5e-52d1-4c1b-9a55-0e4a6d1f7a01',
  nonce: new Uint8Array(32).fill(7),
  password: 'Kx7-ü€🔑',
};

describe('an old password that is sealed to the server', () => {
  test('opens for the server, about what was asked', () => {
    expect(openOldPassword(SERVER, sealOldPassword(SERVER, OLD), OLD)).toBe(OLD.password);
  });

  test('is as long as any other', () => {
    const lengths = ['a', 'b'.repeat(256), '€'.repeat(256)].map(
      (password) => sealOldPassword(SERVER, { ...OLD, password }).length,
    );
    expect(new Set(lengths)).toEqual(new Set([1_072]));
  });

  test.each<[string, Partial<OldPassword>]>([
    ['another key', { serial: 'LK-2' }],
    ['another account', { accountId: '1b2d3c4e-8f90-4a1b-8c2d-3e4f5a6b7c02' }],
    ['another question', { nonce: new Uint8Array(32).fill(8) }],
  ])('does not count for %s', (_what, asked) => {
    expect(openOldPassword(SERVER, sealOldPassword(SERVER, OLD), { ...OLD, ...asked })).toBeUndefined();
  });

  test.each([
    ['another server', sealOldPassword(serverIdentityFromSeed(new Uint8Array(32).fill(2), 1), OLD)],
    ['another version of the server', sealTo(SERVER.publicKey, encodeOldPassword(2, OLD))],
    ['nobody', new Uint8Array(1_072)],
    ['somebody who cut it short', sealOldPassword(SERVER, OLD).subarray(0, -1)],
  ])('does not open where it was sealed to %s', (_what, sealed) => {
    expect(openOldPassword(SERVER, sealed, OLD)).toBeUndefined();
  });

  test.each(['', 'a\0b', '\ud83d', 'x'.repeat(257)])('is refused where nothing could be sent', (password) => {
    expect(() => sealOldPassword(SERVER, { ...OLD, password })).toThrow(RangeError);
  });
});
