import {
  fileTime,
  generalizedTime,
  largeInteger,
  sidRid,
  smallInteger,
} from '../../domain/active-directory/directory-values.js';
import { objectGuidFromBytes } from '../../domain/identifiers.js';
import { AppError } from '../../errors.js';
import type { DirectoryPerson } from '../directory.js';
import { decodeText, dnOf, type LdapEntry } from '../wire/ldap-entry.js';

/** Everything a person is made from, and nothing else: the controller's time for an object grows with each attribute. */
export const PERSON_ATTRIBUTES = [
  'objectGUID',
  'objectSid',
  'givenName',
  'sn',
  'displayName',
  'cn',
  'mail',
  'telephoneNumber',
  'title',
  'department',
  'company',
  'sAMAccountName',
  'userPrincipalName',
  'userAccountControl',
  'pwdLastSet',
  'accountExpires',
  'whenChanged',
  'uSNChanged',
  'primaryGroupID',
] as const;

/** As entries keep it, in lower case. Only what is asked for can be read. */
type AttributeName = Lowercase<(typeof PERSON_ATTRIBUTES)[number]>;

const NO_BYTES = Buffer.alloc(0);

/**
 * Reads a person out of an answer. Of several values the first counts; an empty text is none; a date or number that
 * is none is null. Fails with DIRECTORY_INCOMPLETE without an objectGUID: such a person could not be told from others.
 */
export function decodePerson(entry: LdapEntry): DirectoryPerson {
  const { attributes } = entry;
  const bytes = (name: AttributeName): Buffer => attributes.get(name)?.[0] ?? NO_BYTES;
  const text = (name: AttributeName): string | null => decodeText(bytes(name)) || null;
  const plain = (name: AttributeName): string | undefined => attributes.get(name)?.[0]?.toString('latin1');
  const dn = dnOf(entry);
  return {
    objectGuid: objectGuidFromBytes(bytes('objectguid')) ?? nameless(dn),
    rid: sidRid(bytes('objectsid')) ?? null,
    dn,
    givenName: text('givenname'),
    surname: text('sn'),
    displayName: text('displayname'),
    commonName: text('cn'),
    mail: text('mail'),
    telephoneNumber: text('telephonenumber'),
    title: text('title'),
    department: text('department'),
    company: text('company'),
    samAccountName: text('samaccountname'),
    userPrincipalName: text('userprincipalname'),
    userAccountControl: smallInteger(plain('useraccountcontrol')) ?? null,
    pwdLastSet: fileTime(plain('pwdlastset')) ?? null,
    accountExpires: fileTime(plain('accountexpires')) ?? null,
    whenChanged: generalizedTime(plain('whenchanged')) ?? null,
    usnChanged: largeInteger(plain('usnchanged')) ?? null,
    primaryGroupId: smallInteger(plain('primarygroupid')) ?? null,
  };
}

function nameless(dn: string): never {
  throw new AppError(
    'DIRECTORY_INCOMPLETE',
    `${dn} came without its objectGUID, by which people are known. Nothing that was read is used; give the bind account read access to the person.`,
  );
}
