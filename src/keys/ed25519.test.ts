import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { ed25519PublicKey, isSignedBy } from './ed25519.js';

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const key = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url');
const message = Buffer.from('the bytes');
const signature = sign(null, message, privateKey);

describe('an Ed25519 public key', () => {
  test.each(['base64', 'base64url'] as const)('is read from %s', (encoding) => {
    expect(ed25519PublicKey(key.toString(encoding))).toEqual(key);
  });

  test.each(['', 'x', `${key.toString('base64')}AA`, key.subarray(1).toString('base64'), '!'.repeat(43)])(
    'is not read from %j',
    (text) => {
      expect(ed25519PublicKey(text)).toBeUndefined();
    },
  );

  test.each([
    '0000000000000000000000000000000000000000000000000000000000000000',
    '0000000000000000000000000000000000000000000000000000000000000080',
    '0100000000000000000000000000000000000000000000000000000000000000',
    '0100000000000000000000000000000000000000000000000000000000000080',
    '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
    '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85',
    'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
    'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
    'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  ])('that anybody can sign for is taken for none: %s', (hex) => {
    expect(ed25519PublicKey(Buffer.from(hex, 'hex').toString('base64'))).toBeUndefined();
  });
});

describe('a signature', () => {
  test('is good for its key and its bytes', () => {
    expect(isSignedBy(key, message, signature.toString('base64'))).toBe(true);
    expect(isSignedBy(key, message, signature.toString('base64url'))).toBe(true);
  });

  test('is not good with any bit of it turned around', () => {
    for (let bit = 0; bit < 512; bit += 1) {
      const turned = Buffer.from(signature);
      turned[bit >> 3]! ^= 1 << (bit & 7);
      expect(isSignedBy(key, message, turned.toString('base64'))).toBe(false);
    }
  });

  test.each(['', 'x', signature.subarray(1).toString('base64'), `${signature.toString('base64')}A`])(
    'is none when it is %j',
    (text) => {
      expect(isSignedBy(key, message, text)).toBe(false);
    },
  );

  test('is not good for other bytes, for another key, or for what is no key', () => {
    const text = signature.toString('base64');
    const other = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' }).x ?? '';
    expect(isSignedBy(key, Buffer.from('other bytes'), text)).toBe(false);
    expect(isSignedBy(Buffer.from(other, 'base64url'), message, text)).toBe(false);
    expect(isSignedBy(Buffer.alloc(32, 0xff), message, text)).toBe(false);
    expect(isSignedBy(Buffer.alloc(31), message, text)).toBe(false);
  });
});
