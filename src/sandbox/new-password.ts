import { randomBytes } from 'node:crypto';

/** 144 random bits with a letter of each kind, a digit and a sign: Active Directory's complexity rule holds. */
export function newPassword(): string {
  return `${randomBytes(18).toString('base64url')}aA1!`;
}
