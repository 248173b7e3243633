import { largeInteger, sidRid } from '../../domain/active-directory/directory-values.js';
import { objectGuidFromBytes } from '../../domain/identifiers.js';
import { AppError } from '../../errors.js';
import type { DirectoryGroup } from '../directory.js';
import { dnOf, firstValue, textOf, type LdapEntry } from '../wire/ldap-entry.js';

export const GROUP_ATTRIBUTES = ['objectGUID', 'objectSid', 'sAMAccountName', 'cn', 'uSNChanged'];

/** Fails with GROUP_UNREADABLE when an attribute is missing that every group has. */
export function decodeGroup(entry: LdapEntry): DirectoryGroup {
  const dn = dnOf(entry);
  const objectGuid = objectGuidFromBytes(firstValue(entry, 'objectGUID') ?? Buffer.alloc(0));
  const rid = sidRid(firstValue(entry, 'objectSid') ?? Buffer.alloc(0));
  const usnChanged = largeInteger(textOf(entry, 'uSNChanged'));
  const name = textOf(entry, 'sAMAccountName') ?? textOf(entry, 'cn');
  if (objectGuid === undefined || rid === undefined || usnChanged === undefined || name === undefined) {
    throw new AppError(
      'GROUP_UNREADABLE',
      `The group ${dn} is there, but the bind account may not read its name, objectGUID, objectSid and uSNChanged. Give it read access to the group.`,
    );
  }
  return { objectGuid, dn, name, rid, usnChanged };
}
