import { describe, expect, it } from '@jest/globals';
import {
  aCandidate,
  aDomain,
  aHolder,
  aLink,
  aManualEmployee,
  anEmployee,
  aProfile,
  aSnapshotPerson,
  DISABLED,
} from '../../testing/sync/sync-builders.js';
import type { KnownEmployee, KnownLink, SyncCandidate } from './sync-candidate.js';
import { decide } from './sync-plan.js';
import { NO_ACTION, type PlannedDecision } from './planned-decision.js';

type Person = Parameters<typeof aCandidate>[0];
const decided = (candidate: Person, domain = aDomain()): PlannedDecision =>
  decide(aCandidate(candidate), domain);
const heldBy = (employee: Partial<KnownEmployee>): Person => ({ holder: aHolder(employee) });

describe('a person whom no employee stands for yet', () => {
  it('is created', () => {
    expect(decided({})).toEqual({
      decision: 'CREATE',
      reasonCode: 'NEW_PERSON',
      reason: expect.any(String),
      personName: 'Ada Lovelace',
      employeeId: null,
      changes: null,
      instruction: {
        ...NO_ACTION,
        action: 'LINK',
        employee: 'NEW',
        confirmed: true,
        passwordHolder: 'UNMANAGED',
      },
    });
  });

  it.each([
    ['without a given name', { givenName: null }],
    ['without an e-mail address', { mail: null }],
    ['with an e-mail that is two addresses, which matches nobody', { mail: 'a@x.example; b@x.example' }],
    ['disabled in the directory', { userAccountControl: DISABLED }],
    ['who does not show whether they are enabled', { userAccountControl: null }],
  ])('%s is created all the same', (_who, values) => {
    expect(decided({ person: aSnapshotPerson(values) }).decision).toBe('CREATE');
  });

  it('is a member of both groups: waits for a key', () => {
    const person = aSnapshotPerson({}, { inPasswordGroup: true });
    expect(decided({ person }).instruction.passwordHolder).toBe('AWAITING_KEY');
  });

  it.each([
    [
      'the account the domain is read with',
      aSnapshotPerson({}, { inPasswordGroup: true, isBindAccount: true }),
    ],
    ['a built-in account', aSnapshotPerson({ rid: 500 }, { inPasswordGroup: true })],
    ['an account that requires a smart card', aSnapshotPerson({ userAccountControl: 0x4_0200 }, { inPasswordGroup: true })], // prettier-ignore
  ])('%s does not wait for a key, although a member of both groups', (_who, person) => {
    expect(decided({ person })).toMatchObject({
      decision: 'CREATE',
      instruction: { passwordHolder: 'UNMANAGED' },
    });
  });
});

describe('a person whose e-mail belongs to an employee', () => {
  it('is attached to an employee whom another domain knows', () => {
    expect(decided(heldBy({ otherLinks: [aLink()] }))).toMatchObject({
      decision: 'MERGE',
      reasonCode: 'SAME_EMAIL_AS_EMPLOYEE',
      employeeId: 'employee-2',
      instruction: { action: 'LINK', employee: 'EXISTING', together: false },
    });
  });

  it('makes a manual employee synchronised', () => {
    expect(decided({ holder: { employee: aManualEmployee({ id: 'typed' }), givesUp: false } })).toMatchObject(
      {
        decision: 'ADOPT',
        reasonCode: 'SAME_EMAIL_AS_MANUAL_EMPLOYEE',
        employeeId: 'typed',
        instruction: { action: 'LINK', employee: 'EXISTING' },
      },
    );
  });

  it('shows which fields of the profile change, by the priorities of the domains', () => {
    const otherLinks = [aLink({ priority: 100, seniority: '0', values: aProfile({ position: null, company: 'South' }) })]; // prettier-ignore
    const person = aSnapshotPerson({ title: 'Analyst', company: 'North' });
    expect(decided({ person, ...heldBy({ otherLinks }) }).changes).toEqual([
      { field: 'position', before: null, after: 'Analyst' },
    ]);
  });

  it('is a conflict that names both when the employee has an account in this domain already', () => {
    const planned = decided(heldBy({ otherLinks: [aLink({ inThisDomain: true })] }));
    expect(planned).toMatchObject({
      decision: 'CONFLICT',
      reasonCode: 'EMAIL_TWICE_IN_DOMAIN',
      personName: 'Ada Lovelace',
      reason: expect.stringContaining('Grace Hopper'),
      employeeId: null,
      instruction: NO_ACTION,
    });
  });

  it('takes the place of an account of this domain that leaves in the same run, in one transaction with it', () => {
    const otherLinks = [aLink({ inThisDomain: true, leaves: true })];
    expect(decided(heldBy({ otherLinks }))).toMatchObject({
      decision: 'MERGE',
      instruction: { action: 'LINK', together: true },
    });
  });

  it.each([
    [
      'whom another domain knows',
      anEmployee({ name: 'Grace Hopper', otherLinks: [aLink()], privileged: true }),
    ],
    ['who was entered by hand', aManualEmployee({ name: 'Grace Hopper', privileged: true })],
  ])('is never attached to somebody with a role %s', (_who, employee) => {
    expect(decided({ holder: { employee, givesUp: false } })).toMatchObject({
      decision: 'CONFLICT',
      reasonCode: 'EMAIL_OF_PRIVILEGED_USER',
      reason: expect.stringContaining('Grace Hopper'),
      instruction: NO_ACTION,
    });
  });

  it('is created when the holder moves to another address in this run, in one transaction with them', () => {
    expect(decided({ holder: aHolder({}, { givesUp: true }) })).toMatchObject({
      decision: 'CREATE',
      employeeId: null,
      instruction: { employee: 'NEW', together: true },
    });
  });
});

