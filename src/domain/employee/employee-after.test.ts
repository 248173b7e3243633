import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aProfile, aStanding, DISABLED, someValues } from '../../testing/sync/sync-builders.js';
import { isEnabled, type AccountValues } from './account-values.js';
import {
  employeeAfter,
  type EmployeeAfter,
  type EmployeeFacts,
  type EmployeeLink,
} from './employee-after.js';
import { emailKey } from '../identifiers.js';

const link = (
  { mailSuffixes = [], passwordHolder = 'UNMANAGED', ...rest }: Partial<EmployeeLink> = {},
  values: Partial<AccountValues> = {},
): EmployeeLink => {
  const all = someValues(values);
  return {
    accountId: 'north',
    priority: 100,
    seniority: '1',
    enabled: isEnabled(all.userAccountControl),
    passwordHolder,
    mailSuffixes,
    values: all,
    ...rest,
  };
};

const after = (facts: Partial<EmployeeFacts>): EmployeeAfter => {
  const employee = employeeAfter({
    id: 'ada',
    before: aStanding(),
    links: [link()],
    removal: undefined,
    ...facts,
  });
  if (employee === undefined) throw new Error('nobody came of it');
  return employee;
};

describe('an employee as it follows from their links', () => {
  it('is nobody without a link when they did not exist before', () => {
    expect(employeeAfter({ id: 'ada', before: undefined, links: [], removal: undefined })).toBeUndefined();
  });

  it('is new: has the values of the link and is found by name, e-mail and login', () => {
    expect(after({ before: undefined })).toMatchObject({
      standing: { source: 'DIRECTORY', causes: [], deleteAfter: null },
      state: 'ACTIVE',
      profile: { displayName: 'Ada Lovelace', email: 'ada@north.example', position: 'Analyst' },
      emailKey: 'ada@north.example',
      searchText: 'ada lovelace\nada@north.example',
    });
  });

  it('is new and disabled: deactivated from the start', () => {
    expect(after({ before: undefined, links: [link({}, { userAccountControl: DISABLED })] }).state).toBe(
      'DEACTIVATED',
    );
  });

  it('loses a value that every link has cleared, and takes a name from the next best', () => {
    const links = [link({}, { title: null, displayName: null, givenName: null, surname: null })];
    expect(after({ links }).profile).toMatchObject({
      position: null,
      givenName: null,
      displayName: 'Ada Lovelace',
    });
  });

  it('without a link keeps the profile and the address they had last', () => {
    const removal = { policy: 'KEEP', deleteAfter: null } as const;
    expect(after({ links: [], removal })).toMatchObject({
      standing: { source: 'MANUAL' },
      profile: aProfile(),
      emailKey: 'ada@north.example',
      primaryAccountId: null,
    });
  });
});

describe('the address an employee is matched by', () => {
  it.each<[string, Partial<EmployeeLink>, string | null, string | null]>([
    ['is that of the profile', {}, 'Ada@North.Example', 'ada@north.example'],
    ['is none without an e-mail', {}, null, null],
    ['is none for a value that is not exactly one address', {}, 'ada@x.example, bob@x.example', null],
    [
      'is within the declared suffixes',
      { mailSuffixes: ['north.example'] },
      'ada@north.example',
      'ada@north.example',
    ],
    ['is none outside the declared suffixes', { mailSuffixes: ['south.example'] }, 'ada@north.example', null],
  ])('%s', (_claim, overrides, mail, key) => {
    const employee = after({ links: [link(overrides, { mail })] });
    expect(employee.emailKey).toBe(key);
    expect(employee.profile.email).toBe(mail);
  });

  it('needs the suffixes of the domain it came from, not of another', () => {
    const north = link({ mailSuffixes: ['south.example'] }, { mail: 'ada@north.example' });
    const south = link({ accountId: 'south', priority: 50, mailSuffixes: ['north.example'] });
    expect(after({ links: [north, south] }).emailKey).toBeNull();
  });

  it('of somebody with a role stays, whichever link closes or speaks first', () => {
    const before = aStanding({ privileged: true });
    const links = [link({ accountId: 'south' }, { mail: 'other@south.example', title: 'Countess' })];
    expect(after({ before, links })).toMatchObject({
      profile: { email: 'ada@north.example', position: 'Countess' },
      emailKey: 'ada@north.example',
    });
    const nameless = aStanding({ privileged: true, profile: aProfile({ email: null }), emailKey: null });
    expect(after({ before: nameless, links })).toMatchObject({ profile: { email: null }, emailKey: null });
  });
});

