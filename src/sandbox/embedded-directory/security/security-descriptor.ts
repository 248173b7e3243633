import { bufferOfOctets, octetsOfBuffer } from '../values/octets.js';
import type { Octets } from '../values/octets.js';
import { isSid } from '../values/sid.js';

/** One entry of an access list: allow or deny a trustee some rights. */
export interface AccessEntry {
  readonly effect: 'allow' | 'deny';
  readonly flags: number;
  readonly mask: number;
  /** The control access right, property or class it is about; absent: all. */
  readonly objectType?: Octets;
  readonly inheritedObjectType?: Octets;
  readonly trustee: Octets;
}

/** A security descriptor. Audit entries are kept as bytes. */
export interface SecurityDescriptor {
  readonly owner?: Octets;
  readonly group?: Octets;
  readonly accessList?: readonly AccessEntry[];
  readonly auditList?: Buffer;
  /** True: nothing is inherited from above. */
  readonly isProtected: boolean;
}

/** Parts of a descriptor, as the SD-flags control (1.2.840.113556.1.4.801) counts them. */
export const descriptorPart = { owner: 1, group: 2, accessList: 4, auditList: 8 } as const;

export const aceFlag = { containerInherit: 0x2, inheritOnly: 0x8, inherited: 0x10 } as const;

const control = {
  accessPresent: 0x4,
  auditPresent: 0x10,
  accessInherited: 0x400,
  accessProtected: 0x1000,
  selfRelative: 0x8000,
} as const;
const aceType = { allow: 0, deny: 1, allowObject: 5, denyObject: 6 } as const;
const HEADER_LENGTH = 20;
const ACL_HEADER_LENGTH = 8;
const REVISION_OF_DIRECTORY_LISTS = 4;

/** The self-relative bytes of those parts of a descriptor that the flags name (MS-DTYP 2.4.6). */
export function encodeSecurityDescriptor(descriptor: SecurityDescriptor, parts = 0xf): Octets {
  const owner = pick(parts & descriptorPart.owner, descriptor.owner && bufferOfOctets(descriptor.owner));
  const group = pick(parts & descriptorPart.group, descriptor.group && bufferOfOctets(descriptor.group));
  const audit = pick(parts & descriptorPart.auditList, descriptor.auditList);
  const access = pick(
    parts & descriptorPart.accessList,
    descriptor.accessList && encodeAccessList(descriptor.accessList),
  );
  const header = Buffer.alloc(HEADER_LENGTH);
  const bits =
    control.selfRelative |
    (audit ? control.auditPresent : 0) |
    (access ? control.accessPresent | control.accessInherited : 0) |
    (access && descriptor.isProtected ? control.accessProtected : 0);
  header.writeUInt8(1, 0);
  header.writeUInt16LE(bits, 2);
  let offset = HEADER_LENGTH;
  [owner, group, audit, access].forEach((part, index) => {
    if (part === undefined) return;
    header.writeUInt32LE(offset, 4 + index * 4);
    offset += part.length;
  });
  const body = [owner, group, audit, access].filter((part) => part !== undefined);
  return octetsOfBuffer(Buffer.concat([header, ...body]));
}

function pick<Part>(wanted: number, part: Part | undefined): Part | undefined {
  return wanted === 0 ? undefined : part;
}

function encodeAccessList(entries: readonly AccessEntry[]): Buffer {
  const encoded = entries.map(encodeAccessEntry);
  const header = Buffer.alloc(ACL_HEADER_LENGTH);
  header.writeUInt8(REVISION_OF_DIRECTORY_LISTS, 0);
  header.writeUInt16LE(
    encoded.reduce((sum, entry) => sum + entry.length, ACL_HEADER_LENGTH),
    2,
  );
  header.writeUInt16LE(encoded.length, 4);
  return Buffer.concat([header, ...encoded]);
}

