import { createHash, randomBytes } from 'node:crypto';

const DEVICE = /^lk_d_[A-Za-z0-9_-]{43}$/;

/** What a browser keeps to be known again: 256 random bits. Only the hash is stored. */
export function newDeviceSecret(): string {
  return `lk_d_${randomBytes(32).toString('base64url')}`;
}

/** Undefined for anything that cannot be one of ours. */
export function hashOfDevice(secret: string | undefined): Buffer | undefined {
  if (secret === undefined || !DEVICE.test(secret)) return undefined;
  return createHash('sha256').update(secret).digest();
}
