import { ATTRIBUTE_GUIDS } from '../../attribute-guids.js';
import { guidFromText } from '../values/guid.js';
import { ascii } from '../values/octets.js';
import type { Octets } from '../values/octets.js';
import { sidFromText } from '../values/sid.js';

/** Bits of an access mask on a directory object (MS-ADTS 5.1.3.2). */
export const accessMask = {
  createChild: 0x1,
  deleteChild: 0x2,
  listChildren: 0x4,
  readProperty: 0x10,
  writeProperty: 0x20,
  listObject: 0x80,
  controlAccess: 0x100,
  delete: 0x10000,
  readControl: 0x20000,
  writeDescriptor: 0x40000,
  writeOwner: 0x80000,
} as const;

export const FULL_CONTROL = 0xf01ff;
export const READ_ONLY =
  accessMask.listChildren | accessMask.readProperty | accessMask.listObject | accessMask.readControl;

function knownGuid(text: string): Octets {
  return guidFromText(text) ?? ascii('');
}

/** Rights that are granted by their GUID, as object entries of an access list name them. */
export const controlRight = {
  resetPassword: knownGuid('00299570-246d-11d0-a768-00aa006e0529'),
  changePassword: knownGuid('ab721a53-1e2f-11d0-9819-00aa0040529b'),
  unexpirePassword: knownGuid('ccc2dc7d-a6ad-4a7a-8846-c04e3cc53501'),
} as const;

/** What access lists name attributes by: those that can be hidden by themselves, by their names in lower case. */
export const attributeGuids: ReadonlyMap<string, Octets> = new Map(
  Object.entries(ATTRIBUTE_GUIDS).map(([name, guid]) => [name.toLowerCase(), knownGuid(guid)]),
);

/** The schema GUID of the user class: entries inherited by people only carry it. */
export const USER_CLASS = knownGuid('bf967aba-0de6-11d0-a285-00aa003049e2');

function knownSid(text: string): Octets {
  return sidFromText(text) ?? ascii('');
}

/** Security identifiers that are the same in every domain. */
export const wellKnownSid = {
  everyone: knownSid('S-1-1-0'),
  network: knownSid('S-1-5-2'),
  self: knownSid('S-1-5-10'),
  authenticatedUsers: knownSid('S-1-5-11'),
  thisOrganization: knownSid('S-1-5-15'),
  system: knownSid('S-1-5-18'),
  administrators: knownSid('S-1-5-32-544'),
  users: knownSid('S-1-5-32-545'),
  guests: knownSid('S-1-5-32-546'),
} as const;
