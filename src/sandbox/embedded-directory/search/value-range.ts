import type { Entry } from '../store/entry.js';
import { ascii, joinOctets } from '../values/octets.js';
import type { Octets } from '../values/octets.js';
import { LdapFailure } from '../wire/ldap-failure.js';
import { resultCode } from '../wire/result-code.js';
import type { SelectedAttribute } from './attribute-selection.js';

/** The part of an attribute's values one answer carries. */
export interface ValueRange {
  /** First and last place, from 0. */
  readonly from: number;
  readonly to: number;
  /** The name the values come under: `member`, `member;range=0-1499` or `member;range=3000-*`. */
  readonly name: Octets;
  /** True: the plain name is in the answer too, without values. */
  readonly hasEmptyPlainName: boolean;
}

/**
 * Decides which values an answer carries, `mostValues` of them at the most; undefined when there are none. A range that
 * begins behind the last value is refused with operationsError.
 */
export function rangeOf(
  entry: Entry,
  { type, range, suffix }: SelectedAttribute,
  mostValues: number,
): ValueRange | undefined {
  const plain = joinOctets(type.name, ascii(suffix));
  const count = entry.count(type);
  if (range === undefined) {
    if (count === 0) return undefined;
    if (count <= mostValues) return { from: 0, to: count - 1, name: plain, hasEmptyPlainName: false };
    return { ...part(plain, 0, mostValues - 1, count), hasEmptyPlainName: true };
  }
  if (count === 0) return undefined;
  if (range.from >= count) throw rangeTooHigh(type.name, range.from, count);
  const wanted = Math.min(range.to ?? count - 1, range.from + mostValues - 1);
  return part(plain, range.from, Math.max(wanted, range.from), count);
}

function part(plain: Octets, from: number, wanted: number, count: number): ValueRange {
  const to = Math.min(wanted, count - 1);
  const end = to === count - 1 ? '*' : String(to);
  return { from, to, name: joinOctets(plain, ascii(`;range=${from}-${end}`)), hasEmptyPlainName: false };
}

function rangeTooHigh(name: Octets, from: number, count: number): LdapFailure {
  return new LdapFailure(
    resultCode.operationsError,
    `00002121: LdapErr: DSID-0C090C6A, comment: the range of ${name} begins at ${from}, behind the last of ${count} values, data 0, v4563`,
  );
}
