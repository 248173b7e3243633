/** One entry to be put into an access list (MS-DTYP 2.4.4). GUIDs are the 16 bytes of their stored form. */
export interface AccessEntry {
  readonly effect: 'allow' | 'deny';
  readonly trusteeSid: Uint8Array;
  readonly mask: number;
  /** The control access right or property it is about; left out: all the mask says. */
  readonly objectType?: Uint8Array;
  /** Only for objects of this class below the one that holds the entry; left out: for that object itself. */
  readonly forClassBelow?: Uint8Array;
}

const DESCRIPTOR_HEADER = 20;
const LIST_HEADER = 8;
const CONTROL_FIELD = 2;
const LIST_OFFSET_FIELD = 16;
const SELF_RELATIVE = 0x8000;
const ACCESS_LIST_PRESENT = 0x4;
/** The revision of lists that hold entries about object types. */
const REVISION = 4;
const TYPE = { allow: 0, deny: 1, allowObject: 5, denyObject: 6 } as const;
const CONTAINER_INHERIT = 0x2;
const INHERIT_ONLY = 0x8;
const INHERITED = 0x10;

/**
 * A descriptor with this entry added to its access list, and nothing but that list in it: what to write back under
 * the SD-flags control with flag 4. Refusals go to the front, grants behind the object's own refusals, as Windows
 * expects it.
 * @param descriptor What was read under the same control.
 * @throws RangeError when it is cut short.
 */
export function withAccessEntry(descriptor: Buffer, entry: AccessEntry): Buffer {
  const listAt = descriptor.readUInt32LE(LIST_OFFSET_FIELD);
  const entries = listAt === 0 ? [] : entriesOf(descriptor.subarray(listAt));
  const added = encodeEntry(entry);
  // One that is there already would count no more for being there twice.
  const others = entries.filter((present) => !present.equals(added));
  const ownRefusals = others.findIndex((present) => !isOwnRefusal(present));
  const position = entry.effect === 'deny' ? 0 : ownRefusals === -1 ? others.length : ownRefusals;
  const list = accessList(others.toSpliced(position, 0, added));
  const header = Buffer.alloc(DESCRIPTOR_HEADER);
  header.writeUInt8(1, 0);
  // What the object says about inheritance (protected or not) stays as it is.
  header.writeUInt16LE(
    descriptor.readUInt16LE(CONTROL_FIELD) | SELF_RELATIVE | ACCESS_LIST_PRESENT,
    CONTROL_FIELD,
  );
  header.writeUInt32LE(DESCRIPTOR_HEADER, LIST_OFFSET_FIELD);
  return Buffer.concat([header, list]);
}

function entriesOf(list: Buffer): Buffer[] {
  const entries: Buffer[] = [];
  let at = LIST_HEADER;
  for (let left = list.readUInt16LE(4); left > 0; left -= 1) {
    const length = list.readUInt16LE(at + 2);
    if (length < LIST_HEADER || at + length > list.length)
      throw new RangeError('The access list is cut short.');
    entries.push(list.subarray(at, at + length));
    at += length;
  }
  return entries;
}

function isOwnRefusal(entry: Buffer): boolean {
  const type = entry.readUInt8(0);
  return (type === TYPE.deny || type === TYPE.denyObject) && (entry.readUInt8(1) & INHERITED) === 0;
}

function accessList(entries: readonly Buffer[]): Buffer {
  const body = Buffer.concat(entries);
  const header = Buffer.alloc(LIST_HEADER);
  header.writeUInt8(REVISION, 0);
  header.writeUInt16LE(LIST_HEADER + body.length, 2);
  header.writeUInt16LE(entries.length, 4);
  return Buffer.concat([header, body]);
}

function encodeEntry({ effect, trusteeSid, mask, objectType, forClassBelow }: AccessEntry): Buffer {
  const isObject = objectType !== undefined || forClassBelow !== undefined;
  const types = Buffer.concat([objectType ?? Buffer.alloc(0), forClassBelow ?? Buffer.alloc(0)]);
  const head = Buffer.alloc(isObject ? 12 : 8);
  head.writeUInt8(TYPE[isObject ? (`${effect}Object` as const) : effect], 0);
  head.writeUInt8(forClassBelow === undefined ? 0 : CONTAINER_INHERIT | INHERIT_ONLY, 1);
  head.writeUInt16LE(head.length + types.length + trusteeSid.length, 2);
  head.writeUInt32LE(mask, 4);
  if (isObject) head.writeUInt32LE((objectType ? 1 : 0) | (forClassBelow ? 2 : 0), 8);
  return Buffer.concat([head, types, trusteeSid]);
}
