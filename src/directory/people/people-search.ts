import type { Filter } from 'ldapts';
import type { DirectoryGroup } from '../directory.js';
import type { DirectoryReader } from '../wire/directory-reader.js';
import { all, any, equals, IS_PERSON } from '../wire/filters.js';
import type { LdapEntry } from '../wire/ldap-entry.js';

/** Groups named in one filter. Each costs the controller two comparisons per person. */
const GROUPS_AT_A_TIME = 50;

/** How a group holds people: in any way, or as their primary group, which is in no list of members. */
export type Membership = 'ANY' | 'PRIMARY_GROUP';

export interface Narrowing {
  readonly membership?: Membership | undefined;
  readonly condition?: Filter | undefined;
}

/** People below `baseDn` whom one of the groups holds. Someone in several groups may come more than once. */
export async function* searchPeople(
  reader: DirectoryReader,
  baseDn: string,
  groups: readonly DirectoryGroup[],
  attributes: readonly string[],
  { membership = 'ANY', condition }: Narrowing = {},
): AsyncGenerator<readonly LdapEntry[]> {
  for (let at = 0; at < groups.length; at += GROUPS_AT_A_TIME) {
    const held = heldBy(groups.slice(at, at + GROUPS_AT_A_TIME), membership);
    yield* reader.pages({
      base: baseDn,
      filter: condition === undefined ? all(IS_PERSON, held) : all(IS_PERSON, condition, held),
      attributes,
      doing: 'reading people',
    });
  }
}

/** True for whom one of the groups holds like this. */
export function heldBy(groups: readonly DirectoryGroup[], membership: Membership): Filter {
  return any(
    groups.flatMap(({ dn, rid }) => [
      ...(membership === 'ANY' ? [equals('memberOf', dn)] : []),
      equals('primaryGroupID', rid),
    ]),
  );
}
