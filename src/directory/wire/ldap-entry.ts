/** Longest text kept of one value. AD's own limits for what we read end at 1,024 (userPrincipalName). */
export const LONGEST_TEXT = 1_024;

/** One object of an answer, its values still as bytes. Names of attributes are in lower case. */
export interface LdapEntry {
  readonly name: Buffer;
  readonly attributes: ReadonlyMap<string, readonly Buffer[]>;
}

/**
 * What is kept of an entry as soon as it has come. An entry is some thirty objects that point into what came with it; a few
 * thousand of them that wait for the end of their answer cost the memory's housekeeping more than reading them.
 */
export type ReadEntry<T> = (entry: LdapEntry) => T;

/** The entry itself, for answers of a few. */
export const asItCame: ReadEntry<LdapEntry> = (entry) => entry;

const NO_VALUES: readonly Buffer[] = [];

export function valuesOf(entry: LdapEntry, attribute: string): readonly Buffer[] {
  return entry.attributes.get(attribute.toLowerCase()) ?? NO_VALUES;
}

/** The first value, undefined when there is none. */
export function firstValue(entry: LdapEntry, attribute: string): Buffer | undefined {
  return valuesOf(entry, attribute)[0];
}

/** The first value as text, undefined when there is none or it is empty. */
export function textOf(entry: LdapEntry, attribute: string): string | undefined {
  const value = firstValue(entry, attribute);
  return value === undefined ? undefined : decodeText(value) || undefined;
}

export function textsOf(entry: LdapEntry, attribute: string): string[] {
  return valuesOf(entry, attribute).map(decodeText);
}

/** The DN of the object as text. */
export function dnOf(entry: LdapEntry): string {
  return decodeText(entry.name);
}

/**
 * Reads bytes as UTF-8 and never fails: what is not UTF-8 becomes U+FFFD, NUL (which PostgreSQL cannot store) is
 * left out, and what goes beyond `LONGEST_TEXT` characters is cut off between two characters.
 */
export function decodeText(bytes: Buffer): string {
  let text = bytes.toString('utf8');
  if (text.includes('\0')) text = text.replaceAll('\0', '');
  if (text.length <= LONGEST_TEXT) return text;
  const isBetweenHalves = text.codePointAt(LONGEST_TEXT - 1)! > 0xffff;
  return text.slice(0, isBetweenHalves ? LONGEST_TEXT - 1 : LONGEST_TEXT);
}
