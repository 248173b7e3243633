import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { KEY, OTHER_KEY, SERVER } from '../../testing/keys/key-stand.js';
import { EMPTY_MEMORY, stateOf } from './key/key-memory.js';
import { signAttempt, signStatus, verifyAttempt, verifyStatus } from './nonce-proofs.js';

const nonce = randomBytes(32);
const attempt = { nonce, code: '12345678' };

describe('an attempt at an activation code', () => {
  it('is the key’s, for this code and this nonce', () => {
    expect(verifyAttempt(signAttempt(KEY, attempt), KEY, attempt)).toBe(true);
  });

  it.each([
    ['for another code', KEY, { ...attempt, code: '12345679' }],
    ['for another nonce', KEY, { ...attempt, nonce: randomBytes(32) }],
    ['of another key', OTHER_KEY, attempt],
    ['of another serial', { ...KEY, serial: 'LK-0003' }, attempt],
    ['with a code that is none', KEY, { ...attempt, code: '1234567' }],
    ['with a nonce that is none', KEY, { ...attempt, nonce: nonce.subarray(1) }],
  ])('is not good %s', (_what, key, other) => {
    expect(verifyAttempt(signAttempt(KEY, attempt), key, other)).toBe(false);
  });

  it('is not good with a signature that was changed or cut short', () => {
    const signature = signAttempt(KEY, attempt);
    for (let at = 0; at < signature.length; at++) {
      expect(verifyAttempt(signature.subarray(0, at), KEY, attempt)).toBe(false);
      const changed = signature.map((byte, index) => (index === at ? byte ^ 0x80 : byte));
      expect(verifyAttempt(changed, KEY, attempt)).toBe(false);
    }
  });

  it('is not signed by a key unless it is one', () => {
    expect(() => signAttempt(KEY, { nonce, code: 'abcdefgh' })).toThrow(RangeError);
  });
});

describe('a status', () => {
  const state = stateOf({ ...EMPTY_MEMORY, server: SERVER, lastSequence: 7n, pinLocked: true });
  const status = signStatus(KEY, nonce, state);

  it('shows what the key holds', () => {
    const { version, publicKey } = SERVER;
    const server = { version, publicKey };
    expect(verifyStatus(status, KEY, nonce)).toEqual({ ok: true, value: { ...state, server } });
  });

  it.each([
    ['OTHER_NONCE', KEY, randomBytes(32)],
    ['OTHER_KEY', OTHER_KEY, nonce],
    ['BAD_SIGNATURE', { ...OTHER_KEY, serial: KEY.serial }, nonce],
  ])('is refused as %s', (refusal, key, asked) => {
    expect(verifyStatus(status, key, asked)).toEqual({ ok: false, refusal });
  });

  it('is refused with any byte changed, cut short or too long', () => {
    for (let at = 0; at < status.length; at++) {
      const changed = status.map((byte, index) => (index === at ? byte ^ 1 : byte));
      expect(verifyStatus(changed, KEY, nonce).ok).toBe(false);
      expect(verifyStatus(status.subarray(0, at), KEY, nonce).ok).toBe(false);
    }
    expect(verifyStatus(Uint8Array.of(...status, 0), KEY, nonce)).toEqual({
      ok: false,
      refusal: 'MALFORMED',
    });
  });
});
