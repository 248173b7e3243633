/** Values as a directory writes them, read into ours. A value that is not what it should be is undefined, never a guess. */

/** 100-nanosecond ticks from 1601-01-01 to 1970-01-01 (MS-DTYP 2.3.3). */
const TICKS_TO_1970 = 116_444_736_000_000_000n;
const TICKS_PER_MILLISECOND = 10_000n;
/** Largest value of a 64-bit integer: AD's second way of writing "never". */
const NEVER = 0x7fff_ffff_ffff_ffffn;

const INTEGER = /^-?[0-9]{1,20}$/;

/** A 64-bit integer in decimal, as LDAP writes it. Such values do not fit JavaScript's numbers. */
export function largeInteger(text: string | undefined): bigint | undefined {
  return text !== undefined && INTEGER.test(text) ? BigInt(text) : undefined;
}

/** A 32-bit integer in decimal. */
export function smallInteger(text: string | undefined): number | undefined {
  if (text === undefined || !INTEGER.test(text)) return undefined;
  const value = Number(text);
  return Number.isInteger(value) && value >= -0x8000_0000 && value <= 0x7fff_ffff ? value : undefined;
}

/** A file time (100-nanosecond ticks since 1601). Undefined for 0 and 0x7FFFFFFFFFFFFFFF, which mean never. */
export function fileTime(text: string | undefined): Date | undefined {
  const ticks = largeInteger(text);
  if (ticks === undefined || ticks <= 0n || ticks >= NEVER) return undefined;
  return new Date(Number((ticks - TICKS_TO_1970) / TICKS_PER_MILLISECOND));
}

const GENERALIZED_TIME = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:[.,](\d{1,9}))?Z$/;

/** A GeneralizedTime in UTC, `20261122190507.0Z` (RFC 4517 3.3.13; AD writes no other time zone). */
export function generalizedTime(text: string | undefined): Date | undefined {
  const match = text === undefined ? null : GENERALIZED_TIME.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second, fraction = ''] = match;
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction.padEnd(3, '0').slice(0, 3)}Z`;
  const date = new Date(iso);
  // A 30th of February is taken and moved to March: only what comes back as it went in was a date.
  return !Number.isNaN(date.getTime()) && date.toISOString() === iso ? date : undefined;
}

/**
 * A length of time as policies write it: negative 100-nanosecond ticks. In milliseconds.
 * `never` for 0 and the most negative value: the policy sets no such limit.
 */
export function policyDuration(text: string | undefined): number | 'never' | undefined {
  const ticks = largeInteger(text);
  if (ticks === undefined || ticks > 0n) return undefined;
  if (ticks === 0n || ticks <= -NEVER) return 'never';
  return Number(-ticks / TICKS_PER_MILLISECOND);
}

/** Parts of a SID (MS-DTYP 2.4.2.2). */
const SID_HEADER = 8;
const MOST_SUB_AUTHORITIES = 15;

/** How many bytes the SID at the start of `bytes` takes. Undefined when there is none. */
export function sidLength(bytes: Uint8Array): number | undefined {
  const count = bytes[1];
  if (bytes[0] !== 1 || count === undefined || count > MOST_SUB_AUTHORITIES) return undefined;
  const length = SID_HEADER + count * 4;
  return bytes.length >= length ? length : undefined;
}

/** A SID in its text form, `S-1-5-21-1-2-3-1103`. The bytes must be exactly one SID. */
export function sidText(bytes: Uint8Array): string | undefined {
  if (sidLength(bytes) !== bytes.length) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const authority = BigInt(view.getUint16(2)) * 0x1_0000_0000n + BigInt(view.getUint32(4));
  let text = `S-1-${authority}`;
  for (let at = SID_HEADER; at < bytes.length; at += 4) text += `-${view.getUint32(at, true)}`;
  return text;
}

/** The last part of a SID, which is unique within its domain. */
export function sidRid(bytes: Uint8Array): number | undefined {
  if (sidLength(bytes) !== bytes.length || bytes.length === SID_HEADER) return undefined;
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length).getUint32(bytes.length - 4, true);
}

/** Bits of userAccountControl (MS-ADTS 2.2.16). Test bits, never whole numbers. */
export const ACCOUNT_BITS = {
  DISABLED: 0x2,
  PASSWORD_NOT_REQUIRED: 0x20,
  NORMAL: 0x200,
  PASSWORD_NEVER_EXPIRES: 0x1_0000,
  SMART_CARD_REQUIRED: 0x4_0000,
  PASSWORD_EXPIRED: 0x80_0000,
} as const;

export function hasAccountBit(userAccountControl: number, bit: keyof typeof ACCOUNT_BITS): boolean {
  return (userAccountControl & ACCOUNT_BITS[bit]) !== 0;
}

/**
 * The domain a DN lies in: its last run of `DC=` parts, in lower case, empty when there is none.
 * Two DNs with different answers belong to different domains, whatever one contains of the other.
 */
export function domainOfDn(dn: string): string {
  const parts = dn.toLowerCase().split(/(?<!\\)(?:\\\\)*,/);
  let first = parts.length;
  while (first > 0 && /^\s*dc\s*=/.test(parts[first - 1]!)) first -= 1;
  return parts
    .slice(first)
    .map((part) => part.replace(/^\s*dc\s*=\s*/, 'dc=').trimEnd())
    .join(',');
}
