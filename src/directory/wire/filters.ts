import { AndFilter, EqualityFilter, OrFilter, type Filter } from 'ldapts';
import { objectGuidToBytes, type ObjectGuid } from '../../domain/identifiers.js';

/** Filters are built from values, so that nothing in a value can be read as part of the filter. */

export function equals(attribute: string, value: string | number | Buffer): Filter {
  return new EqualityFilter({ attribute, value: typeof value === 'number' ? String(value) : value });
}

export function all(...filters: Filter[]): Filter {
  return new AndFilter({ filters });
}

export function any(filters: readonly Filter[]): Filter {
  return new OrFilter({ filters: [...filters] });
}

export function hasGuid(guid: ObjectGuid): Filter {
  return equals('objectGUID', Buffer.from(objectGuidToBytes(guid)));
}

/** The DN form that names an object by its GUID wherever it has been moved to (MS-ADTS 3.1.1.3.1.2.4). */
export function guidDn(guid: ObjectGuid): string {
  return `<GUID=${guid}>`;
}

/** sAMAccountType of a person: neither computers nor managed service accounts, contacts or trusts have it (MS-ADTS 2.2.14). */
export const PERSON_ACCOUNT_TYPE = 805_306_368;

export const IS_PERSON: Filter = equals('sAMAccountType', PERSON_ACCOUNT_TYPE);
export const IS_GROUP: Filter = equals('objectClass', 'group');
