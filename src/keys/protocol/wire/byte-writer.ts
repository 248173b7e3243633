import { uuidToBytes } from './uuid-bytes.js';

const U64_LIMIT = 1n << 64n;

/** Puts fields together as docs/key-protocol.md writes them: whole numbers with their highest byte first. */
export class ByteWriter {
  private readonly parts: Uint8Array[] = [];

  /** What every signed message begins with: whose it is, so that a signature is never good for another message. */
  label(name: string, version: number): this {
    return this.raw(Buffer.from(`${name}\0`, 'ascii')).u8(version);
  }

  u8(value: number): this {
    return this.unsigned(BigInt(value), 1);
  }

  u16(value: number): this {
    return this.unsigned(BigInt(value), 2);
  }

  u32(value: number): this {
    return this.unsigned(BigInt(value), 4);
  }

  u64(value: bigint): this {
    return this.unsigned(value, 8);
  }

  raw(bytes: Uint8Array): this {
    this.parts.push(bytes);
    return this;
  }

  /** A length of one byte, then the bytes. */
  shortBytes(bytes: Uint8Array): this {
    return this.u8(bytes.length).raw(bytes);
  }

  /** A length of two bytes, then the bytes. */
  longBytes(bytes: Uint8Array): this {
    return this.u16(bytes.length).raw(bytes);
  }

  uuid(text: string | null): this {
    return this.raw(text === null ? new Uint8Array(16) : uuidToBytes(text));
  }

  /** Zeros up to `length` bytes in all. */
  padTo(length: number): this {
    return this.raw(new Uint8Array(length - this.bytes().length));
  }

  bytes(): Uint8Array {
    return new Uint8Array(Buffer.concat(this.parts));
  }

  private unsigned(value: bigint, length: number): this {
    if (value < 0n || value >= U64_LIMIT || value >> BigInt(8 * length) !== 0n)
      throw new RangeError(`A number does not fit its ${length} bytes.`);
    const field = Buffer.alloc(8);
    field.writeBigUInt64BE(value);
    return this.raw(field.subarray(8 - length));
  }
}
