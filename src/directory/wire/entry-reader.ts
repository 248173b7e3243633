import type { LdapEntry } from './ldap-entry.js';

const OCTETS = 0x04;
const SEQUENCE = 0x30;
const SET = 0x31;
const LONG_FORM = 0x80;
const MOST_LENGTH_BYTES = 4;

/**
 * Reads the object of a search result, which stands in `message` from `at` to `end`. By hand: objects come by the ten
 * thousand, and most of what the library's reader takes goes into values that are copied or looked at twice. Values are
 * parts of the message, none is copied. Throws an Error on whatever is not as RFC 4511 (4.5.2) has it.
 */
export function readEntry(message: Buffer, at: number, end: number): LdapEntry {
  const cursor = new Cursor(message, at);
  const name = cursor.octets(end);
  const attributes = new Map<string, Buffer[]>();
  const listEnd = cursor.enter(SEQUENCE, end);
  for (let place = 0; cursor.at < listEnd; place++) {
    const attributeEnd = cursor.enter(SEQUENCE, listEnd);
    const type = cursor.attributeName(place, attributeEnd);
    const valuesEnd = cursor.enter(SET, attributeEnd);
    const values: Buffer[] = [];
    while (cursor.at < valuesEnd) values.push(cursor.octets(valuesEnd));
    attributes.set(type, values);
    cursor.at = attributeEnd;
  }
  return { name, attributes };
}

/** Names of attributes as they came last at each place of an object, in lower case: nearly every object has the same. */
const lastNames: { readonly bytes: Buffer; readonly name: string }[] = [];
const MOST_KEPT_NAMES = 64;
const LONGEST_KEPT_NAME = 64;

class Cursor {
  constructor(
    private readonly bytes: Buffer,
    public at: number,
  ) {}

  /** Steps into an element and answers where it ends. */
  enter(tag: number, limit: number): number {
    const { bytes } = this;
    if (this.at + 2 > limit || bytes[this.at] !== tag) throw new Error('A message that ends too early.');
    let length = bytes[this.at + 1]!;
    this.at += 2;
    if (length >= LONG_FORM) {
      const lengthBytes = length - LONG_FORM;
      if (lengthBytes < 1 || lengthBytes > MOST_LENGTH_BYTES || this.at + lengthBytes > limit) {
        throw new Error('A length of a form LDAP does not allow.');
      }
      length = bytes.readUIntBE(this.at, lengthBytes);
      this.at += lengthBytes;
    }
    const end = this.at + length;
    if (end > limit) throw new Error('A length beyond the end of the message.');
    return end;
  }

  octets(limit: number): Buffer {
    const end = this.enter(OCTETS, limit);
    const value = this.bytes.subarray(this.at, end);
    this.at = end;
    return value;
  }

  /** @param place how many attributes of the object came before */
  attributeName(place: number, limit: number): string {
    const end = this.enter(OCTETS, limit);
    const from = this.at;
    this.at = end;
    const last = lastNames[place];
    if (last !== undefined && this.holds(last.bytes, from, end)) return last.name;
    const name = this.bytes.toString('latin1', from, end).toLowerCase();
    // Copied: a part of a message would keep the whole message.
    if (place < MOST_KEPT_NAMES && name.length <= LONGEST_KEPT_NAME)
      lastNames[place] = { bytes: Buffer.from(this.bytes.subarray(from, end)), name };
    return name;
  }

  private holds(expected: Buffer, from: number, end: number): boolean {
    if (end - from !== expected.length) return false;
    for (let at = 0; at < expected.length; at++) if (this.bytes[from + at] !== expected[at]) return false;
    return true;
  }
}
