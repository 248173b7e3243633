const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The 16 bytes of a UUID in the order of its text (RFC 9562), which is not the order of an objectGUID. */
export function uuidToBytes(text: string): Uint8Array {
  const lower = text.toLowerCase();
  if (!UUID.test(lower)) throw new RangeError('Not a UUID.');
  const bytes = new Uint8Array(Buffer.from(lower.replaceAll('-', ''), 'hex'));
  // Sixteen zeros mean "none".
  if (bytes.every((byte) => byte === 0)) throw new RangeError('The UUID of zeros names nothing.');
  return bytes;
}

/** The text of 16 bytes, in lower case. */
export function uuidFromBytes(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
