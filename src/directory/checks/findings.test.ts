import { describe, expect, it } from '@jest/globals';
import { objectGuid, type ObjectGuid } from '../../domain/identifiers.js';
import type { PolicyValues } from '../../domain/password/password-policy.js';
import type { AccessEntry, SecurityDescriptor } from '../../domain/active-directory/security-descriptor.js';
import type { LdapEntry } from '../wire/ldap-entry.js';
import { PERSON_ATTRIBUTES } from '../people/person-decoder.js';
import { policyFinding, rotationFinding } from './password-policy.js';
import { protectedPeopleFinding, resetRightFinding, unexpireRightFinding } from './password-rights.js';
import { peopleFinding } from './people-check.js';
import type { SampledPerson } from './people-sample.js';
import type { PeopleSurvey } from './people-survey.js';
import { readRightFinding, type ReadEvidence } from './read-right.js';

const ACCOUNT = 'S-1-5-21-1-2-3-1100';
const ASKER = { token: new Set([ACCOUNT, 'S-1-5-11']), sid: ACCOUNT };
const RESET = objectGuid('00299570-246d-11d0-a768-00aa006e0529')!;
const UNEXPIRE = objectGuid('ccc2dc7d-a6ad-4a7a-8846-c04e3cc53501')!;
const DAY_MS = 86_400_000;

function list(...entries: Partial<AccessEntry>[]): SecurityDescriptor {
  return {
    owner: undefined,
    entries: entries.map((entry) => ({
      effect: 'ALLOW',
      mask: 0x100,
      sid: ACCOUNT,
      objectType: undefined,
      conditional: false,
      ...entry,
    })),
  };
}

function person(name: string, parts: Partial<SampledPerson> = {}): SampledPerson {
  return {
    name,
    sid: `S-1-5-21-1-2-3-2${name.length}`,
    descriptor: list({ objectType: RESET }),
    isProtected: false,
    passwordPolicyDn: undefined,
    entry: entryWith(PERSON_ATTRIBUTES),
    ...parts,
  };
}

function entryWith(attributes: readonly string[]): LdapEntry {
  return {
    name: Buffer.from('CN=Anna'),
    attributes: new Map(attributes.map((name) => [name.toLowerCase(), [Buffer.from('x')]])),
  };
}

describe('RESET_PASSWORD_RIGHT', () => {
  it('passes when every access list grants it', () => {
    expect(resetRightFinding([person('Anna'), person('Bob')], ASKER)).toMatchObject({
      outcome: 'PASSED',
      count: 2,
    });
  });

  it('fails with the names of those it is denied for, and says how many of them are protected', () => {
    const people = [
      person('Anna'),
      person('Bob', { descriptor: list(), isProtected: true }),
      person('Cleo', { descriptor: list() }),
    ];
    expect(resetRightFinding(people, ASKER)).toMatchObject({
      outcome: 'FAILED',
      code: 'DIRECTORY_PERMISSION_DENIED',
      names: ['Bob', 'Cleo'],
      count: 2,
      message: expect.stringContaining('1 of them'),
    });
  });

  it('shows at most twenty names and counts all', () => {
    const people = Array.from({ length: 33 }, (_, at) => person(`Person ${at}`, { descriptor: list() }));
    const finding = resetRightFinding(people, ASKER);
    expect(finding.names).toHaveLength(20);
    expect(finding.count).toBe(33);
  });

  it.each([
    ['an access list that cannot be read', [person('Anna', { descriptor: undefined })], ASKER],
    ['an account whose groups cannot be read', [person('Anna')], { token: undefined, sid: ACCOUNT }],
    ['nobody in the group', [], ASKER],
    [
      'nobody but the account itself and the built-in ones',
      [
        person('Me', { sid: ACCOUNT, descriptor: list() }),
        person('Admin', { sid: 'S-1-5-21-1-2-3-500', descriptor: list() }),
      ],
      ASKER,
    ],
  ])('is unknown with %s', (_what, people, asker) => {
    expect(resetRightFinding(people, asker).outcome).toBe('UNKNOWN');
  });
});

describe('UNEXPIRE_PASSWORD_RIGHT', () => {
  it.each([
    ['PASSED', list({ objectType: UNEXPIRE, sid: 'S-1-5-11' })],
    ['FAILED', list({ objectType: RESET })],
    ['UNKNOWN', undefined],
    ['UNKNOWN', list({ objectType: UNEXPIRE, conditional: true })],
  ])('%s', (outcome, descriptor) => expect(unexpireRightFinding(descriptor, ASKER).outcome).toBe(outcome));
});

describe('PROTECTED_PEOPLE', () => {
  it('warns with names', () => {
    expect(protectedPeopleFinding(['Anna'])).toMatchObject({ outcome: 'WARNING', names: ['Anna'], count: 1 });
    expect(protectedPeopleFinding([])).toMatchObject({ outcome: 'PASSED', count: 0 });
  });
});

