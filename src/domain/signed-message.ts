/**
 * What it is for, and then each field behind its length (four bytes, big-endian): no two lists of fields give the same
 * bytes, and what was signed for one purpose is good for no other.
 */
export function signedMessage(purpose: string, fields: readonly Uint8Array[]): Uint8Array {
  const parts = [text(purpose), ...fields].flatMap((field) => [lengthOf(field), field]);
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

function lengthOf({ length }: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, length);
  return bytes;
}

/** UTF-8. */
export function text(value: string): Uint8Array {
  return new TextEncoder().encode(value);
}