describe('the primary account', () => {
  const managed = (accountId: string, priority: number) =>
    link({ accountId, priority, passwordHolder: 'AWAITING_KEY' });

  it.each<[string, string | null, EmployeeLink[], string | null]>([
    ['is none while no account is managed', null, [link()], null],
    ['is the first account to become managed', null, [link(), managed('south', 50)], 'south'],
    ['is that of the highest priority when several become managed at once', null, [managed('south', 50), managed('north', 100)], 'north'], // prettier-ignore
    ['stays when another of higher priority becomes managed', 'south', [managed('south', 50), managed('north', 100)], 'south'], // prettier-ignore
    ['stays for as long as it is open, also when unmanaged again', 'south', [link({ accountId: 'south' }), managed('north', 100)], 'south'], // prettier-ignore
    ['is the next managed one when it has closed', 'gone', [link(), managed('south', 50)], 'south'],
    ['is none when it has closed and no other is managed', 'gone', [link()], null],
  ])('%s', (_claim, primaryAccountId, links, expected) => {
    expect(after({ before: aStanding({ primaryAccountId }), links }).primaryAccountId).toBe(expected);
  });
});

describe('working an employee out anew', () => {
  const anyLinks = fc.uniqueArray(
    fc
      .record({
        accountId: fc.constantFrom('a', 'b', 'c'),
        priority: fc.constantFrom(50, 100),
        mail: fc.constantFrom('ada@north.example', 'ada@south.example', ' ', null),
        userAccountControl: fc.constantFrom(0x200, DISABLED, null),
        passwordHolder: fc.constantFrom('UNMANAGED' as const, 'AWAITING_KEY' as const, 'MANAGED' as const),
        mailSuffixes: fc.constantFrom([], ['north.example']),
      })
      .map(({ mail, userAccountControl, ...rest }) =>
        link({ ...rest, seniority: rest.accountId }, { mail, userAccountControl }),
      ),
    { selector: ({ accountId }) => accountId, maxLength: 3 },
  );
  const anyBefore = fc.record({
    privileged: fc.boolean(),
    primaryAccountId: fc.constantFrom('a', 'gone', null),
  });

  it('does not depend on the order of the links', () => {
    const orders = anyLinks.chain((links) =>
      fc.tuple(
        fc.constant(links),
        fc.shuffledSubarray(links, { minLength: links.length, maxLength: links.length }),
      ),
    );
    fc.assert(
      fc.property(orders, anyBefore, ([one, other], facts) => {
        const before = aStanding(facts);
        const { searchText: first, ...a } = after({ before, links: one });
        const { searchText: second, ...b } = after({ before, links: other });
        expect(a).toEqual(b);
        expect(new Set(first.split('\n'))).toEqual(new Set(second.split('\n')));
      }),
    );
  });

  it('twice is the same as once', () => {
    fc.assert(
      fc.property(anyLinks, anyBefore, (links, facts) => {
        const once = after({ before: aStanding(facts), links });
        const { source, causes, deleteAfter } = once.standing;
        const { profile, primaryAccountId } = once;
        const before = aStanding({
          ...facts,
          source,
          causes,
          deleteAfter,
          profile,
          emailKey: once.emailKey,
          primaryAccountId,
        });
        expect(after({ before, links })).toMatchObject({
          standing: { source, causes, deleteAfter },
          profile,
          emailKey: once.emailKey,
          primaryAccountId,
        });
      }),
    );
  });

  it('never matches by an address that is not the one shown', () => {
    fc.assert(
      fc.property(anyLinks, (links) => {
        const { emailKey: key, profile } = after({ links });
        expect([null, emailKey(profile.email)]).toContain(key);
      }),
    );
  });
});
