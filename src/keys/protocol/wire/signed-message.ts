import { PROTOCOL_VERSION, SIGNATURE_BYTES } from '../protocol-limits.js';
import { verifySignature } from '../identity.js';
import { ByteWriter } from './byte-writer.js';
import { decodeWith } from './byte-reader.js';
import type { ByteReader } from './byte-reader.js';

/** A message taken apart. It is nobody's word until `isSignedBy` has said so. */
export interface ReadMessage<T> {
  readonly fields: T;
  isSignedBy(publicKey: Uint8Array): boolean;
}

/** Begins a message: its label and the protocol's version. */
export function beginMessage(label: string): ByteWriter {
  return new ByteWriter().label(label, PROTOCOL_VERSION);
}

/** The message with the signature over all of it behind it. */
export function signMessage(message: ByteWriter, sign: (bytes: Uint8Array) => Uint8Array): Uint8Array {
  const signed = message.bytes();
  return new ByteWriter().raw(signed).raw(sign(signed)).bytes();
}

/**
 * Takes apart what `signMessage` made: `read` gets the fields behind label and version. Answers why not, when it is
 * longer than `limit`, not such a message, or of a version that is not spoken here.
 */
export function readMessage<T>(
  bytes: Uint8Array,
  label: string,
  limit: number,
  read: (reader: ByteReader) => T,
): ReadMessage<T> | 'MALFORMED' | 'UNSUPPORTED_VERSION' {
  const start = Buffer.from(`${label}\0`, 'ascii');
  const labelled = bytes.length <= limit && start.equals(bytes.subarray(0, start.length));
  if (!labelled || bytes.length <= start.length + SIGNATURE_BYTES) return 'MALFORMED';
  if (bytes[start.length] !== PROTOCOL_VERSION) return 'UNSUPPORTED_VERSION';
  const signed = bytes.slice(0, -SIGNATURE_BYTES);
  const signature = bytes.slice(-SIGNATURE_BYTES);
  // Objects are compared by this wrapper, so that a message whose fields are `undefined` is not taken for a bad one.
  const body = decodeWith(signed.subarray(start.length + 1), (reader) => ({ fields: read(reader) }));
  if (body === undefined) return 'MALFORMED';
  return { fields: body.fields, isSignedBy: (publicKey) => verifySignature(publicKey, signed, signature) };
}
