import { bufferOfOctets, octetsOfBuffer } from './octets.js';
import type { Octets } from './octets.js';

const sidText = /^S-1-(\d{1,14})((?:-\d{1,10}){1,15})$/i;

/** The bytes of a security identifier written as `S-1-5-21-…`, or undefined when it is not one. */
export function sidFromText(text: string): Octets | undefined {
  const match = sidText.exec(text);
  if (match === null) return undefined;
  const authority = Number(match[1]);
  const parts = (match[2] ?? '').slice(1).split('-').map(Number);
  if (authority > 0xffffffffffff || parts.some((part) => part > 0xffffffff)) return undefined;
  const bytes = Buffer.alloc(8 + parts.length * 4);
  bytes.writeUInt8(1, 0);
  bytes.writeUInt8(parts.length, 1);
  bytes.writeUIntBE(authority, 2, 6);
  parts.forEach((part, index) => bytes.writeUInt32LE(part, 8 + index * 4));
  return octetsOfBuffer(bytes);
}

/** True when the bytes have the form of a security identifier. */
export function isSid(octets: Octets): boolean {
  return octets.length >= 8 && octets.charCodeAt(0) === 1 && octets.length === 8 + octets.charCodeAt(1) * 4;
}

/** The `S-1-…` spelling of a stored identifier. */
export function textOfSid(sid: Octets): string {
  const bytes = bufferOfOctets(sid);
  const parts = Array.from({ length: bytes.readUInt8(1) }, (_, index) => bytes.readUInt32LE(8 + index * 4));
  return ['S-1', bytes.readUIntBE(2, 6), ...parts].join('-');
}

/** An identifier of the same domain with this last part (RID). */
export function sidInDomain(domainSid: Octets, rid: number): Octets {
  const bytes = Buffer.alloc(domainSid.length + 4);
  bytes.write(domainSid, 'latin1');
  bytes.writeUInt8(bytes.readUInt8(1) + 1, 1);
  bytes.writeUInt32LE(rid, domainSid.length);
  return octetsOfBuffer(bytes);
}

/** The last part of an identifier: its RID. */
export function ridOf(sid: Octets): number {
  return bufferOfOctets(sid).readUInt32LE(sid.length - 4);
}
