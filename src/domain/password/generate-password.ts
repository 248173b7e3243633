import { holdsPieceOfName, nameParts, type PasswordNames } from './name-parts.js';
import type { PolicyValues } from './password-policy.js';

/** So many bytes from a source fit for secrets. */
export type RandomBytes = (count: number) => Uint8Array;

/** No password of ours is shorter, whatever the policy allows. */
const SHORTEST = 16;
/** Where the policy is not known. */
const LENGTH_WITHOUT_POLICY = 32;
/** The longest that Windows' own log-on takes. */
export const LONGEST_PASSWORD = 127;
/** What a refused length is followed by. */
const LONGER: readonly number[] = [24, 40, 64, LONGEST_PASSWORD];

/**
 * Every character is on all keyboards, has no meaning in the quotes a directory takes a password in, and is no dead
 * key. Those that look alike (0 and O, 1, l and I) are left out.
 */
const CLASSES: readonly string[] = [
  'ABCDEFGHJKLMNPQRSTUVWXYZ',
  'abcdefghijkmnopqrstuvwxyz',
  '23456789',
  '!#%()*+,-./:;=?@_',
];
export const PASSWORD_ALPHABET = CLASSES.join('');

/** Bytes from here on would make the first characters of the alphabet likelier than the others. */
const UNBIASED = 256 - (256 % PASSWORD_ALPHABET.length);
/** One in three fails at most. So many in a row do only when the source is none. */
const MOST_TRIES = 1_000;

/** How long the first password for this policy is. */
export function passwordLength({ minLength }: PolicyValues): number {
  if (minLength === undefined) return LENGTH_WITHOUT_POLICY;
  return Math.min(Math.max(minLength, SHORTEST), LONGEST_PASSWORD);
}

/** The length to try after one of this length was refused; undefined when there is none left. */
export function longer(length: number): number | undefined {
  return LONGER.find((next) => next > length);
}

/**
 * A password that follows the policy, of at least 16 characters of all four classes, that shares no three characters
 * in a row with the person's names. Each such password is equally likely. Throws a RangeError when the source never
 * yields one.
 * @param random is asked for as many bytes as the password has characters, again for every password passed over
 * @param length of the password, where an earlier one was refused
 */
export function generatePassword(
  policy: PolicyValues,
  names: PasswordNames,
  random: RandomBytes,
  length: number = passwordLength(policy),
): string {
  const parts = nameParts(names);
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const password = randomText(length, random);
    if (password !== undefined && isOfAllClasses(password) && !holdsPieceOfName(password, parts))
      return password;
  }
  throw new RangeError('The random source yields no password: it does not look random.');
}

/** So many characters, each equally likely; undefined when the source yields only bytes that would favour some. */
function randomText(length: number, random: RandomBytes): string | undefined {
  let text = '';
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    for (const byte of random(length - text.length))
      if (byte < UNBIASED) text += PASSWORD_ALPHABET.charAt(byte % PASSWORD_ALPHABET.length);
    if (text.length >= length) return text.slice(0, length);
  }
  return undefined;
}

function isOfAllClasses(password: string): boolean {
  return CLASSES.every((characters) => [...password].some((character) => characters.includes(character)));
}
