import { BerWriter, Control } from 'ldapts';
import { objectGuid, objectGuidToBytes } from '../../domain/identifiers.js';
import { ATTRIBUTE_GUIDS, type GuardedAttribute } from '../attribute-guids.js';
import { withAccessEntry } from './access-list.js';
import type { AccessEntry } from './access-list.js';
import { bytesOf } from './ldap-session.js';
import type { LdapSession } from './ldap-session.js';

const SD_FLAGS = '1.2.840.113556.1.4.801';
const ACCESS_LIST_ONLY = 4;
const OCTET_STRING = 0x04;

/** Bits of an access mask (MS-ADTS 5.1.3.2). */
const RIGHT = {
  readProperty: 0x10,
  writeProperty: 0x20,
  listObject: 0x80,
  controlAccess: 0x100,
  readControl: 0x2_0000,
} as const;

/** rightsGuid of the control access rights, and schemaIDGUID of the class `user` (MS-ADTS 5.1.3.2.1, MS-ADSC). */
const RESET_PASSWORD = guidBytes('00299570-246d-11d0-a768-00aa006e0529');
const UNEXPIRE_PASSWORD = guidBytes('ccc2dc7d-a6ad-4a7a-8846-c04e3cc53501');
const USER_CLASS = guidBytes('bf967aba-0de6-11d0-a285-00aa003049e2');

/** Lets the trustee reset the password of everybody below `containerDn`. */
export async function grantReset(
  session: LdapSession,
  trusteeSid: Uint8Array,
  containerDn: string,
): Promise<void> {
  await addEntry(session, containerDn, {
    effect: 'allow',
    trusteeSid,
    mask: RIGHT.controlAccess,
    objectType: RESET_PASSWORD,
    forClassBelow: USER_CLASS,
  });
}

/** Lets the trustee demand of everybody below `containerDn` that they change their password at the next log-on. */
export async function grantForcedChange(
  session: LdapSession,
  trusteeSid: Uint8Array,
  containerDn: string,
): Promise<void> {
  await addEntry(session, containerDn, {
    effect: 'allow',
    trusteeSid,
    mask: RIGHT.writeProperty,
    objectType: guidBytes(ATTRIBUTE_GUIDS.pwdLastSet),
    forClassBelow: USER_CLASS,
  });
}

/** Lets a password that the trustee has reset count from now on. The right lies on the domain object. */
export async function grantUnexpire(session: LdapSession, trusteeSid: Uint8Array): Promise<void> {
  await addEntry(session, session.baseDn, {
    effect: 'allow',
    trusteeSid,
    mask: RIGHT.controlAccess,
    objectType: UNEXPIRE_PASSWORD,
  });
}

/** What an account may do with one person's password. */
export type PasswordRight = 'RESET' | 'UNEXPIRE';

/**
 * Grants or refuses a right about passwords on one object: that to reset on a person, that to unexpire on the domain.
 * A refusal is stronger than any grant. The answer takes it back.
 */
export function ruleOnPasswords(
  session: LdapSession,
  dn: string,
  { effect, trusteeSid, right }: Pick<AccessEntry, 'effect' | 'trusteeSid'> & { right: PasswordRight },
): Promise<() => Promise<void>> {
  const objectType = right === 'RESET' ? RESET_PASSWORD : UNEXPIRE_PASSWORD;
  return addEntry(session, dn, { effect, trusteeSid, mask: RIGHT.controlAccess, objectType });
}

/** Lets the trustee write one attribute of an object. The answer takes that back. */
export function grantWriting(
  session: LdapSession,
  trusteeSid: Uint8Array,
  dn: string,
  attribute: GuardedAttribute,
): Promise<() => Promise<void>> {
  const objectType = guidBytes(ATTRIBUTE_GUIDS[attribute]);
  return addEntry(session, dn, { effect: 'allow', trusteeSid, mask: RIGHT.writeProperty, objectType });
}

/** Lets the trustee read an object that its default list hides. */
export function grantReading(
  session: LdapSession,
  trusteeSid: Uint8Array,
  dn: string,
): Promise<() => Promise<void>> {
  const mask = RIGHT.readProperty | RIGHT.listObject | RIGHT.readControl;
  return addEntry(session, dn, { effect: 'allow', trusteeSid, mask });
}

/** Hides an object, or one attribute of it, from the trustee. The answer takes that back. */
export function denyReading(
  session: LdapSession,
  trusteeSid: Uint8Array,
  dn: string,
  attribute?: GuardedAttribute,
): Promise<() => Promise<void>> {
  if (attribute !== undefined) {
    const objectType = guidBytes(ATTRIBUTE_GUIDS[attribute]);
    return addEntry(session, dn, { effect: 'deny', trusteeSid, mask: RIGHT.readProperty, objectType });
  }
  const mask = RIGHT.readProperty | RIGHT.listObject | RIGHT.readControl;
  return addEntry(session, dn, { effect: 'deny', trusteeSid, mask });
}

/** The answer writes back the list that was there before. */
async function addEntry(session: LdapSession, dn: string, entry: AccessEntry): Promise<() => Promise<void>> {
  const control = new AccessListOnlyControl();
  const object = await session.byDn(dn, ['nTSecurityDescriptor'], [control]);
  const before = bytesOf(object, 'nTSecurityDescriptor');
  const write = (descriptor: Buffer) => session.replace(dn, { nTSecurityDescriptor: descriptor }, [control]);
  await write(withAccessEntry(before, entry));
  return () => write(before);
}

/** Reads and writes the access list of a security descriptor without its owner and its audit list. */
class AccessListOnlyControl extends Control {
  constructor() {
    super(SD_FLAGS, { critical: true });
  }

  override writeControl(writer: BerWriter): void {
    const value = new BerWriter();
    value.startSequence();
    value.writeInt(ACCESS_LIST_ONLY);
    value.endSequence();
    writer.writeBuffer(value.buffer, OCTET_STRING);
  }
}

function guidBytes(text: string): Uint8Array {
  const guid = objectGuid(text);
  if (guid === undefined) throw new TypeError(`${text} is not a GUID.`);
  return objectGuidToBytes(guid);
}
