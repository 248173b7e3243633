import { foldCase, ascii, joinOctets, octetsOfText } from './octets.js';
import type { Octets } from './octets.js';

/** One component of a distinguished name, its value unescaped. */
export interface RelativeName {
  /** Attribute type in capitals, for example `CN`. */
  readonly type: string;
  readonly value: Octets;
}

/** A distinguished name, the entry's own component first. */
export type DistinguishedName = readonly RelativeName[];

const LONGEST_NAME = 16_384;

const component = /(?:[^\\,;+"<>]|\\[\s\S])*/y;
const attributeName = /^(?:[a-z][a-z0-9-]*|\d+(?:\.\d+)+)$/i;
const needsNoEscapes = /^\w(?:[\w .@-]*\w)?$/;
const escapedPair = /\\([0-9a-f]{2}|[\s\S])/gi;

/**
 * Reads a distinguished name (RFC 4514). Undefined when it is none; components of several attributes
 * (`CN=a+OU=b`), which Active Directory does not have, count as none, as do more than 16,384 bytes.
 */
export function parseDistinguishedName(text: Octets): DistinguishedName | undefined {
  if (text.length > LONGEST_NAME) return undefined;
  if (text.trim() === '') return [];
  const names: RelativeName[] = [];
  for (let start = 0; start <= text.length;) {
    component.lastIndex = start;
    const part = component.exec(text)?.[0] ?? '';
    const name = parseRelativeName(part);
    const end = start + part.length;
    if (name === undefined || (end < text.length && text[end] !== ',' && text[end] !== ';')) return undefined;
    names.push(name);
    start = end + 1;
    if (end === text.length) break;
  }
  return names;
}

function parseRelativeName(part: string): RelativeName | undefined {
  const equals = part.indexOf('=');
  const type = part.slice(0, Math.max(equals, 0)).trim().toUpperCase();
  const raw = withoutOuterBlanks(part.slice(equals + 1));
  if (!attributeName.test(type) || raw === '' || raw.startsWith('#')) return undefined;
  const value = raw.replace(escapedPair, (_, escaped: string) =>
    escaped.length === 2 ? String.fromCharCode(Number.parseInt(escaped, 16)) : escaped,
  );
  return { type, value: value as Octets };
}

/** A blank that is escaped belongs to the value. */
function withoutOuterBlanks(raw: string): string {
  let start = 0;
  while (raw[start] === ' ') start += 1;
  let end = raw.length;
  while (end > start && raw[end - 1] === ' ' && !isEscaped(raw, end - 1)) end -= 1;
  return raw.slice(start, end);
}

function isEscaped(raw: string, index: number): boolean {
  let backslashes = 0;
  while (raw[index - 1 - backslashes] === '\\') backslashes += 1;
  return backslashes % 2 === 1;
}

/** Writes a component, with the escapes Active Directory uses. */
export function formatRelativeName({ type, value }: RelativeName): Octets {
  if (needsNoEscapes.test(value)) return ascii(`${type}=${value}`);
  const escaped = value
    .replace(/[,\\+<>;"=]/g, '\\$&')
    .replaceAll('\0', '\\00')
    .replaceAll('\n', '\\0A')
    .replaceAll('\r', '\\0D')
    .replace(/^[ #]/, '\\$&')
    .replace(/ $/, (blank, offset: number) => (offset === 0 || value.length === 1 ? blank : '\\ '));
  return ascii(`${type}=${escaped}`);
}

/** Writes a name, the entry's own component first. */
export function formatDistinguishedName(name: DistinguishedName): Octets {
  return ascii(name.map(formatRelativeName).join(','));
}

/** The same value for all spellings of a component that Active Directory takes for the same. */
export function relativeNameKey(name: RelativeName): Octets {
  return foldCase(formatRelativeName(name));
}

/** The same value for all spellings of a name, or undefined when the text is no name. */
export function distinguishedNameKey(text: Octets): Octets | undefined {
  const name = parseDistinguishedName(text);
  return name === undefined ? undefined : foldCase(formatDistinguishedName(name));
}

/** The name of a domain's root: `north.example` is `DC=north,DC=example`. */
export function domainComponents(dnsName: string): DistinguishedName {
  return dnsName.split('.').map((label) => ({ type: 'DC', value: octetsOfText(label) }));
}

/** A component below a name already written. */
export function below(name: RelativeName, parent: Octets): Octets {
  return joinOctets(formatRelativeName(name), ascii(','), parent);
}
