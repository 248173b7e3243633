import type { SeedPerson } from '../sandbox-directory.js';

const ATTRIBUTES = {
  givenName: 'givenName',
  surname: 'sn',
  displayName: 'displayName',
  mail: 'mail',
  telephoneNumber: 'telephoneNumber',
  title: 'title',
  department: 'department',
  company: 'company',
} as const satisfies Partial<Record<keyof SeedPerson, string>>;

/** What of a person goes into LDAP attributes as it is: those that have a value. */
export function personAttributes(person: SeedPerson): Record<string, string> {
  const values: Record<string, string> = {};
  for (const field of Object.keys(ATTRIBUTES) as (keyof typeof ATTRIBUTES)[]) {
    const value = person[field];
    if (value !== undefined) values[ATTRIBUTES[field]] = value;
  }
  return values;
}

/** A password as Active Directory takes it: in double quotes, UTF-16LE (MS-ADTS 3.1.1.3.1.5.1). */
export function quotedPassword(password: string): Buffer {
  return Buffer.from(`"${password}"`, 'utf16le');
}
