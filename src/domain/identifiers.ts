/** Identifiers have their own types, so that one cannot be passed for another. Only the functions here make them. */

declare const brand: unique symbol;
type Branded<T, Name extends string> = T & { readonly [brand]: Name };

/** An objectGUID in its usual text form, lower case. Survives renames and moves; DNs and logins do not. */
export type ObjectGuid = Branded<string, 'ObjectGuid'>;
/** One e-mail address, trimmed and in lower case: what people are matched by. */
export type EmailKey = Branded<string, 'EmailKey'>;
/** A DNS name in lower case, without a trailing dot. */
export type DnsName = Branded<string, 'DnsName'>;

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Normalises a GUID's text form; braces are dropped. Undefined when it is none. */
export function objectGuid(text: string): ObjectGuid | undefined {
  const bare = text
    .trim()
    .replace(/^\{|\}$/g, '')
    .toLowerCase();
  return GUID.test(bare) ? (bare as ObjectGuid) : undefined;
}

/**
 * Reads the 16 bytes of an objectGUID. The first three groups are little-endian (MS-DTYP 2.3.4.2).
 * Undefined when there are not exactly 16 bytes.
 */
export function objectGuidFromBytes(bytes: Uint8Array): ObjectGuid | undefined {
  if (bytes.length !== 16) return undefined;
  const hex = swapped(bytes).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` as ObjectGuid;
}

/** The 16 bytes a directory stores for a GUID: the inverse of `objectGuidFromBytes`. */
export function objectGuidToBytes(guid: ObjectGuid): Uint8Array {
  return swapped(Buffer.from(guid.replaceAll('-', ''), 'hex'));
}

/** A copy with the first three groups the other way round. */
function swapped(bytes: Uint8Array): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt32LE(copy.readUInt32BE(0), 0);
  copy.writeUInt16LE(copy.readUInt16BE(4), 4);
  copy.writeUInt16LE(copy.readUInt16BE(6), 6);
  return copy;
}

/** Longest address accepted (RFC 5321 4.5.3.1.3 allows a path of 256 octets, brackets included). */
const EMAIL_LIMIT = 254;
// One local part, one domain of at least one label, and nothing that could hide a second address.
const EMAIL = /^[^\s@,;<>"()[\]\\\p{Cc}]+@[^\s@,;<>"()[\]\\\p{Cc}.]+(\.[^\s@,;<>"()[\]\\\p{Cc}.]+)*$/u;

/**
 * The key people are matched by: the address trimmed and in lower case.
 * Undefined for anything that is not exactly one address: such a value matches nobody.
 */
export function emailKey(text: string | null | undefined): EmailKey | undefined {
  const bare = text?.trim().toLowerCase();
  return bare && bare.length <= EMAIL_LIMIT && EMAIL.test(bare) ? (bare as EmailKey) : undefined;
}

/** The part of an address behind the `@`. */
export function emailSuffix(email: EmailKey): DnsName {
  return email.slice(email.lastIndexOf('@') + 1) as DnsName;
}

const DNS_LABEL = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/;

/** Normalises a DNS name (RFC 1035 limits; the underscore occurs in AD names). Undefined when it is none. */
export function dnsName(text: string): DnsName | undefined {
  const bare = text.trim().toLowerCase().replace(/\.$/, '');
  if (bare.length === 0 || bare.length > 253) return undefined;
  return bare.split('.').every((label) => DNS_LABEL.test(label)) ? (bare as DnsName) : undefined;
}
