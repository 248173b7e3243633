import { profileOfAccount, type AccountValues } from '../../domain/employee/account-values.js';
import type { KnownStanding } from '../../domain/employee/employee-after.js';
import { emailKey, objectGuid, type EmailKey, type ObjectGuid } from '../../domain/identifiers.js';
import { mergeProfile, type Profile } from '../../domain/employee/profile.js';
import type {
  EmailHolder,
  KnownAccount,
  KnownEmployee,
  KnownLink,
  PlanDomain,
  SnapshotPerson,
  SyncCandidate,
} from '../../domain/sync/sync-candidate.js';

/** Builders for decisions: each makes an ordinary case, and a test names only what it is about. */

type PersonCandidate = Extract<SyncCandidate, { standing: 'PERSON' }>;
type AbsentCandidate = Exclude<SyncCandidate, { standing: 'PERSON' }>;

/** userAccountControl of an ordinary account, and the same disabled (MS-ADTS 2.2.16). */
export const ENABLED = 0x200;
export const DISABLED = 0x202;

export function aGuid(number = 1): ObjectGuid {
  const guid = objectGuid(`00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`);
  if (guid === undefined) throw new RangeError(`${number} makes no objectGUID`);
  return guid;
}

export function anAddress(text: string): EmailKey {
  const key = emailKey(text);
  if (key === undefined) throw new RangeError(`${text} is not exactly one address`);
  return key;
}

export function someValues(overrides: Partial<AccountValues> = {}): AccountValues {
  return {
    dn: 'CN=Ada Lovelace,OU=People,DC=north,DC=example',
    rid: 1_101,
    givenName: 'Ada',
    surname: 'Lovelace',
    displayName: 'Ada Lovelace',
    commonName: 'Ada Lovelace',
    mail: 'ada@north.example',
    telephoneNumber: null,
    title: 'Analyst',
    department: 'Engines',
    company: null,
    samAccountName: 'ada',
    userPrincipalName: 'ada@north.example',
    userAccountControl: ENABLED,
    pwdLastSet: null,
    accountExpires: null,
    ...overrides,
  };
}

export function aProfile(overrides: Partial<Profile> = {}): Profile {
  return { ...profileOfAccount(someValues()), ...overrides };
}

/** A person of the snapshot; the key they are matched by follows from their e-mail. */
export function aSnapshotPerson(
  values: Partial<AccountValues> = {},
  overrides: Partial<SnapshotPerson> = {},
): SnapshotPerson {
  const all = someValues(values);
  return {
    values: all,
    inPasswordGroup: false,
    byPrimaryGroup: false,
    isBindAccount: false,
    emailKey: emailKey(all.mail) ?? null,
    sharesEmailWith: [],
    ...overrides,
  };
}

/** An active employee of a directory. */
export function anEmployee(overrides: Partial<KnownEmployee> = {}): KnownEmployee {
  return {
    id: 'employee-1',
    name: 'Ada Lovelace',
    source: 'DIRECTORY',
    enteredByHand: false,
    causes: [],
    privileged: false,
    profile: mergeProfile(overrides.otherLinks ?? []).profile,
    otherLinks: [],
    ...overrides,
  };
}

/** An employee whom an administrator entered by hand. */
export function aManualEmployee(overrides: Partial<KnownEmployee> = {}): KnownEmployee {
  return anEmployee({ source: 'MANUAL', enteredByHand: true, ...overrides });
}

/** A link to another domain, without declared suffixes. */
export function aLink(overrides: Partial<KnownLink> = {}): KnownLink {
  return {
    accountId: 'account-south',
    priority: 50,
    seniority: '2',
    values: aProfile(),
    enabled: true,
    inThisDomain: false,
    leaves: false,
    suffixCovers: false,
    ...overrides,
  };
}

/** The open link of Ada in the domain that is planned. */
export function anAccount(overrides: Partial<KnownAccount> = {}): KnownAccount {
  return {
    id: 'account-1',
    isOpen: true,
    values: someValues(),
    inPasswordGroup: false,
    confirmed: true,
    passwordHolder: 'UNMANAGED',
    employee: anEmployee(),
    isSettled: true,
    ...overrides,
  };
}

/** Another employee who holds the address, and keeps it. */
export function aHolder(
  employee: Partial<KnownEmployee> = {},
  overrides: Partial<EmailHolder> = {},
): EmailHolder {
  return {
    employee: anEmployee({ id: 'employee-2', name: 'Grace Hopper', ...employee }),
    givesUp: false,
    ...overrides,
  };
}

/** Somebody we have never linked and whose address nobody holds. */
export function aCandidate(overrides: Partial<PersonCandidate> = {}): PersonCandidate {
  return {
    standing: 'PERSON',
    objectGuid: aGuid(),
    person: aSnapshotPerson(),
    account: null,
    holder: null,
    held: [],
    ...overrides,
  };
}

/** Somebody linked, whom the group does not hold any more. */
export function anAbsence(overrides: Partial<AbsentCandidate> = {}): AbsentCandidate {
  return {
    standing: 'LEFT',
    objectGuid: aGuid(),
    dn: 'CN=Ada Lovelace,OU=People,DC=north,DC=example',
    memberKind: null,
    evidence: 'OBJECT_READ_NOT_IN_GROUP',
    isReplaced: false,
    account: anAccount(),
    ...overrides,
  };
}

export function aDomain(overrides: Partial<PlanDomain> = {}): PlanDomain {
  return {
    priority: 100,
    seniority: '1',
    mailSuffixes: [],
    removedUserPolicy: 'DEACTIVATE',
    ...overrides,
  };
}

/** An active employee as they are before they are worked out anew. */
export function aStanding(overrides: Partial<KnownStanding> = {}): KnownStanding {
  return {
    source: 'DIRECTORY',
    causes: [],
    deleteAfter: null,
    privileged: false,
    primaryAccountId: null,
    profile: aProfile(),
    emailKey: anAddress('ada@north.example'),
    ...overrides,
  };
}
