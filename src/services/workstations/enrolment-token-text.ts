import { createHash, randomBytes } from 'node:crypto';

const TOKEN = /^lk_e_[A-Za-z0-9_-]{43}$/;

/** A new enrolment token, 256 random bits: only its hash is stored. It opens nothing that `Authorization` is asked for. */
export function newEnrolmentToken(): { readonly text: string; readonly hash: Buffer } {
  const text = `lk_e_${randomBytes(32).toString('base64url')}`;
  return { text, hash: hashOf(text) };
}

/** Undefined for anything that cannot be one of ours. */
export function enrolmentTokenHash(text: string): Buffer | undefined {
  return TOKEN.test(text) ? hashOf(text) : undefined;
}

function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
