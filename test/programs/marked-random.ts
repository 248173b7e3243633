import { randomBytes, randomInt } from 'node:crypto';
import { PASSWORD_ALPHABET, type RandomBytes } from '../../src/domain/password/generate-password.js';

/** In every password that is generated from `markedRandom`. No three characters of it are in anybody's name. */
export const PASSWORD_MARK = 'Kq7Xw2Zv9Jm4';

const MARK_BYTES = Uint8Array.from(PASSWORD_MARK, (character) => PASSWORD_ALPHABET.indexOf(character));

/**
 * Random as the real source, but for a run of bytes that become the mark. Where it stands differs, so that it is found
 * at each of the three places that base64 can give it.
 */
export const markedRandom: RandomBytes = (count) => {
  const bytes = randomBytes(count);
  // Without those that the generator passes over, or it would ask again for a few and cut the mark in two.
  const usable = bytes.map((byte) => byte % PASSWORD_ALPHABET.length);
  if (count >= MARK_BYTES.length) usable.set(MARK_BYTES, randomInt(count - MARK_BYTES.length + 1));
  return usable;
};
