import { describe, expect, test } from '@jest/globals';
import { FEWEST_PEOPLE, expectationsOf, generateContents, generateTwoDomains } from './people.js';
import { LONGEST } from './people/awkward-people.js';
import { PASSWORD_GROUP, SYNC_GROUP } from './sandbox-directory.js';
import type { DirectoryContents, SeedPerson } from './sandbox-directory.js';

const north = generateContents({ dnsName: 'north.example', count: 2_000, seed: 1 });

function addressOf(person: SeedPerson): string | undefined {
  return person.mail?.trim().toLowerCase();
}

function membersOf(contents: DirectoryContents, group: string): readonly SeedPerson[] {
  return contents.people.filter((person) => person.groups.includes(group));
}

describe('The people of one domain', () => {
  test('are the same for the same seed and others for another', () => {
    expect(generateContents({ dnsName: 'north.example', count: 2_000, seed: 1 })).toEqual(north);
    const other = generateContents({ dnsName: 'north.example', count: 2_000, seed: 2 });
    expect(other.people.map((person) => person.login)).not.toEqual(
      north.people.map((person) => person.login),
    );
  });

  test('are as many as asked for, in the shares that are promised', () => {
    const members = membersOf(north, SYNC_GROUP);
    expect(north.people).toHaveLength(2_000);
    expect(members.length / 2_000).toBeCloseTo(0.95, 1);
    expect(membersOf(north, PASSWORD_GROUP).length / members.length).toBeCloseTo(0.3, 1);
    expect(north.people.filter((person) => !person.enabled).length / 2_000).toBeCloseTo(0.03, 1);
    expect(north.people.filter((person) => !person.enabled).length).toBeGreaterThan(20);
    expect(north.people.some((person) => !person.groups.includes(SYNC_GROUP))).toBe(true);
  });

  test('have log-on names, addresses and relative names of their own, whatever the letter case', () => {
    const logins = north.people.map((person) => person.login.toLowerCase());
    expect(new Set(logins).size).toBe(2_000);
    const addresses = north.people.flatMap((person) => addressOf(person) ?? []);
    expect(new Set(addresses).size).toBe(addresses.length);
    const names = north.people.map((person) => `${person.unit}/${person.commonName.toLowerCase()}`);
    expect(new Set(names).size).toBe(2_000);
  });

  test('stay within what Active Directory takes', () => {
    const many = generateContents({ dnsName: 'north.example', count: 20_000, seed: 3 }).people;
    const fields = ['login', 'commonName', 'title', 'department', 'company', 'displayName'] as const;
    for (const field of fields) {
      const longest = Math.max(...many.map((person) => person[field]?.length ?? 0));
      expect([field, longest]).toEqual([field, LONGEST[field]]);
    }
    const forbidden = /["/\\[\]:;|=,+*?<>@\p{Cc}]|\.$/u;
    expect(many.filter((person) => forbidden.test(person.login))).toEqual([]);
    expect(many.filter((person) => Object.values(person).includes(''))).toEqual([]);
  });

  test('are all in units and groups that the domain has', () => {
    expect([...new Set(north.people.map((person) => person.unit))].toSorted()).toEqual(
      [...north.units].toSorted(),
    );
    expect([...new Set(north.people.flatMap((person) => person.groups))].toSorted()).toEqual(
      [...north.groups].toSorted(),
    );
  });

  test('can be neither too few nor no whole number', () => {
    expect(() => generateContents({ dnsName: 'north.example', count: FEWEST_PEOPLE - 1, seed: 1 })).toThrow(
      /between 50/,
    );
    expect(() => generateContents({ dnsName: 'north.example', count: 60.5, seed: 1 })).toThrow(
      /whole number/,
    );
  });
});

describe('The awkward people', () => {
  const smallest = generateContents({ dnsName: 'north.example', count: FEWEST_PEOPLE, seed: 1 });
  const values = smallest.people.filter((person) => person.unit.startsWith('Awkward'));
  const some = (holds: (person: SeedPerson) => boolean): boolean => values.some(holds);

  test.each([',', '#', '"', '+', ';', '\\', '<', '>', '=', "'", '*', '(', '/', '\n'])(
    'include one with %j in the relative name',
    (character) => expect(some((person) => person.commonName.includes(character))).toBe(true),
  );

  test.each([
    ['begins with a blank', /^ /u],
    ['ends with a blank', / $/u],
    ['is in Cyrillic letters', /\p{Script=Cyrillic}/u],
    ['is in Arabic letters', /\p{Script=Arabic}/u],
    ['is in Chinese characters', /\p{Script=Han}/u],
    ['holds an emoji', /\p{Emoji_Presentation}/u],
  ])('include one whose relative name %s', (_what, pattern) => {
    expect(some((person) => pattern.test(person.commonName))).toBe(true);
  });

  test('include the longest values', () => {
    expect(some((person) => person.login.length === LONGEST.login)).toBe(true);
    expect(some((person) => person.commonName.length === LONGEST.commonName)).toBe(true);
    expect(some((person) => person.title?.length === LONGEST.title)).toBe(true);
    expect(some((person) => person.department?.length === LONGEST.department)).toBe(true);
    expect(some((person) => person.company?.length === LONGEST.company)).toBe(true);
    expect(some((person) => person.displayName?.length === LONGEST.displayName)).toBe(true);
  });

  test('include people without an address, without a given name, and without any name', () => {
    expect(some((person) => person.mail === undefined)).toBe(true);
    expect(some((person) => person.givenName === undefined && person.surname !== undefined)).toBe(true);
    expect(some((person) => person.displayName === undefined && person.surname === undefined)).toBe(true);
  });

  test('include addresses in capitals, between blanks, two in one value, and none at all', () => {
    const mails = values.flatMap((person) => person.mail ?? []);
    expect(mails).toEqual(expect.arrayContaining([expect.stringMatching(/^[^a-z]+$/u)]));
    expect(mails).toEqual(expect.arrayContaining([expect.stringMatching(/^\s+\S+@\S+\s+$/u)]));
    expect(mails).toEqual(expect.arrayContaining([expect.stringMatching(/@.*@/u)]));
    expect(mails).toEqual(expect.arrayContaining([expect.stringMatching(/^[^@]+$/u)]));
  });

  test('are all expected in the sync group', () => {
    expect(expectationsOf(smallest).awkwardLogins).toEqual(values.map((person) => person.login));
  });
});

describe('Two domains', () => {
  const both = generateTwoDomains({ count: 500, seed: 9 });
  const members = [both.north, both.south].map((contents) => membersOf(contents, SYNC_GROUP));

  test('share exactly a tenth of their people, by address', () => {
    const [northern, southern] = members.map((people) => people.flatMap((person) => addressOf(person) ?? []));
    const common = northern?.filter((address) => address.includes('@') && southern?.includes(address)) ?? [];
    expect(common).toHaveLength(50);
    expect(common.every((address) => address.endsWith('@corp.example'))).toBe(true);
    expect(both.expectations.sharedByMail).toBe(50);
  });

  test('write some of the shared addresses in another way', () => {
    const northern = new Set(both.north.people.map((person) => person.mail));
    const southern = both.south.people.flatMap((person) => person.mail ?? []);
    const shared = southern.filter((mail) => mail.trim().toLowerCase().endsWith('@corp.example'));
    expect(shared.some((mail) => !northern.has(mail) && mail === mail.toUpperCase())).toBe(true);
    expect(shared.some((mail) => !northern.has(mail) && mail !== mail.trim())).toBe(true);
  });

  test('come with figures that agree with what is in them', () => {
    const employees = new Map<string, boolean>();
    for (const person of members.flat()) {
      const address = addressOf(person);
      const isAddress =
        address !== undefined && /^\S+@\S+$/u.test(address) && address.endsWith('@corp.example');
      const key = isAddress ? address : `${employees.size} has no one to share with`;
      employees.set(key, (employees.get(key) ?? false) || person.enabled);
    }
    expect(both.expectations.employees).toBe(employees.size);
    expect(both.expectations.activeEmployees).toBe([...employees.values()].filter(Boolean).length);
    for (const [contents, expected] of [
      [both.north, both.expectations.north],
      [both.south, both.expectations.south],
    ] as const) {
      expect(expected.people).toBe(500);
      expect(expected.inSyncGroup).toBe(membersOf(contents, SYNC_GROUP).length);
      expect(expected.enabledInSyncGroup + expected.disabledInSyncGroup).toBe(expected.inSyncGroup);
      expect(expected.inSyncGroup + expected.inNeitherGroup).toBe(500);
      expect(expected.inBothGroups).toBe(membersOf(contents, PASSWORD_GROUP).length);
    }
  });
});
