import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { CHALLENGE_SECONDS, createChallenges } from './challenges.js';

const masterKey = randomBytes(32);
const challenges = createChallenges(masterKey, 'test');
const now = new Date('2026-01-01T00:00:00Z');
const later = (seconds: number): Date => new Date(now.getTime() + seconds * 1_000);

describe('a nonce', () => {
  test('is known again by every server with the same master key, for as long as it is good', () => {
    const { nonce, expiresAt } = challenges.issue('somebody', now);
    expect(expiresAt).toEqual(later(CHALLENGE_SECONDS));
    const other = createChallenges(masterKey, 'test');
    expect(other.open(nonce, 'somebody', later(CHALLENGE_SECONDS - 1))).toMatchObject({ expiresAt });
    expect(other.open(nonce, 'somebody', later(CHALLENGE_SECONDS))).toBeUndefined();
  });

  test('is another one each time, and so is its id', () => {
    const nonces = Array.from({ length: 50 }, () => challenges.issue('somebody', now).nonce);
    const ids = nonces.map((nonce) => challenges.open(nonce, 'somebody', now)?.id);
    expect(new Set(nonces).size).toBe(50);
    expect(new Set(ids).size).toBe(50);
  });

  test('is good for nobody else, for no other purpose and under no other master key', () => {
    const { nonce } = challenges.issue('somebody', now);
    expect(challenges.open(nonce, 'somebody else', now)).toBeUndefined();
    expect(createChallenges(masterKey, 'other').open(nonce, 'somebody', now)).toBeUndefined();
    expect(createChallenges(randomBytes(32), 'test').open(nonce, 'somebody', now)).toBeUndefined();
  });

  test('cannot be made to last longer, nor changed in any bit', () => {
    const bytes = Buffer.from(challenges.issue('somebody', now).nonce, 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const turned = Buffer.from(bytes);
      turned[bit >> 3]! ^= 1 << (bit & 7);
      expect(challenges.open(turned.toString('base64url'), 'somebody', now)).toBeUndefined();
    }
  });

  test.each(['', 'x', 'A'.repeat(75), 'A'.repeat(10_000), `${'A'.repeat(74)}=`])('is not %j', (nonce) => {
    expect(challenges.open(nonce, 'somebody', now)).toBeUndefined();
  });
});
