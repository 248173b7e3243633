import { sidLength, sidText } from './directory-values.js';
import { objectGuidFromBytes, type ObjectGuid } from '../identifiers.js';

/** A self-relative SECURITY_DESCRIPTOR (MS-DTYP 2.4.6), as far as deciding access needs it. */
export interface SecurityDescriptor {
  readonly owner: string | undefined;
  /** Undefined: there is no access list at all, which allows everything. An empty list allows nothing. */
  readonly entries: readonly AccessEntry[] | undefined;
}

/** One entry of the access list. Entries that only tell children what to inherit are left out. */
export interface AccessEntry {
  readonly effect: 'ALLOW' | 'DENY';
  readonly mask: number;
  readonly sid: string;
  /** The one right, property set or attribute this is about. Undefined: all of them. */
  readonly objectType: ObjectGuid | undefined;
  /** A condition stands behind it that only the controller can judge. */
  readonly conditional: boolean;
}

const DACL_PRESENT = 0x0004;
const DACL_OFFSET_FIELD = 16;
const OWNER_OFFSET_FIELD = 4;
const HEADER_LENGTH = 20;
const LIST_HEADER_LENGTH = 8;
const ENTRY_HEADER_LENGTH = 8;
const INHERIT_ONLY = 0x08;
const HAS_OBJECT_TYPE = 0x1;
const HAS_INHERITED_OBJECT_TYPE = 0x2;
const GUID_LENGTH = 16;

/** Types of entries that take part in access decisions (MS-DTYP 2.4.4.1). Audit and label entries do not. */
const ENTRY_TYPES = new Map<number, { effect: 'ALLOW' | 'DENY'; object: boolean; conditional: boolean }>([
  [0x00, { effect: 'ALLOW', object: false, conditional: false }],
  [0x01, { effect: 'DENY', object: false, conditional: false }],
  [0x05, { effect: 'ALLOW', object: true, conditional: false }],
  [0x06, { effect: 'DENY', object: true, conditional: false }],
  [0x09, { effect: 'ALLOW', object: false, conditional: true }],
  [0x0a, { effect: 'DENY', object: false, conditional: true }],
  [0x0b, { effect: 'ALLOW', object: true, conditional: true }],
  [0x0c, { effect: 'DENY', object: true, conditional: true }],
]);

/** Reads a descriptor. Undefined when the bytes are not a whole one: nothing may be concluded from a part. */
export function parseSecurityDescriptor(bytes: Uint8Array): SecurityDescriptor | undefined {
  if (bytes.length < HEADER_LENGTH || bytes[0] !== 1) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const ownerAt = view.getUint32(OWNER_OFFSET_FIELD, true);
  const listAt = view.getUint32(DACL_OFFSET_FIELD, true);
  const owner = ownerAt === 0 ? undefined : sidAt(bytes, ownerAt);
  if ((view.getUint16(2, true) & DACL_PRESENT) === 0 || listAt === 0) return { owner, entries: undefined };
  const entries = parseAccessList(bytes, view, listAt);
  return entries && { owner, entries };
}

function parseAccessList(bytes: Uint8Array, view: DataView, listAt: number): AccessEntry[] | undefined {
  if (listAt + LIST_HEADER_LENGTH > bytes.length) return undefined;
  const end = listAt + view.getUint16(listAt + 2, true);
  const count = view.getUint16(listAt + 4, true);
  if (end > bytes.length) return undefined;
  const entries: AccessEntry[] = [];
  let at = listAt + LIST_HEADER_LENGTH;
  for (let read = 0; read < count; read += 1) {
    const size = at + ENTRY_HEADER_LENGTH <= end ? view.getUint16(at + 2, true) : 0;
    if (size < ENTRY_HEADER_LENGTH || at + size > end) return undefined;
    const entry = parseEntry(bytes.subarray(at, at + size));
    if (entry === undefined) return undefined;
    if (entry !== 'IRRELEVANT') entries.push(entry);
    at += size;
  }
  return entries;
}

function parseEntry(bytes: Uint8Array): AccessEntry | 'IRRELEVANT' | undefined {
  const type = ENTRY_TYPES.get(bytes[0]!);
  if (type === undefined || (bytes[1]! & INHERIT_ONLY) !== 0) return 'IRRELEVANT';
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const mask = view.getUint32(4, true);
  let at = ENTRY_HEADER_LENGTH;
  let objectType: ObjectGuid | undefined;
  if (type.object) {
    if (bytes.length < at + 4) return undefined;
    const flags = view.getUint32(at, true);
    at += 4;
    if ((flags & HAS_OBJECT_TYPE) !== 0) {
      objectType = objectGuidFromBytes(bytes.subarray(at, at + GUID_LENGTH));
      if (objectType === undefined) return undefined;
      at += GUID_LENGTH;
    }
    // What a child must be to inherit this no longer matters on the object that holds the entry in effect.
    if ((flags & HAS_INHERITED_OBJECT_TYPE) !== 0) at += GUID_LENGTH;
  }
  const sid = sidAt(bytes, at);
  return sid === undefined
    ? undefined
    : { effect: type.effect, mask, sid, objectType, conditional: type.conditional };
}

function sidAt(bytes: Uint8Array, at: number): string | undefined {
  const length = at < bytes.length ? sidLength(bytes.subarray(at)) : undefined;
  return length === undefined ? undefined : sidText(bytes.subarray(at, at + length));
}
