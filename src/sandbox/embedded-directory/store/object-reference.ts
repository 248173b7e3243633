import { attributeTypes } from '../schema/attribute-types.js';
import { parseDistinguishedName } from '../values/distinguished-name.js';
import type { DistinguishedName } from '../values/distinguished-name.js';
import { guidFromText } from '../values/guid.js';
import { octetsOfBuffer } from '../values/octets.js';
import type { Octets } from '../values/octets.js';
import { isSid, sidFromText } from '../values/sid.js';
import type { DirectoryTree, Resolved } from './directory-tree.js';

/** How a client may name an object: by its name, its GUID or its security identifier. */
export type ObjectReference =
  | { readonly kind: 'name'; readonly name: DistinguishedName }
  | { readonly kind: 'guid' | 'sid'; readonly value: Octets };

const alternative = /^<(GUID|SID)=([^>]+)>/i;
const hexadecimal = /^(?:[0-9a-f]{2})+$/i;

/** Reads `<GUID=…>`, `<SID=…>` (hexadecimal bytes or the usual spelling) or a distinguished name; undefined when it is none. */
export function parseObjectReference(text: Octets): ObjectReference | undefined {
  const match = alternative.exec(text);
  if (match === null) {
    const name = parseDistinguishedName(text);
    return name === undefined ? undefined : { kind: 'name', name };
  }
  const spelling = match[2] ?? '';
  const raw = hexadecimal.test(spelling) ? octetsOfBuffer(Buffer.from(spelling, 'hex')) : undefined;
  if (match[1]?.toUpperCase() === 'SID') {
    const value = raw ?? sidFromText(spelling);
    return value !== undefined && isSid(value) ? { kind: 'sid', value } : undefined;
  }
  const value = raw ?? guidFromText(spelling);
  return value?.length === 16 ? { kind: 'guid', value } : undefined;
}

/** The entry a reference leads to; undefined when the text is no reference at all. */
export function resolveReference(tree: DirectoryTree, text: Octets): Resolved | undefined {
  const reference = parseObjectReference(text);
  if (reference === undefined) return undefined;
  if (reference.kind === 'name') return tree.resolve(reference.name);
  const type = reference.kind === 'guid' ? attributeTypes.objectGUID : attributeTypes.objectSid;
  return { found: tree.index(type)?.first(reference.value), nearest: undefined };
}
