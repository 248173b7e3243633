import { objectGuidFromBytes, type ObjectGuid } from '../../domain/identifiers.js';
import type { DirectoryReader } from '../wire/directory-reader.js';
import { all, any, equals } from '../wire/filters.js';
import { firstValue, textOf } from '../wire/ldap-entry.js';

/** GUIDs by which access lists speak of an attribute: its own, and that of the property set it is in. */
export type SchemaGuids = ReadonlyMap<string, readonly ObjectGuid[]>;

/** Reads them from the schema, under names in lower case. What cannot be read is not in the answer. */
export async function readSchemaGuids(
  reader: DirectoryReader,
  attributes: readonly string[],
): Promise<SchemaGuids> {
  const guids = new Map<string, ObjectGuid[]>();
  const base = reader.rootDse.schemaNamingContext;
  if (base === undefined) return guids;
  const entries = await reader.all({
    base,
    filter: all(
      equals('objectClass', 'attributeSchema'),
      any(attributes.map((attribute) => equals('lDAPDisplayName', attribute))),
    ),
    attributes: ['lDAPDisplayName', 'schemaIDGUID', 'attributeSecurityGUID'],
    doing: 'reading the schema',
  });
  for (const entry of entries) {
    const found = ['schemaIDGUID', 'attributeSecurityGUID'].flatMap((name) => {
      const guid = objectGuidFromBytes(firstValue(entry, name) ?? Buffer.alloc(0));
      return guid === undefined ? [] : [guid];
    });
    const name = textOf(entry, 'lDAPDisplayName')?.toLowerCase();
    if (name !== undefined && found.length > 0) guids.set(name, found);
  }
  return guids;
}
