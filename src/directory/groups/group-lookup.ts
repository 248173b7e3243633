import type { ObjectGuid } from '../../domain/identifiers.js';
import { AppError } from '../../errors.js';
import type { DirectoryGroup, GroupReference } from '../directory.js';
import type { DirectoryReader } from '../wire/directory-reader.js';
import { all, any, equals, guidDn, hasGuid, IS_GROUP } from '../wire/filters.js';
import { decodeGroup, GROUP_ATTRIBUTES } from './group-entry.js';
import { unreadableGroup } from './member-reader.js';

/** Finds a group by its pinned objectGUID, else by its name anywhere in the domain. */
export async function findGroup(reader: DirectoryReader, reference: GroupReference): Promise<DirectoryGroup> {
  if (reference.objectGuid === undefined) {
    const [only, ...more] = await groupsNamed(reader, reference.name);
    if (only === undefined) throw notFound(reference.name);
    if (more.length > 0) throw ambiguous(reference.name, [only, ...more]);
    return only;
  }
  const pinned = await groupWithGuid(reader, reference.objectGuid, reference.name);
  if (pinned !== undefined) return pinned;
  const [successor] = await groupsNamed(reader, reference.name);
  throw successor === undefined ? notFound(reference.name) : recreated(reference.name, successor);
}

/** The same groups as they are now. Fails with GROUP_UNREADABLE when one is gone. */
export async function refreshGroups(
  reader: DirectoryReader,
  groups: readonly DirectoryGroup[],
): Promise<DirectoryGroup[]> {
  const current = new Map<ObjectGuid, DirectoryGroup>();
  for (let at = 0; at < groups.length; at += GUIDS_AT_A_TIME) {
    const wanted = groups.slice(at, at + GUIDS_AT_A_TIME).map((group) => hasGuid(group.objectGuid));
    const entries = await reader.all({
      base: reader.rootDse.defaultNamingContext,
      filter: all(IS_GROUP, any(wanted)),
      attributes: GROUP_ATTRIBUTES,
      doing: 'reading the groups again',
    });
    for (const group of entries.map(decodeGroup)) current.set(group.objectGuid, group);
  }
  return groups.map((group) => {
    const now = current.get(group.objectGuid);
    if (now === undefined) throw unreadableGroup(group);
    return now;
  });
}

const GUIDS_AT_A_TIME = 100;

async function groupWithGuid(
  reader: DirectoryReader,
  guid: ObjectGuid,
  name: string,
): Promise<DirectoryGroup | undefined> {
  const entry = await reader.object(guidDn(guid), GROUP_ATTRIBUTES, `reading the group ${name}`, {
    filter: IS_GROUP,
  });
  const group = entry && decodeGroup(entry);
  // A server that takes <GUID=…> for an ordinary name may answer with another object.
  return group?.objectGuid === guid ? group : undefined;
}

async function groupsNamed(reader: DirectoryReader, name: string): Promise<DirectoryGroup[]> {
  const entries = await reader.all({
    base: reader.rootDse.defaultNamingContext,
    filter: all(IS_GROUP, any([equals('sAMAccountName', name), equals('cn', name)])),
    attributes: GROUP_ATTRIBUTES,
    doing: `looking for the group ${name}`,
  });
  return entries.map(decodeGroup);
}

function notFound(name: string): AppError {
  return new AppError(
    'GROUP_NOT_FOUND',
    `There is no group named ${name} in the domain that the bind account can see. Create it, correct the name, or give the account read access to it.`,
  );
}

const MOST_NAMES_SHOWN = 5;

function ambiguous(name: string, groups: readonly DirectoryGroup[]): AppError {
  const shown = groups.slice(0, MOST_NAMES_SHOWN).map((group) => group.dn);
  return new AppError(
    'GROUP_AMBIGUOUS',
    `${groups.length} groups go by the name ${name}: ${shown.join('; ')}. Rename all but one, or give a name that only one of them has.`,
  );
}

function recreated(name: string, successor: DirectoryGroup): AppError {
  return new AppError(
    'GROUP_RECREATED',
    `The group ${name} that this domain was set up with is gone; another of the same name is there now (${successor.dn}). If it is the right one, pin it with repinGroup.`,
  );
}
