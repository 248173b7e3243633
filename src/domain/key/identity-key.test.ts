import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { readIdentityKey } from './identity-key.js';

function newPublicKey(): Buffer {
  const { x } = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' });
  return Buffer.from(x ?? '', 'base64url');
}

const read = (text: unknown): string | undefined => {
  const reading = readIdentityKey(text);
  return reading.faults ? undefined : reading.value;
};

/** The eight points of small order, and two of them written in a second way (as libsodium lists them). */
const SMALL_ORDER = [
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0000000000000000000000000000000000000000000000000000000000000080',
  '0100000000000000000000000000000000000000000000000000000000000000',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
];

describe('the identity of a key', () => {
  test('is read however it is written, to one and the same text', () => {
    for (let count = 0; count < 20; count += 1) {
      const key = newPublicKey();
      const hex = key.toString('hex');
      for (const text of [
        hex,
        hex.toUpperCase(),
        ` ${hex} `,
        key.toString('base64'),
        key.toString('base64url'),
        key.toString('base64').replace('=', ''),
      ]) {
        expect(read(text)).toBe(hex);
      }
    }
  });

  test.each(SMALL_ORDER)('is not %s, for which anybody can sign', (hex) => {
    expect(read(hex)).toBeUndefined();
  });

  test('is a point of the curve: half of all bytes are none', () => {
    const taken = Array.from({ length: 100 }, (_, at) => {
      const bytes = newPublicKey();
      bytes.writeUInt16BE(at, 4);
      return read(bytes.toString('hex'));
    }).filter((hex) => hex !== undefined);
    expect(taken.length).toBeGreaterThan(20);
    expect(taken.length).toBeLessThan(80);
  });

  test.each([
    ['nothing', ''],
    ['too short', 'ab'.repeat(31)],
    ['too long', 'ab'.repeat(33)],
    ['base64 of 31 bytes', Buffer.alloc(31, 7).toString('base64')],
    ['base64 with bits behind the key', `${Buffer.alloc(32, 7).toString('base64').slice(0, 42)}d=`],
    ['no text', 7],
    ['something else', 'ssh-ed25519 AAAA'],
  ])('is not %s', (_name, value) => {
    expect(read(value)).toBeUndefined();
  });
});
