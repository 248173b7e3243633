import type { MemberKind } from '../directory.js';
import { PERSON_ACCOUNT_TYPE } from '../wire/filters.js';
import { textOf, textsOf, type LdapEntry } from '../wire/ldap-entry.js';

export const KIND_ATTRIBUTES = ['sAMAccountType', 'objectClass'];

// In this order: a managed service account is a computer too (MS-ADSC), and a computer is a user.
const KINDS: readonly (readonly [objectClass: string, kind: MemberKind])[] = [
  ['msds-groupmanagedserviceaccount', 'MANAGED_SERVICE_ACCOUNT'],
  ['msds-managedserviceaccount', 'MANAGED_SERVICE_ACCOUNT'],
  ['msds-delegatedmanagedserviceaccount', 'MANAGED_SERVICE_ACCOUNT'],
  ['computer', 'COMPUTER'],
  ['contact', 'CONTACT'],
  ['foreignsecurityprincipal', 'FOREIGN_SECURITY_PRINCIPAL'],
  ['group', 'GROUP'],
];

/** What an object is. `PERSON` by the same mark that the search for people goes by. */
export function kindOf(entry: LdapEntry): MemberKind | 'PERSON' {
  if (textOf(entry, 'sAMAccountType') === String(PERSON_ACCOUNT_TYPE)) return 'PERSON';
  const classes = new Set(textsOf(entry, 'objectClass').map((name) => name.toLowerCase()));
  return KINDS.find(([objectClass]) => classes.has(objectClass))?.[1] ?? 'OTHER';
}
