import { createHash, randomBytes } from 'node:crypto';
import { bufferOfOctets, octetsOfBuffer } from './octets.js';
import type { Octets } from './octets.js';

const guidText = /^([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{12})$/i;

/** The 16 bytes of a GUID as a directory stores them: the first three groups are little-endian. */
export function guidFromText(text: string): Octets | undefined {
  if (!guidText.test(text)) return undefined;
  return octetsOfBuffer(swapGroups(Buffer.from(text.replaceAll('-', ''), 'hex')));
}

/** The usual spelling of a stored GUID, in lower case. */
export function textOfGuid(guid: Octets): string {
  return swapGroups(bufferOfOctets(guid))
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** A GUID made from a name: the same name gives the same GUID in every run. */
export function guidFromName(name: string): Octets {
  return stamped(createHash('sha256').update(name, 'utf8').digest().subarray(0, 16));
}

/** A GUID nobody has had before. */
export function randomGuid(): Octets {
  return stamped(randomBytes(16));
}

/** Marks random bytes as a version 4 GUID (RFC 9562); the version stands in the high byte of a little-endian group. */
function stamped(bytes: Buffer): Octets {
  bytes[7] = ((bytes[7] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return octetsOfBuffer(bytes);
}

function swapGroups(bytes: Buffer): Buffer {
  bytes.subarray(0, 4).reverse();
  bytes.subarray(4, 6).reverse();
  bytes.subarray(6, 8).reverse();
  return bytes;
}
