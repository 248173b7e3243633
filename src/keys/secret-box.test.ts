import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createSecretBox } from './secret-box.js';

const masterKey = randomBytes(32);
const box = createSecretBox(masterKey, 'test');
const REFUSED = /unable to authenticate|not something this box has sealed/;
const secret = Buffer.from('correct horse battery staple');

describe('a secret box', () => {
  it('opens what it sealed, whatever it was', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2_000 }), fc.string(), (plain, context) => {
        expect([...box.open(box.seal(plain, context), context)]).toEqual([...plain]);
      }),
    );
  });

  it('opens what another process sealed with the same key', () => {
    expect(createSecretBox(Buffer.from(masterKey), 'test').open(box.seal(secret, 'a'), 'a')).toEqual(secret);
  });

  it('shows nothing of the secret, and seals it differently each time', () => {
    const sealed = box.seal(secret, 'a');
    expect(sealed.includes(secret.subarray(0, 4))).toBe(false);
    expect(box.seal(secret, 'a').equals(sealed)).toBe(false);
  });

  it('does not open in another context', () => {
    expect(() => box.open(box.seal(secret, 'a'), 'b')).toThrow('unable to authenticate');
  });

  it('does not open with another key', () => {
    expect(() => createSecretBox(randomBytes(32), 'test').open(box.seal(secret, 'a'), 'a')).toThrow(
      'unable to authenticate',
    );
  });

  it('does not open what was sealed for another purpose with the same key', () => {
    expect(() => createSecretBox(masterKey, 'other').open(box.seal(secret, 'a'), 'a')).toThrow(
      'unable to authenticate',
    );
  });

  it('does not open when any single bit has changed', () => {
    const sealed = box.seal(secret, 'a');
    fc.assert(
      fc.property(fc.nat(sealed.length * 8 - 1), (bit) => {
        const changed = Buffer.from(sealed);
        changed[bit >> 3]! ^= 1 << (bit & 7);
        expect(() => box.open(changed, 'a')).toThrow(REFUSED);
      }),
    );
  });

  it('does not open when it was cut short', () => {
    const sealed = box.seal(secret, 'a');
    for (let length = 0; length < sealed.length; length++) {
      expect(() => box.open(sealed.subarray(0, length), 'a')).toThrow(REFUSED);
    }
  });
});
