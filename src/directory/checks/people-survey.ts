import { objectGuidFromBytes, type ObjectGuid } from '../../domain/identifiers.js';
import { domainOfDn, smallInteger } from '../../domain/active-directory/directory-values.js';
import type { DirectoryGroup, MemberKind } from '../directory.js';
import { readMembers } from '../groups/member-reader.js';
import type { DirectoryReader } from '../wire/directory-reader.js';
import { firstValue, textOf } from '../wire/ldap-entry.js';
import { lookUpObjects, MOST_LOOKED_UP } from '../people/object-lookup.js';
import { searchPeople } from '../people/people-search.js';

/** Who a synchronisation would read, and who it would not. */
export interface PeopleSurvey {
  /** People found through their groups, each counted once. */
  readonly people: number;
  /** Up to 200 of them. */
  readonly sample: readonly ObjectGuid[];
  /** Members that are no people, by what they are. */
  readonly others: ReadonlyMap<MemberKind, number>;
  /** People who are members but lie outside the base DN. */
  readonly outsideBase: number;
  /** DNs of members that the account cannot see. */
  readonly hidden: readonly string[];
  /** Members not found through the search for people and not looked at one by one: there are too many. */
  readonly unexamined: number;
  /** The groups have direct members, and yet their list of members came back empty. */
  readonly isMemberListHidden: boolean;
}

/** Reads who is in the groups, the way a synchronisation does, and looks at up to 200 members it would miss. */
export async function surveyPeople(
  reader: DirectoryReader,
  baseDn: string,
  groups: readonly DirectoryGroup[],
): Promise<PeopleSurvey> {
  const rids = new Set(groups.map((group) => group.rid));
  const people = new Set<ObjectGuid>();
  let directMembers = 0;
  for await (const page of searchPeople(reader, baseDn, groups, ['objectGUID', 'primaryGroupID'])) {
    for (const entry of page) {
      const guid = objectGuidFromBytes(firstValue(entry, 'objectGUID') ?? Buffer.alloc(0));
      if (guid !== undefined) people.add(guid);
      if (!rids.has(smallInteger(textOf(entry, 'primaryGroupID')) ?? -1)) directMembers += 1;
    }
  }
  const missed = new Map<ObjectGuid, string>();
  const nested = new Set(groups.map((group) => group.objectGuid));
  let named = 0;
  for (const group of groups) {
    for await (const slice of readMembers(reader, group)) {
      named += slice.length;
      for (const { objectGuid, dn } of slice) {
        if (!people.has(objectGuid) && !nested.has(objectGuid)) missed.set(objectGuid, dn);
      }
    }
  }
  return {
    people: people.size,
    sample: [...people].slice(0, MOST_LOOKED_UP),
    isMemberListHidden: named === 0 && directMembers > 0,
    ...(await examine(reader, missed)),
  };
}

async function examine(
  reader: DirectoryReader,
  missed: ReadonlyMap<ObjectGuid, string>,
): Promise<Pick<PeopleSurvey, 'others' | 'outsideBase' | 'hidden' | 'unexamined'>> {
  const here = domainOfDn(reader.rootDse.defaultNamingContext);
  const looked = [...missed].slice(0, MOST_LOOKED_UP);
  const found = await lookUpObjects(
    reader,
    looked.map(([guid]) => guid),
  );
  const kinds = new Map(
    found.map((it) => (it.type === 'PERSON' ? [it.person.objectGuid, it.type] : [it.objectGuid, it.kind])),
  );
  const others = new Map<MemberKind, number>();
  const hidden: string[] = [];
  let outsideBase = 0;
  for (const [guid, dn] of looked) {
    const kind = kinds.get(guid) ?? (domainOfDn(dn) === here ? undefined : 'OTHER_NAMING_CONTEXT');
    if (kind === undefined) hidden.push(dn);
    else if (kind === 'PERSON') outsideBase += 1;
    else others.set(kind, (others.get(kind) ?? 0) + 1);
  }
  return { others, outsideBase, hidden, unexamined: missed.size - looked.length };
}
