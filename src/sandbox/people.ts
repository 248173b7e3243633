import { SandboxError } from './sandbox-error.js';
import { AWKWARD_UNIT, awkwardPeople } from './people/awkward-people.js';
import { expectationsOf, expectationsOfBoth } from './people/expectations.js';
import type { DomainExpectations, TwoDomainExpectations } from './people/expectations.js';
import { drawIdentity, sharedIdentities } from './people/identity.js';
import type { Identity } from './people/identity.js';
import { COMPANIES, DEPARTMENTS, PHONE_PREFIXES } from './people/organisation.js';
import { RandomSource } from './people/random-source.js';
import { UniqueNames } from './people/unique-names.js';
import { PASSWORD_GROUP, SYNC_GROUP } from './sandbox-directory.js';
import type { DirectoryContents, SeedPerson } from './sandbox-directory.js';

export { expectationsOf, expectationsOfBoth };
export type { DomainExpectations, TwoDomainExpectations };

/** Fewer do not hold the awkward people and those in both domains. */
export const FEWEST_PEOPLE = 50;
/** What the made-up names and log-on names are known to last for. */
export const MOST_PEOPLE = 200_000;

/** A group of the directory that Latchkey has nothing to do with. */
const OTHER_GROUP = 'VPN Users';

const SHARE = {
  synchronised: 0.95,
  password: 0.3,
  disabled: 0.03,
  withoutMail: 0.01,
  otherGroup: 0.2,
  shared: 0.1,
};

interface ContentsOptions {
  /** DNS name of the domain, for example `north.example`. */
  readonly dnsName: string;
  /** People in all, between `FEWEST_PEOPLE` and `MOST_PEOPLE`, awkward ones included. */
  readonly count: number;
  /** The same seed gives the same people. */
  readonly seed: number;
  /** People who are in another domain too: each is in this domain's sync group, under the address given. */
  readonly shared?: readonly Identity[];
}

/**
 * The people, units and groups of one domain: about 95 % in the sync group, 30 % of those in the password group
 * too, 3 % disabled, the awkward ones always among them. Log-on names and addresses are unique in the domain.
 * @throws SandboxError for a `count` out of bounds.
 */
export function generateContents(options: ContentsOptions): DirectoryContents {
  assertCount(options.count);
  const { dnsName, count, seed, shared = [] } = options;
  const random = new RandomSource(seed);
  const awkward = awkwardPeople(dnsName);
  const names = new UniqueNames(awkward);
  const people: SeedPerson[] = [...awkward];
  for (const identity of shared) {
    people.push(personOf(identity, names, random, { isShared: true }));
  }
  while (people.length < count) {
    const identity = drawIdentity(random, names, dnsName);
    people.push(personOf(identity, names, random, { isShared: false }));
  }
  return {
    dnsName,
    units: [...DEPARTMENTS.map((department) => department.unit), AWKWARD_UNIT],
    groups: [SYNC_GROUP, PASSWORD_GROUP, OTHER_GROUP],
    people,
  };
}

interface TwoDomainOptions {
  /** People in each of the two domains. */
  readonly count: number;
  readonly seed: number;
  /** DNS names; `north.example` and `south.example` when left out. */
  readonly dnsNames?: { readonly north: string; readonly south: string };
}

/** Two domains that overlap, and every figure that follows from what is in them. */
export interface TwoDomains {
  readonly north: DirectoryContents;
  readonly south: DirectoryContents;
  readonly expectations: TwoDomainExpectations;
}

/**
 * Two domains of which 10 % of the people are the same ones: exactly `round(count / 10)` people are in both sync
 * groups under the same address (`@corp.example`), some of them written in capitals or between blanks in the south.
 * @throws SandboxError for a `count` out of bounds.
 */
export function generateTwoDomains({ count, seed, dnsNames }: TwoDomainOptions): TwoDomains {
  assertCount(count);
  const names = dnsNames ?? { north: 'north.example', south: 'south.example' };
  const shared = sharedIdentities(Math.round(count * SHARE.shared), seed);
  const north = generateContents({ dnsName: names.north, count, seed: seed * 2 + 1, shared });
  const south = generateContents({
    dnsName: names.south,
    count,
    seed: seed * 2 + 2,
    shared: shared.map(writtenOtherwise),
  });
  return { north, south, expectations: expectationsOfBoth(north, south) };
}

function assertCount(count: number): void {
  if (Number.isInteger(count) && count >= FEWEST_PEOPLE && count <= MOST_PEOPLE) return;
  throw new SandboxError(
    `A sandbox domain can't have ${count} people: the awkward ones need room and the made-up names run out. ` +
      `Ask for a whole number between ${FEWEST_PEOPLE} and ${MOST_PEOPLE}.`,
  );
}

/** An address is the same one in capitals and between blanks: every eighth and every ninth is put to the test. */
function writtenOtherwise(identity: Identity, index: number): Identity {
  if (index % 8 === 3) return { ...identity, mail: identity.mail.toUpperCase() };
  if (index % 9 === 4) return { ...identity, mail: ` ${identity.mail} ` };
  return identity;
}

function personOf(
  { given, surname, mail }: Identity,
  names: UniqueNames,
  random: RandomSource,
  { isShared }: { isShared: boolean },
): SeedPerson {
  const department = random.pick(DEPARTMENTS);
  const login = names.login(given.latin, surname.latin);
  const fullName = `${given.written} ${surname.written}`;
  return {
    login,
    commonName: names.commonName(fullName, login, department.unit),
    givenName: given.written,
    surname: surname.written,
    displayName: random.chance(0.15) ? `${surname.written}, ${given.written}` : fullName,
    ...(isShared || !random.chance(SHARE.withoutMail) ? { mail } : {}),
    ...(random.chance(0.85) ? { telephoneNumber: telephone(random) } : {}),
    ...(random.chance(0.95) ? { title: random.pick(department.titles) } : {}),
    department: department.name,
    ...(random.chance(0.9) ? { company: random.pick(COMPANIES) } : {}),
    enabled: !random.chance(SHARE.disabled),
    groups: groupsOf(random, isShared || random.chance(SHARE.synchronised)),
    unit: department.unit,
  };
}

function groupsOf(random: RandomSource, synchronised: boolean): string[] {
  const groups = random.chance(SHARE.otherGroup) ? [OTHER_GROUP] : [];
  if (!synchronised) return groups;
  return random.chance(SHARE.password) ? [SYNC_GROUP, PASSWORD_GROUP, ...groups] : [SYNC_GROUP, ...groups];
}

function telephone(random: RandomSource): string {
  return random.pick(PHONE_PREFIXES) + String(random.below(100)).padStart(2, '0');
}
