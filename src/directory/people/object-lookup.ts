import { objectGuidFromBytes, type ObjectGuid } from '../../domain/identifiers.js';
import type { LookedUpObject } from '../directory.js';
import type { DirectoryReader } from '../wire/directory-reader.js';
import { any, hasGuid } from '../wire/filters.js';
import { dnOf, firstValue, type LdapEntry } from '../wire/ldap-entry.js';
import { KIND_ATTRIBUTES, kindOf } from './object-kind.js';
import { decodePerson, PERSON_ATTRIBUTES } from './person-decoder.js';

/** Objects looked up in one search. */
export const MOST_LOOKED_UP = 200;

/** Looks objects up anywhere in the domain, also outside the base: someone moved out of it has not left. */
export async function lookUpObjects(
  reader: DirectoryReader,
  guids: readonly ObjectGuid[],
): Promise<LookedUpObject[]> {
  if (guids.length > MOST_LOOKED_UP)
    throw new RangeError(`At most ${MOST_LOOKED_UP} objects are looked up at a time.`);
  if (guids.length === 0) return [];
  const entries = await reader.all({
    base: reader.rootDse.defaultNamingContext,
    filter: any(guids.map(hasGuid)),
    attributes: [...KIND_ATTRIBUTES, ...PERSON_ATTRIBUTES],
    doing: 'looking up people',
  });
  return entries.flatMap(toLookedUp);
}

function toLookedUp(entry: LdapEntry): LookedUpObject[] {
  const kind = kindOf(entry);
  if (kind === 'PERSON') return [{ type: 'PERSON', person: decodePerson(entry) }];
  const objectGuid = objectGuidFromBytes(firstValue(entry, 'objectGUID') ?? Buffer.alloc(0));
  return objectGuid === undefined ? [] : [{ type: 'OTHER', objectGuid, dn: dnOf(entry), kind }];
}
