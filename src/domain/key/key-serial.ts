import { line, refined, type Rule } from '../settings/input-fault.js';

export const LONGEST_SERIAL = 64;

const SERIAL = /^[0-9A-Za-z][0-9A-Za-z._:-]{2,63}$/;

/** The serial of a key, in upper case: the same wherever one is typed, imported or reported. */
export const keySerial: Rule<string> = refined(
  line(LONGEST_SERIAL),
  // Looked at before it is put into upper case, which makes letters of what are none in ASCII.
  (text) => (SERIAL.test(text) ? text.toUpperCase() : undefined),
  'Must have 3 to 64 letters, digits, dots, dashes, colons or underscores, the first a letter or digit.',
);
