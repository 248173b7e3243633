import {
  fileTime,
  generalizedTime,
  largeInteger,
  sidRid,
  smallInteger,
} from '../../domain/active-directory/directory-values.js';
import type { ObjectGuid } from '../../domain/identifiers.js';
import type { PasswordNames } from '../../domain/password/name-parts.js';
import { AppError } from '../../errors.js';
import type { PasswordAccount, PasswordLastSet } from '../password-directory.js';
import { KIND_ATTRIBUTES, kindOf } from '../people/object-kind.js';
import type { SignedIn } from '../controllers/signed-in.js';
import type { DirectoryReader } from '../wire/directory-reader.js';
import { guidDn } from '../wire/filters.js';
import { dnOf, firstValue, textOf, type LdapEntry } from '../wire/ldap-entry.js';

const COMPUTED = 'msDS-User-Account-Control-Computed';
const ATTRIBUTES = [
  ...KIND_ATTRIBUTES,
  'objectSid',
  'sAMAccountName',
  'userPrincipalName',
  'displayName',
  'cn',
  'givenName',
  'sn',
  'userAccountControl',
  COMPUTED,
  'pwdLastSet',
  'accountExpires',
  'badPwdCount',
  'adminCount',
  'lockoutTime',
];
/** Bits the controller works out (MS-ADTS 3.1.1.4.5.17). */
const LOCKED_OUT = 0x10;
const PASSWORD_EXPIRED = 0x80_0000;

/** The account and the controller's clock. Undefined when it is gone, or hidden. */
export async function readAccount(
  { reader, controller }: SignedIn,
  guid: ObjectGuid,
): Promise<PasswordAccount | undefined> {
  const [entry, controllerTime] = await Promise.all([
    reader.object(guidDn(guid), ATTRIBUTES, 'reading an account'),
    readClock(reader),
  ]);
  if (entry === undefined) return undefined;
  return { ...decode(entry, guid), invocationId: controller.invocationId, controllerTime };
}

async function readClock(reader: DirectoryReader): Promise<Date> {
  const rootDse = await reader.object('', ['currentTime'], 'asking for the time');
  const time = rootDse && generalizedTime(textOf(rootDse, 'currentTime'));
  if (time === undefined)
    throw new AppError(
      'DIRECTORY_UNSUPPORTED',
      `${reader.address} does not say what time it is (currentTime of its root DSE), by which the age of passwords is reckoned. Use another controller.`,
    );
  return time;
}

function decode(
  entry: LdapEntry,
  objectGuid: ObjectGuid,
): Omit<PasswordAccount, 'invocationId' | 'controllerTime'> {
  const number = (attribute: string): number | null => smallInteger(textOf(entry, attribute)) ?? null;
  const time = (attribute: string): Date | null => fileTime(textOf(entry, attribute)) ?? null;
  const computed = number(COMPUTED);
  return {
    objectGuid,
    dn: dnOf(entry),
    kind: kindOf(entry),
    names: namesOf(entry),
    rid: sidRid(firstValue(entry, 'objectSid') ?? Buffer.alloc(0)) ?? null,
    userAccountControl: number('userAccountControl'),
    isLocked: computed === null ? null : (computed & LOCKED_OUT) !== 0,
    isPasswordExpired: computed === null ? null : (computed & PASSWORD_EXPIRED) !== 0,
    passwordLastSet: lastSetOf(entry),
    accountExpires: time('accountExpires'),
    badPwdCount: number('badPwdCount'),
    adminCount: number('adminCount'),
    lockoutTime: time('lockoutTime'),
  };
}

function namesOf(entry: LdapEntry): PasswordNames {
  const text = (attribute: string): string | null => textOf(entry, attribute) ?? null;
  return {
    samAccountName: text('sAMAccountName'),
    userPrincipalName: text('userPrincipalName'),
    displayName: text('displayName'),
    commonName: text('cn'),
    givenName: text('givenName'),
    surname: text('sn'),
  };
}

function lastSetOf(entry: LdapEntry): PasswordLastSet | null {
  const text = textOf(entry, 'pwdLastSet');
  const ticks = largeInteger(text);
  return ticks === undefined ? null : { ticks, at: fileTime(text) ?? null };
}
