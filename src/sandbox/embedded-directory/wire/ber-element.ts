import { BerReader, InvalidAsn1Error } from 'ldapts';
import { octetsOfBuffer, textOfOctets } from '../values/octets.js';
import type { Octets } from '../values/octets.js';
import { MalformedMessage } from './ldap-failure.js';

export const berTag = {
  boolean: 0x01,
  integer: 0x02,
  octetString: 0x04,
  enumeration: 0x0a,
  sequence: 0x30,
  set: 0x31,
} as const;

/**
 * Reads one BER value after another out of a buffer and never beyond it: the library's reader does not hold nested
 * lengths to the outer one. Every complaint is a {@link MalformedMessage}.
 */
export class BerElement {
  readonly #reader: BerReader;

  constructor(bytes: Buffer) {
    this.#reader = new BerReader(bytes);
  }

  get isAtEnd(): boolean {
    return this.#reader.remain <= 0;
  }

  /** Tag of the next value. */
  get nextTag(): number | undefined {
    return this.#reader.peek() ?? undefined;
  }

  /** The bytes of the next value, which must have this tag. */
  bytes(tag: number = berTag.octetString): Buffer {
    try {
      const bytes = this.#reader.readString(tag, true);
      // A length of 2 GB and more comes out negative and would lead the reader backwards.
      if (bytes !== null && this.#reader.length >= 0) return bytes;
    } catch (error) {
      if (!(error instanceof InvalidAsn1Error)) throw error;
      throw new MalformedMessage(error.message);
    }
    throw new MalformedMessage('a value is longer than the message that holds it');
  }

  octets(tag: number = berTag.octetString): Octets {
    return octetsOfBuffer(this.bytes(tag));
  }

  /** A name of the protocol: attribute types, object identifiers. */
  text(tag: number = berTag.octetString): string {
    const text = textOfOctets(this.octets(tag));
    if (text === undefined) throw new MalformedMessage('a name is not valid UTF-8');
    return text;
  }

  /** The values inside the next one. */
  inside(tag: number): BerElement {
    return new BerElement(this.bytes(tag));
  }

  /** The inside of every following value that has this tag. */
  *each(tag: number): Generator<BerElement> {
    while (!this.isAtEnd) yield this.inside(tag);
  }

  integer(tag: number = berTag.integer): number {
    const bytes = this.bytes(tag);
    if (bytes.length < 1 || bytes.length > 4) throw new MalformedMessage('a number has not 1 to 4 bytes');
    return bytes.readIntBE(0, bytes.length);
  }

  boolean(tag: number = berTag.boolean): boolean {
    const bytes = this.bytes(tag);
    if (bytes.length !== 1) throw new MalformedMessage('a truth value has not one byte');
    return bytes[0] !== 0;
  }

  /** The next value when it has this tag. */
  optional<Value>(tag: number, read: (element: this) => Value): Value | undefined {
    return this.nextTag === tag ? read(this) : undefined;
  }
}
