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

/** Worked out by the controller: the policy that applies to this account in place of the domain's. */
export const RESULTANT_POLICY = 'msDS-ResultantPSO';
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

/** An account, and the DN of the policy of its own where that was asked for. */
export interface ReadAccount {
  readonly account: PasswordAccount;
  readonly policyDn: string | undefined;
}

/** The account and the controller's clock. Undefined when it is gone, or hidden. */
export async function readAccount(
  { reader, controller }: SignedIn,
  guid: ObjectGuid,
  { clock, withPolicy }: { readonly clock: ControllerClock; readonly withPolicy: boolean },
): Promise<ReadAccount | undefined> {
  const attributes = withPolicy ? [...ATTRIBUTES, RESULTANT_POLICY] : ATTRIBUTES;
  const [entry, controllerTime] = await Promise.all([
    reader.object(guidDn(guid), attributes, 'reading an account'),
    clock.now(reader),
  ]);
  if (entry === undefined) return undefined;
  const account = { ...decode(entry, guid), invocationId: controller.invocationId, controllerTime };
  return { account, policyDn: textOf(entry, RESULTANT_POLICY) };
}

/** How long nobody asks a controller again what time it is. */
const CLOCK_MS = 60_000;

/** What a controller's clock says: asked for once in a while, and reckoned on from there. */
export class ControllerClock {
  private asked: { readonly at: number; readonly time: Promise<Date> } | undefined;

  async now(reader: DirectoryReader): Promise<Date> {
    const now = performance.now();
    if (this.asked === undefined || now - this.asked.at > CLOCK_MS) {
      const asked = { at: now, time: readClock(reader) };
      this.asked = asked;
      asked.time.catch(() => this.asked === asked && (this.asked = undefined));
    }
    const { at, time } = this.asked;
    return new Date((await time).getTime() + (now - at));
  }
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
