import type { MemberKind } from '../directory.js';
import { PERSON_ACCOUNT_TYPE } from '../wire/filters.js';
import { textOf, textsOf, type LdapEntry } from '../wire/ldap-entry.js';

/** What tells a person from everything else. */
export const PERSON_MARK = 'sAMAccountType';
export const KIND_ATTRIBUTES = [PERSON_MARK, 'objectClass'];

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

/** By the same mark that the search for people goes by. */
export function isPerson(entry: LdapEntry): boolean {
  return textOf(entry, PERSON_MARK) === String(PERSON_ACCOUNT_TYPE);
}

/** What an object is. */
export function kindOf(entry: LdapEntry): MemberKind | 'PERSON' {
  if (isPerson(entry)) return 'PERSON';
  const classes = new Set(textsOf(entry, 'objectClass').map((name) => name.toLowerCase()));
  return KINDS.find(([objectClass]) => classes.has(objectClass))?.[1] ?? 'OTHER';
}
