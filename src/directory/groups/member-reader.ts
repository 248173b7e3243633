import { AppError } from '../../errors.js';
import type { DirectoryGroup, GroupMember } from '../directory.js';
import { CONTROLS, extendedDn } from '../wire/controls.js';
import type { DirectoryReader } from '../wire/directory-reader.js';
import { guidDn } from '../wire/filters.js';
import { decodeText } from '../wire/ldap-entry.js';
import { requireControl } from '../wire/root-dse.js';
import { parseExtendedDn } from './extended-dn.js';
import { memberAttribute, readMemberRange, type MemberRange } from './member-range.js';

/** Members handed on at a time: what AD sends in one range. Samba sends all at once. */
const SLICE = 1_500;

/**
 * All values of a group's `member` with their objectGUIDs, in slices, the next range read ahead. No value at all may
 * also mean that the account may not read them: only the caller can tell, by whether people say they are in the group.
 */
export async function* readMembers(
  reader: DirectoryReader,
  group: DirectoryGroup,
): AsyncGenerator<readonly GroupMember[]> {
  requireControl(
    reader.rootDse,
    CONTROLS.EXTENDED_DN,
    'members cannot be told apart from others of the same name',
  );
  let next: Promise<MemberRange> | undefined = readRange(reader, group, 0);
  while (next !== undefined) {
    const range: MemberRange = await next;
    next = range.next === undefined ? undefined : readRange(reader, group, range.next);
    // Whoever leaves early never awaits it.
    next?.catch(() => undefined);
    for (let at = 0; at < range.values.length; at += SLICE) {
      yield range.values.slice(at, at + SLICE).map((value) => toMember(value, group));
    }
  }
}

async function readRange(
  reader: DirectoryReader,
  group: DirectoryGroup,
  start: number,
): Promise<MemberRange> {
  const doing = `reading the members of the group ${group.name}`;
  const entry = await reader.object(guidDn(group.objectGuid), [memberAttribute(start)], doing, {
    controls: [extendedDn()],
  });
  if (entry === undefined) throw unreadableGroup(group);
  return readMemberRange(entry, start);
}

function toMember(value: Buffer, group: DirectoryGroup): GroupMember {
  const member = parseExtendedDn(value);
  if (member !== undefined) return member;
  throw new AppError(
    'DIRECTORY_INCOMPLETE',
    `A member of the group ${group.name} came without its objectGUID (${decodeText(value)}), so that nothing could be proved about who has left. Take this member out of the group, or try again.`,
  );
}

/** The group was there and is not any more, or can no longer be seen. */
export function unreadableGroup(group: Pick<DirectoryGroup, 'name' | 'dn'>): AppError {
  return new AppError(
    'GROUP_UNREADABLE',
    `The group ${group.name} (${group.dn}) can no longer be read: it was deleted, or the bind account lost its right to read it. Nobody is removed because of that; check the group and the rights of the account.`,
  );
}
