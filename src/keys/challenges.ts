import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';

/** A nonce of ours to be signed. */
export interface Challenge {
  readonly nonce: string;
  readonly expiresAt: Date;
}

/** What a nonce that is ours and not over says about itself. */
export interface OpenedChallenge {
  /** Random: whoever takes the challenge remembers this, so that it is taken once. */
  readonly id: string;
  readonly expiresAt: Date;
}

/** Gives out nonces and knows them again, on every server of an installation, with nothing stored for one that is never used. */
export interface Challenges {
  /** @param subject whom it is for; it is good for nobody else */
  issue(subject: string, now: Date): Challenge;
  /** Undefined for what is not one of ours, for somebody else, or over. */
  open(nonce: string, subject: string, now: Date): OpenedChallenge | undefined;
}

export const CHALLENGE_SECONDS = 60;

const ID_BYTES = 16;
const TIME_BYTES = 8;
const TAG_BYTES = 32;
const NONCE_BYTES = ID_BYTES + TIME_BYTES + TAG_BYTES;
const NONCE = /^[A-Za-z0-9_-]{75}$/;

/**
 * A nonce is a random id, the moment of its end in milliseconds, and an HMAC-SHA-256 over both and the subject, under a key
 * derived (HKDF-SHA-256) from the master key for one purpose.
 */
export function createChallenges(
  masterKey: Uint8Array,
  purpose: string,
  seconds = CHALLENGE_SECONDS,
): Challenges {
  const key = Buffer.from(
    hkdfSync('sha256', masterKey, Buffer.alloc(0), `latchkey/challenge/${purpose}`, 32),
  );
  const tagOf = (head: Uint8Array, subject: string): Buffer =>
    createHmac('sha256', key).update(head).update(subject).digest();
  return {
    issue(subject, now) {
      const expiresAt = new Date(now.getTime() + seconds * 1_000);
      const time = Buffer.alloc(TIME_BYTES);
      time.writeBigUInt64BE(BigInt(expiresAt.getTime()));
      const head = Buffer.concat([randomBytes(ID_BYTES), time]);
      return { nonce: Buffer.concat([head, tagOf(head, subject)]).toString('base64url'), expiresAt };
    },

    open(nonce, subject, now) {
      const bytes = NONCE.test(nonce) ? Buffer.from(nonce, 'base64url') : Buffer.alloc(0);
      if (bytes.length !== NONCE_BYTES) return undefined;
      const head = bytes.subarray(0, ID_BYTES + TIME_BYTES);
      if (!timingSafeEqual(bytes.subarray(ID_BYTES + TIME_BYTES), tagOf(head, subject))) return undefined;
      const expiresAt = new Date(Number(head.readBigUInt64BE(ID_BYTES)));
      if (expiresAt.getTime() <= now.getTime()) return undefined;
      return { id: head.subarray(0, ID_BYTES).toString('hex'), expiresAt };
    },
  };
}
