import type { Filter } from 'ldapts';
import type { DirectoryGroup } from '../directory.js';
import type { DirectoryReader } from '../wire/directory-reader.js';
import { all, any, equals, IS_PERSON } from '../wire/filters.js';
import type { LdapEntry } from '../wire/ldap-entry.js';

/** Groups named in one filter. Each costs the controller two comparisons per person. */
const GROUPS_AT_A_TIME = 50;

/**
 * People below `baseDn` whom one of the groups holds, directly or as their primary group (which is in no list of
 * members). Someone in several groups may come more than once.
 */
export async function* searchPeople(
  reader: DirectoryReader,
  baseDn: string,
  groups: readonly DirectoryGroup[],
  attributes: readonly string[],
  condition?: Filter,
): AsyncGenerator<readonly LdapEntry[]> {
  for (let at = 0; at < groups.length; at += GROUPS_AT_A_TIME) {
    const held = any(groups.slice(at, at + GROUPS_AT_A_TIME).flatMap(holds));
    yield* reader.pages({
      base: baseDn,
      filter: condition === undefined ? all(IS_PERSON, held) : all(IS_PERSON, condition, held),
      attributes,
      doing: 'reading people',
    });
  }
}

function holds(group: DirectoryGroup): Filter[] {
  return [equals('memberOf', group.dn), equals('primaryGroupID', group.rid)];
}
