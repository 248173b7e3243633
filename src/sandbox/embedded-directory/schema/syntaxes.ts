import { distinguishedNameKey } from '../values/distinguished-name.js';
import { guidFromText } from '../values/guid.js';
import { ascii, foldCase } from '../values/octets.js';
import type { Octets } from '../values/octets.js';
import { isSid, sidFromText } from '../values/sid.js';

/** What the values of an attribute look like and how two of them compare. */
export interface Syntax {
  /** The value as it is stored, or undefined when it has not the right form. */
  store(value: Octets): Octets | undefined;
  /** The same for all values that count as equal; undefined when the asserted value has not the right form. */
  key(value: Octets): Octets | undefined;
  /** Below, equal or above zero, over keys; absent where the values have no order. */
  readonly compare?: (left: Octets, right: Octets) => number;
  /** True where a filter may ask for parts of a value. */
  readonly hasSubstrings?: boolean;
}

function byCode(left: Octets, right: Octets): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function matching(form: RegExp): (value: Octets) => Octets | undefined {
  return (value) => (form.test(value) ? value : undefined);
}

/** Text compared without regard to case. Bytes that are no valid UTF-8 are kept as they are. */
export const unicode: Syntax = {
  store: (value) => value,
  key: foldCase,
  compare: byCode,
  hasSubstrings: true,
};

/** Text of printable ASCII characters, compared without regard to case. */
export const printable: Syntax = { ...unicode, store: matching(/^[\x20-\x7e]*$/) };

/** Names of object classes. */
export const className: Syntax = { ...unicode, store: matching(/^[A-Za-z][A-Za-z0-9-]*$/) };

/** Bytes, compared as they are. */
export const bytes: Syntax = {
  store: (value) => value,
  key: (value) => value,
  compare: byCode,
  hasSubstrings: true,
};

const decimal = /^-?\d{1,20}$/;

/** Canonical decimal text, so that equal numbers are equal strings. */
function canonicalNumber(value: Octets, least: bigint, greatest: bigint): Octets | undefined {
  if (!decimal.test(value)) return undefined;
  const number = BigInt(value);
  return number >= least && number <= greatest ? ascii(String(number)) : undefined;
}

/** Compares canonical decimal texts of any size without converting them. */
function compareNumbers(left: Octets, right: Octets): number {
  const leftNegative = left.startsWith('-');
  if (leftNegative !== right.startsWith('-')) return leftNegative ? -1 : 1;
  const order = left.length - right.length || byCode(left, right);
  return leftNegative ? -order : order;
}

function whole(bits: bigint): Syntax {
  const limit = 1n << (bits - 1n);
  const canonical = (value: Octets): Octets | undefined => canonicalNumber(value, -limit, limit - 1n);
  return { store: canonical, key: canonical, compare: compareNumbers };
}

/** A whole number of 32 bits. */
export const integer: Syntax = whole(32n);
/** A whole number of 64 bits: more than a JavaScript number holds. */
export const largeInteger: Syntax = whole(64n);

/** `TRUE` or `FALSE`. */
export const boolean: Syntax = { store: matching(/^(TRUE|FALSE)$/), key: foldCase };

const timeForm = /^(\d{14})(?:\.\d+)?Z$/;

function wholeSeconds(value: Octets): Octets | undefined {
  const digits = timeForm.exec(value)?.[1];
  return digits === undefined ? undefined : ascii(`${digits}.0Z`);
}

/** A moment in UTC, whole seconds. */
export const time: Syntax = { store: wholeSeconds, key: wholeSeconds, compare: byCode };

/** The name of an object. */
export const objectName: Syntax = {
  store: (value) => (value !== '' && distinguishedNameKey(value) !== undefined ? value : undefined),
  key: distinguishedNameKey,
};

/** A GUID of 16 bytes; a filter may spell it out. */
export const guid: Syntax = {
  store: (value) => (value.length === 16 ? value : undefined),
  key: (value) => guidFromText(value) ?? value,
  compare: byCode,
};

/** A security identifier; a filter may spell it out. */
export const sid: Syntax = {
  store: (value) => (isSid(value) ? value : undefined),
  key: (value) => sidFromText(value) ?? value,
  compare: byCode,
};
