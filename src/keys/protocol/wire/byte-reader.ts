import { uuidFromBytes } from './uuid-bytes.js';

/** Thrown while reading; `decodeWith` turns it into an answer. */
class MalformedBytes extends Error {}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Takes fields from the front of bytes that came from outside. */
export class ByteReader {
  private at = 0;
  private readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    // A copy, and of the plain kind: slices of a Buffer would go on sharing its memory.
    this.bytes = new Uint8Array(bytes);
  }

  u8(): number {
    return Number(this.unsigned(1));
  }

  u16(): number {
    return Number(this.unsigned(2));
  }

  u32(): number {
    return Number(this.unsigned(4));
  }

  u64(): bigint {
    return this.unsigned(8);
  }

  raw(length: number): Uint8Array {
    this.require(this.at + length <= this.bytes.length);
    this.at += length;
    return this.bytes.slice(this.at - length, this.at);
  }

  shortBytes(): Uint8Array {
    return this.raw(this.u8());
  }

  longBytes(): Uint8Array {
    return this.raw(this.u16());
  }

  /** Null for sixteen zeros. */
  uuid(): string | null {
    const bytes = this.raw(16);
    return bytes.every((byte) => byte === 0) ? null : uuidFromBytes(bytes);
  }

  text(bytes: Uint8Array): string {
    try {
      return strictUtf8.decode(bytes);
    } catch {
      throw new MalformedBytes();
    }
  }

  /** What is left has to be zeros. */
  padding(): void {
    this.require(this.raw(this.bytes.length - this.at).every((byte) => byte === 0));
  }

  end(): void {
    this.require(this.at === this.bytes.length);
  }

  require(condition: boolean): asserts condition {
    if (!condition) throw new MalformedBytes();
  }

  private unsigned(length: number): bigint {
    return this.raw(length).reduce((value, byte) => (value << 8n) | BigInt(byte), 0n);
  }
}

/** What `read` makes of all the bytes; undefined when they are too few, too many, or not what it requires. */
export function decodeWith<T>(bytes: Uint8Array, read: (reader: ByteReader) => T): T | undefined {
  const reader = new ByteReader(bytes);
  try {
    const value = read(reader);
    reader.end();
    return value;
  } catch (error) {
    if (error instanceof MalformedBytes) return undefined;
    throw error;
  }
}