describe('READ_RIGHT', () => {
  const MAIL = guid(1);
  const PERSONAL = guid(2);
  const without = (missing: string): LdapEntry =>
    entryWith(PERSON_ATTRIBUTES.filter((name) => name !== missing));
  const readable = list({ mask: 0x10, objectType: PERSONAL, sid: 'S-1-5-11' });

  function evidence(
    parts: Partial<Omit<ReadEvidence, 'survey'>> & { survey?: Partial<PeopleSurvey> },
  ): ReadEvidence {
    return {
      sample: [person('Anna')],
      token: ASKER.token,
      accountSid: ACCOUNT,
      schema: new Map([['mail', [MAIL, PERSONAL]]]),
      ...parts,
      survey: survey(parts.survey ?? {}),
    };
  }

  it('passes when everything came with a value', () => {
    expect(readRightFinding(evidence({}))).toMatchObject({ outcome: 'PASSED', count: 1 });
  });

  it('takes a missing value for empty when the access list lets it be read', () => {
    const sample = [person('Anna', { entry: without('mail'), descriptor: readable })];
    expect(readRightFinding(evidence({ sample })).outcome).toBe('PASSED');
  });

  it('takes a missing value for hidden when the access list does not, and names people and attributes', () => {
    const sample = [person('Anna', { entry: without('mail'), descriptor: list() }), person('Bob')];
    expect(readRightFinding(evidence({ sample }))).toMatchObject({
      outcome: 'FAILED',
      code: 'DIRECTORY_PERMISSION_DENIED',
      names: ['Anna'],
      message: expect.stringContaining('mail'),
    });
  });

  it.each([
    [
      'the access list cannot be read',
      { sample: [person('Anna', { entry: without('mail'), descriptor: undefined })] },
    ],
    [
      'the schema cannot be read',
      { sample: [person('Anna', { entry: without('mail'), descriptor: readable })], schema: new Map() },
    ],
    [
      'the groups of the account cannot be read',
      { sample: [person('Anna', { entry: without('mail') })], token: undefined },
    ],
    ['nobody is in the group', { sample: [] }],
  ])('is unknown when %s', (_what, parts) => {
    expect(readRightFinding(evidence(parts)).outcome).toBe('UNKNOWN');
  });

  it('fails when members cannot be seen or their list is hidden', () => {
    expect(readRightFinding(evidence({ survey: { hidden: ['CN=Ghost'] } }))).toMatchObject({
      outcome: 'FAILED',
      names: ['CN=Ghost'],
    });
    expect(readRightFinding(evidence({ survey: { isMemberListHidden: true } }))).toMatchObject({
      outcome: 'FAILED',
      code: 'GROUP_UNREADABLE',
    });
  });
});

describe('PEOPLE', () => {
  it('counts who would be read and says who would not', () => {
    const found = survey({
      people: 12,
      others: new Map([
        ['COMPUTER', 2],
        ['CONTACT', 1],
      ]),
    });
    const finding = peopleFinding(found, 'DC=corp');
    expect(finding).toMatchObject({ outcome: 'PASSED', count: 12 });
    expect(finding.message).toMatch(/12 people.*2 computers, 1 contacts/);
  });

  it('warns when nobody would be read, or people outside of the base', () => {
    expect(peopleFinding(survey({ people: 0 }), 'DC=corp').outcome).toBe('WARNING');
    expect(peopleFinding(survey({ people: 5, outsideBase: 3 }), 'OU=x,DC=corp')).toMatchObject({
      outcome: 'WARNING',
      message: expect.stringContaining('3 people outside of OU=x,DC=corp'),
    });
  });
});

describe('PASSWORD_POLICY and ROTATION_PERIOD', () => {
  const policy: PolicyValues = {
    minLength: 7,
    isComplex: true,
    history: 24,
    minAge: DAY_MS,
    maxAge: 42 * DAY_MS,
    lockoutThreshold: 0,
    lockoutDuration: 30 * 60_000,
  };
  const none = { shortest: undefined, isUnreadable: false };

  it('says what the policy is', () => {
    expect(policyFinding(policy)).toMatchObject({
      outcome: 'PASSED',
      message: expect.stringMatching(/7 characters.*24.*42 days/),
    });
  });

  it('tells a policy that cannot be read from a domain that cannot be seen', () => {
    expect(policyFinding({ ...policy, maxAge: undefined }).outcome).toBe('UNKNOWN');
    expect(policyFinding(undefined).outcome).toBe('FAILED');
  });

  it.each([
    ['a period shorter than the maximum age', 28, policy, none, 'PASSED'],
    ['a period as long as the maximum age', 42, policy, none, 'PASSED'],
    ['a period longer than the maximum age', 43, policy, none, 'WARNING'],
    ['passwords that never expire', 180, { ...policy, maxAge: 'never' as const }, none, 'PASSED'],
    ['a shorter age for some people', 28, policy, { shortest: 14 * DAY_MS, isUnreadable: false }, 'WARNING'],
    ['a longer age for some people', 28, policy, { shortest: 60 * DAY_MS, isUnreadable: false }, 'PASSED'],
    [
      'policies of some people that cannot be read',
      28,
      policy,
      { shortest: undefined, isUnreadable: true },
      'UNKNOWN',
    ],
    ['a maximum age that cannot be read', 28, { ...policy, maxAge: undefined }, none, 'UNKNOWN'],
  ])('%s: rotation every %d days', (_what, days, domain, fine, outcome) => {
    expect(rotationFinding(days, domain, fine).outcome).toBe(outcome);
  });
});

function survey(parts: Partial<PeopleSurvey>): PeopleSurvey {
  return {
    people: 1,
    sample: [],
    others: new Map(),
    outsideBase: 0,
    hidden: [],
    unexamined: 0,
    isMemberListHidden: false,
    ...parts,
  };
}

function guid(number: number): ObjectGuid {
  return objectGuid(`00000000-0000-0000-0000-${String(number).padStart(12, '0')}`)!;
}