describe('a person whose e-mail others of the same domain have too', () => {
  it.each<[string, Partial<Extract<SyncCandidate, { standing: 'PERSON' }>>]>([
    ['that nobody holds', {}],
    ['that an employee holds', { holder: aHolder() }],
    ['that its holder gives up', { holder: aHolder({}, { givesUp: true }) }],
  ])('an address %s: nothing is created, and all are named', (_which, overrides) => {
    const person = aSnapshotPerson({}, { sharesEmailWith: ['Grace Hopper', 'Mary Somerville'] });
    expect(decided({ ...overrides, person })).toMatchObject({
      decision: 'CONFLICT',
      reasonCode: 'EMAIL_TWICE_IN_DOMAIN',
      personName: 'Ada Lovelace',
      reason: expect.stringContaining('Grace Hopper, Mary Somerville'),
      instruction: NO_ACTION,
    });
  });

  it('names three of many and how many more there are', () => {
    const person = aSnapshotPerson({}, { sharesEmailWith: ['A', 'B', 'C', 'D', 'E'] });
    expect(decided({ person }).reason).toContain('A, B, C and 2 more');
  });
});

describe('a link gained by e-mail', () => {
  const vouching = (overrides: Partial<KnownLink> = {}) => aLink({ suffixCovers: true, ...overrides });
  const covered = aDomain({ mailSuffixes: ['north.example'] });
  const confirmed = (employee: KnownEmployee, domain = covered): boolean => {
    const person = aSnapshotPerson({}, { inPasswordGroup: true });
    const { instruction } = decided({ person, holder: { employee, givesUp: false } }, domain);
    expect(instruction.passwordHolder).toBe(instruction.confirmed ? 'AWAITING_KEY' : 'UNMANAGED');
    return instruction.confirmed;
  };

  it('is confirmed when declared suffixes cover the address on both sides', () => {
    expect(confirmed(anEmployee({ otherLinks: [vouching()] }))).toBe(true);
  });

  it('is confirmed when an administrator typed the address and declared suffixes cover it', () => {
    expect(confirmed(aManualEmployee())).toBe(true);
  });

  it.each<[string, KnownEmployee, ReturnType<typeof aDomain>]>([
    ['this domain declares no suffixes', anEmployee({ otherLinks: [vouching()] }), aDomain()],
    ['this domain declares none, and the employee is manual', aManualEmployee(), aDomain()],
    [
      'this domain declares others',
      anEmployee({ otherLinks: [vouching()] }),
      aDomain({ mailSuffixes: ['south.example'] }),
    ],
    ['the domain that brought the address declares none', anEmployee({ otherLinks: [aLink()] }), covered],
    [
      'the link whose suffixes cover has another address than the one that matched',
      anEmployee({
        otherLinks: [
          aLink({ accountId: 'attacker' }),
          vouching({ values: aProfile({ email: 'mallory@south.example' }) }),
        ],
      }),
      covered,
    ],
    [
      'the employee was kept from a directory, whose word is gone',
      anEmployee({ source: 'MANUAL', enteredByHand: false }),
      covered,
    ],
  ])('is unconfirmed when %s, and no managed password crosses it', (_when, employee, domain) => {
    expect(confirmed(employee, domain)).toBe(false);
  });
});
