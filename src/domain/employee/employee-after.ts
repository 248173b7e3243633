import { PROFILE_VALUE_NAMES, profileOfAccount, type AccountValues } from './account-values.js';
import { standingAfter, stateOf, type EmployeeStanding, type RemovalEffect } from './employee-standing.js';
import { emailKey, type EmailKey } from '../identifiers.js';
import { mayMatch } from '../mail-suffixes.js';
import { displayNameOf, mergeProfile, type Profile } from './profile.js';
import { searchTextOf } from './search-text.js';
import type { EmployeeState, PasswordHolder } from '../states.js';

/** What of an account an employee follows from: the profile, and what they are called and found by besides. */
export const LINK_ACCOUNT_VALUE_NAMES = [...PROFILE_VALUE_NAMES, 'commonName', 'samAccountName'] as const;
export type LinkAccountValues = Pick<AccountValues, (typeof LINK_ACCOUNT_VALUE_NAMES)[number]>;

/** One open link with the values its profile is made of. */
export interface EmployeeLink {
  readonly accountId: string;
  readonly priority: number;
  readonly seniority: string;
  readonly enabled: boolean | null;
  readonly passwordHolder: PasswordHolder;
  readonly mailSuffixes: readonly string[];
  readonly values: LinkAccountValues;
}

/** An employee as they are before. */
export interface KnownStanding extends EmployeeStanding {
  readonly privileged: boolean;
  readonly primaryAccountId: string | null;
  readonly profile: Profile;
  readonly emailKey: EmailKey | null;
}

/** Everything about an employee that follows from their links. */
export interface EmployeeAfter {
  readonly id: string;
  readonly standing: EmployeeStanding;
  readonly state: EmployeeState;
  readonly profile: Profile & { readonly displayName: string };
  /** Null when the address matches nobody: none, not exactly one, or outside what its domain may speak for. */
  readonly emailKey: EmailKey | null;
  readonly primaryAccountId: string | null;
  readonly searchText: string;
}

export interface EmployeeFacts {
  readonly id: string;
  /** Undefined for a new employee. */
  readonly before: KnownStanding | undefined;
  readonly links: readonly EmployeeLink[];
  readonly removal: RemovalEffect | undefined;
}

/** An employee as a pure function of all their open links. Undefined for somebody who neither exists nor has a link. */
export function employeeAfter({ id, before, links, removal }: EmployeeFacts): EmployeeAfter | undefined {
  if (before === undefined && links.length === 0) return undefined;
  const standing = standingAfter({
    before,
    linksEnabled: links.map((link) => link.enabled),
    removal,
    privileged: before?.privileged ?? false,
  });
  const { profile, key } = profileAfter(before, links);
  return {
    id,
    standing,
    state: stateOf(standing.causes),
    profile,
    emailKey: key,
    primaryAccountId: primaryAccount(before?.primaryAccountId ?? null, links),
    searchText: searchTextOf({ ...profile, logins: links.map((link) => link.values.samAccountName) }),
  };
}

/** Without a link the profile stays as it was last. */
function profileAfter(before: KnownStanding | undefined, links: readonly EmployeeLink[]) {
  if (links.length === 0 && before !== undefined) {
    const displayName = displayNameOf(before.profile, []);
    return { profile: { ...before.profile, displayName }, key: before.emailKey };
  }
  const merged = mergeProfile(links.map((link) => ({ ...link, values: profileOfAccount(link.values) })));
  const fallbacks = links.flatMap(({ values }) => [values.commonName, values.samAccountName]);
  const displayName = displayNameOf(merged.profile, fallbacks);
  const source = links.find((link) => link.accountId === merged.origins.email);
  const key = emailKey(merged.profile.email);
  const matches = key !== undefined && source !== undefined && mayMatch(source.mailSuffixes, key);
  if (before?.privileged === true) {
    // Whoever may sign in with a role is never re-addressed by what directories say.
    const { email } = before.profile;
    return { profile: { ...merged.profile, email, displayName }, key: before.emailKey };
  }
  return { profile: { ...merged.profile, displayName }, key: matches ? key : null };
}

/** The first account to become managed is the primary one, and stays it for as long as it is open. */
function primaryAccount(current: string | null, links: readonly EmployeeLink[]): string | null {
  if (links.some((link) => link.accountId === current)) return current;
  const managed = links.filter((link) => link.passwordHolder !== 'UNMANAGED');
  const first = managed.toSorted(
    (a, b) => b.priority - a.priority || (a.seniority < b.seniority ? -1 : 1),
  )[0];
  return first?.accountId ?? null;
}
