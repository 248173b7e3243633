import { randomBytes } from 'node:crypto';

/**
 * 144 random bits with a letter of each kind, a digit and a sign. No three letters or digits stand in a row, since
 * Active Directory's complexity rule refuses a password with a part of the person's name in it, of three characters
 * or more: at random, a *Lee* is met now and then.
 */
export function newPassword(): string {
  const pairs = randomBytes(18).toString('base64url').match(/../g) ?? [];
  return [...pairs, 'aA', '1'].join('!');
}