function encodeAccessEntry(entry: AccessEntry): Buffer {
  const isObject = entry.objectType !== undefined || entry.inheritedObjectType !== undefined;
  const present =
    (entry.objectType === undefined ? 0 : 1) | (entry.inheritedObjectType === undefined ? 0 : 2);
  const guids = bufferOfOctets(`${entry.objectType ?? ''}${entry.inheritedObjectType ?? ''}` as Octets);
  const head = Buffer.alloc(isObject ? 12 : 8);
  const allow = isObject ? aceType.allowObject : aceType.allow;
  const deny = isObject ? aceType.denyObject : aceType.deny;
  head.writeUInt8(entry.effect === 'allow' ? allow : deny, 0);
  head.writeUInt8(entry.flags, 1);
  head.writeUInt16LE(head.length + guids.length + entry.trustee.length, 2);
  head.writeUInt32LE(entry.mask >>> 0, 4);
  if (isObject) head.writeUInt32LE(present, 8);
  return Buffer.concat([head, guids, bufferOfOctets(entry.trustee)]);
}

/** Reads a self-relative descriptor; undefined when the bytes are none. */
export function decodeSecurityDescriptor(octets: Octets): SecurityDescriptor | undefined {
  const bytes = bufferOfOctets(octets);
  try {
    const bits = bytes.readUInt16LE(2);
    const [owner, group, audit, access] = [4, 8, 12, 16].map((position) => bytes.readUInt32LE(position));
    return {
      ...(owner ? { owner: readSid(bytes, owner) } : {}),
      ...(group ? { group: readSid(bytes, group) } : {}),
      ...(audit ? { auditList: readList(bytes, audit) } : {}),
      ...(access ? { accessList: decodeAccessList(readList(bytes, access)) } : {}),
      isProtected: (bits & control.accessProtected) !== 0,
    };
  } catch {
    // Reading beyond the end is the only way to fail here.
    return undefined;
  }
}

function readSid(bytes: Buffer, start: number): Octets {
  const sid = octetsOfBuffer(bytes.subarray(start, start + 8 + bytes.readUInt8(start + 1) * 4));
  if (!isSid(sid)) throw new RangeError('no security identifier where one should be');
  return sid;
}

function readList(bytes: Buffer, start: number): Buffer {
  const length = bytes.readUInt16LE(start + 2);
  if (length < ACL_HEADER_LENGTH || start + length > bytes.length) throw new RangeError('list too long');
  return bytes.subarray(start, start + length);
}

function decodeAccessList(list: Buffer): AccessEntry[] {
  const entries: AccessEntry[] = [];
  let offset = ACL_HEADER_LENGTH;
  for (let left = list.readUInt16LE(4); left > 0; left -= 1) {
    const length = list.readUInt16LE(offset + 2);
    if (length < 16) throw new RangeError('entry too short');
    const entry = decodeAccessEntry(list.subarray(offset, offset + length));
    if (entry !== undefined) entries.push(entry);
    offset += length;
  }
  return entries;
}

/** Entries of kinds that grant and deny nothing are left out. */
function decodeAccessEntry(bytes: Buffer): AccessEntry | undefined {
  const type = bytes.readUInt8(0);
  const isObject = type === aceType.allowObject || type === aceType.denyObject;
  if (!isObject && type !== aceType.allow && type !== aceType.deny) return undefined;
  const present = isObject ? bytes.readUInt32LE(8) : 0;
  let offset = isObject ? 12 : 8;
  const takeGuid = (bit: number): Octets | undefined => {
    if ((present & bit) === 0) return undefined;
    offset += 16;
    return octetsOfBuffer(bytes.subarray(offset - 16, offset));
  };
  const objectType = takeGuid(1);
  const inheritedObjectType = takeGuid(2);
  return {
    effect: type === aceType.allow || type === aceType.allowObject ? 'allow' : 'deny',
    flags: bytes.readUInt8(1),
    mask: bytes.readUInt32LE(4),
    ...(objectType === undefined ? {} : { objectType }),
    ...(inheritedObjectType === undefined ? {} : { inheritedObjectType }),
    trustee: readSid(bytes, offset),
  };
}
