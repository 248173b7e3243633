import { createPublicKey, verify } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { KEY, OTHER_KEY, SERVER } from '../../testing/keys/key-stand.js';
import { isIdentityPublicKey, keyIdentityFromSeed, sealTo, serverIdentityFromSeed } from './identity.js';

const secret = Buffer.from('Correct-Horse-7');
const unequal = (bytes: Uint8Array, at: number): Uint8Array =>
  bytes.map((byte, index) => (index === at ? byte ^ 1 : byte));

describe('an identity', () => {
  it('is the same whenever it is made from its seed', () => {
    const seed = new Uint8Array(32).fill(7);
    expect(serverIdentityFromSeed(seed, 3)).toMatchObject({
      version: 3,
      publicKey: keyIdentityFromSeed(seed, 'A').publicKey,
    });
  });

  it('signs so that an ordinary Ed25519 verifies it', () => {
    const x = Buffer.from(SERVER.publicKey).toString('base64url');
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
    expect(verify(null, secret, key, SERVER.sign(secret))).toBe(true);
  });

  it('opens what was sealed to it, and nobody else does', () => {
    const sealed = sealTo(KEY.publicKey, secret);
    expect(Buffer.from(KEY.openSealed(sealed) ?? [])).toEqual(secret);
    expect(OTHER_KEY.openSealed(sealed)).toBeUndefined();
    expect(SERVER.openSealed(sealed)).toBeUndefined();
  });

  it('opens nothing that was changed or cut short', () => {
    const sealed = sealTo(KEY.publicKey, secret);
    for (let at = 0; at < sealed.length; at++) {
      expect(KEY.openSealed(unequal(sealed, at))).toBeUndefined();
      expect(KEY.openSealed(sealed.subarray(0, at))).toBeUndefined();
    }
  });

  it('does not show its private half', () => {
    expect(JSON.stringify(KEY)).toBe(JSON.stringify({ serial: KEY.serial, publicKey: KEY.publicKey }));
  });

  it.each([
    ['a seed of another length', () => serverIdentityFromSeed(new Uint8Array(31), 1)],
    ['the version 0', () => serverIdentityFromSeed(new Uint8Array(32), 0)],
    ['a version that is no whole number', () => serverIdentityFromSeed(new Uint8Array(32), 1.5)],
    ['a version that does not fit', () => serverIdentityFromSeed(new Uint8Array(32), 2 ** 32)],
    ['an empty serial', () => keyIdentityFromSeed(new Uint8Array(32), '')],
    ['a serial with a space', () => keyIdentityFromSeed(new Uint8Array(32), 'LK 1')],
    ['a serial of 65 characters', () => keyIdentityFromSeed(new Uint8Array(32), 'A'.repeat(65))],
  ])('is not made from %s', (_what, make) => {
    expect(make).toThrow(RangeError);
  });
});

describe('a public key that is imported', () => {
  it('is one that can be sealed to', () => {
    expect(isIdentityPublicKey(KEY.publicKey)).toBe(true);
  });

  it.each([
    ['is short', KEY.publicKey.subarray(0, 31)],
    ['is long', new Uint8Array(33)],
    ['is no point of the curve', new Uint8Array(32).fill(0xff)],
    ['is a point of small order', new Uint8Array(32)],
    ['is the neutral point', Uint8Array.of(1, ...new Uint8Array(31))],
  ])('is refused when it %s', (_why, bytes) => {
    expect(isIdentityPublicKey(bytes)).toBe(false);
    expect(() => sealTo(bytes, secret)).toThrow(RangeError);
  });
});
