import { PASSWORD_GROUP, SYNC_GROUP } from '../sandbox-directory.js';
import type { DirectoryContents, SeedPerson } from '../sandbox-directory.js';
import { AWKWARD_UNIT } from './awkward-people.js';

/** What anybody who reads one domain must find. Groups are the direct members; all figures count people. */
export interface DomainExpectations {
  readonly dnsName: string;
  /** In the domain, the reader's and the administrator's own accounts not counted. */
  readonly people: number;
  readonly inSyncGroup: number;
  /** In the sync group and in the password group. */
  readonly inBothGroups: number;
  /** In neither of the two groups. */
  readonly inNeitherGroup: number;
  /** In the sync group and enabled. */
  readonly enabledInSyncGroup: number;
  /** In the sync group and disabled. */
  readonly disabledInSyncGroup: number;
  /** In the sync group without any value in `mail`. */
  readonly withoutMailInSyncGroup: number;
  /** Log-on names of the awkward ones, all of them in the sync group. */
  readonly awkwardLogins: readonly string[];
}

/** What follows from two domains once they are one list. */
export interface TwoDomainExpectations {
  readonly north: DomainExpectations;
  readonly south: DomainExpectations;
  /** People of both sync groups with the same e-mail address (trimmed, without case). */
  readonly sharedByMail: number;
  /** Different people in the two sync groups together: employees after the first synchronisation. */
  readonly employees: number;
  /** Of those, people who are enabled in at least one of the domains. */
  readonly activeEmployees: number;
  /** Shared people who are enabled in one domain and disabled in the other. */
  readonly disabledInOneDomainOnly: number;
}

/** Counts one domain's contents. */
export function expectationsOf(contents: DirectoryContents): DomainExpectations {
  const members = membersOf(contents);
  return {
    dnsName: contents.dnsName,
    people: contents.people.length,
    inSyncGroup: members.length,
    inBothGroups: members.filter((person) => person.groups.includes(PASSWORD_GROUP)).length,
    inNeitherGroup: contents.people.filter(isInNeitherGroup).length,
    enabledInSyncGroup: members.filter((person) => person.enabled).length,
    disabledInSyncGroup: members.filter((person) => !person.enabled).length,
    withoutMailInSyncGroup: members.filter((person) => person.mail === undefined).length,
    awkwardLogins: members.filter((person) => person.unit === AWKWARD_UNIT).map((person) => person.login),
  };
}

/** Counts two domains, and what they have in common. */
export function expectationsOfBoth(
  north: DirectoryContents,
  south: DirectoryContents,
): TwoDomainExpectations {
  const pairs = pairsByMail(membersOf(north), membersOf(south));
  const northern = expectationsOf(north);
  const southern = expectationsOf(south);
  const enabledTwice = pairs.filter((pair) => pair.every((person) => person.enabled)).length;
  return {
    north: northern,
    south: southern,
    sharedByMail: pairs.length,
    employees: northern.inSyncGroup + southern.inSyncGroup - pairs.length,
    activeEmployees: northern.enabledInSyncGroup + southern.enabledInSyncGroup - enabledTwice,
    disabledInOneDomainOnly: pairs.filter(([one, other]) => one.enabled !== other.enabled).length,
  };
}

/** People who are directly in the sync group. */
export function membersOf(contents: DirectoryContents): readonly SeedPerson[] {
  return contents.people.filter((person) => person.groups.includes(SYNC_GROUP));
}

function isInNeitherGroup(person: SeedPerson): boolean {
  return !person.groups.includes(SYNC_GROUP) && !person.groups.includes(PASSWORD_GROUP);
}

function pairsByMail(ones: readonly SeedPerson[], others: readonly SeedPerson[]): [SeedPerson, SeedPerson][] {
  const byMail = new Map(ones.flatMap((person) => withAddress(person)));
  return others.flatMap((other) =>
    withAddress(other).flatMap(([mail]): [SeedPerson, SeedPerson][] => {
      const one = byMail.get(mail);
      return one === undefined ? [] : [[one, other]];
    }),
  );
}

function withAddress(person: SeedPerson): [string, SeedPerson][] {
  const mail = person.mail?.trim().toLowerCase();
  return mail !== undefined && /^[^\s@;,]+@[^\s@;,]+$/u.test(mail) ? [[mail, person]] : [];
}
