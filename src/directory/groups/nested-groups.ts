import type { ObjectGuid } from '../../domain/identifiers.js';
import { AppError } from '../../errors.js';
import type { DirectoryGroup } from '../directory.js';
import type { DirectoryReader } from '../wire/directory-reader.js';
import { all, any, equals, IS_GROUP } from '../wire/filters.js';
import { decodeGroup, GROUP_ATTRIBUTES } from './group-entry.js';

/** More than any sensible directory nests below one group. */
export const MOST_NESTED_GROUPS = 10_000;
const PARENTS_AT_A_TIME = 50;

/**
 * The groups below `root`, level by level, each once and without `root` itself, so that loops end. The rule that lets
 * the controller walk the chain (…1941) is slower and runs into its time limit on large domains.
 */
export async function readNestedGroups(
  reader: DirectoryReader,
  root: DirectoryGroup,
): Promise<DirectoryGroup[]> {
  const found = new Map<ObjectGuid, DirectoryGroup>([[root.objectGuid, root]]);
  let level: readonly DirectoryGroup[] = [root];
  while (level.length > 0) {
    const next: DirectoryGroup[] = [];
    for (let at = 0; at < level.length; at += PARENTS_AT_A_TIME) {
      for await (const group of groupsDirectlyIn(reader, level.slice(at, at + PARENTS_AT_A_TIME))) {
        if (found.has(group.objectGuid)) continue;
        found.set(group.objectGuid, group);
        next.push(group);
        if (found.size > MOST_NESTED_GROUPS) throw tooMany(root);
      }
    }
    level = next;
  }
  found.delete(root.objectGuid);
  return [...found.values()];
}

async function* groupsDirectlyIn(
  reader: DirectoryReader,
  parents: readonly DirectoryGroup[],
): AsyncGenerator<DirectoryGroup> {
  const pages = reader.pages({
    base: reader.rootDse.defaultNamingContext,
    filter: all(IS_GROUP, any(parents.map((parent) => equals('memberOf', parent.dn)))),
    attributes: GROUP_ATTRIBUTES,
    doing: 'looking for nested groups',
  });
  for await (const page of pages) yield* page.map(decodeGroup);
}

function tooMany(root: DirectoryGroup): AppError {
  return new AppError(
    'DIRECTORY_UNSUPPORTED',
    `More than ${MOST_NESTED_GROUPS} groups are nested below ${root.name}. Use a group with fewer, or switch nested groups off.`,
  );
}
