/** The fields of a profile that directories own. */
export const PROFILE_FIELDS = [
  'givenName',
  'surname',
  'displayName',
  'email',
  'telephoneNumber',
  'position',
  'department',
  'company',
] as const;
export type ProfileField = (typeof PROFILE_FIELDS)[number];

export type Profile = Record<ProfileField, string | null>;

/** The values of one open link, as last applied from its domain. */
export interface LinkValues {
  readonly accountId: string;
  /** The higher wins. */
  readonly priority: number;
  /** Breaks a tie between equal priorities: the domain that was added first wins. Any string that sorts by it. */
  readonly seniority: string;
  readonly values: Profile;
}

export interface MergedProfile {
  readonly profile: Profile;
  /** Which account each field came from; null where no link has a value. */
  readonly origins: Record<ProfileField, string | null>;
}

/**
 * The profile of an employee as a pure function of all their open links: field by field the link of highest priority
 * wins, and an empty value gives way to the next one's.
 */
export function mergeProfile(links: readonly LinkValues[]): MergedProfile {
  const ranked = links.toSorted(byRank);
  const profile = {} as Profile;
  const origins = {} as Record<ProfileField, string | null>;
  for (const field of PROFILE_FIELDS) {
    const winner = ranked.find(({ values }) => hasValue(values[field]));
    profile[field] = winner?.values[field] ?? null;
    origins[field] = winner?.accountId ?? null;
  }
  return { profile, origins };
}

function byRank(a: LinkValues, b: LinkValues): number {
  if (a.priority !== b.priority) return b.priority - a.priority;
  const [left, right] = a.seniority === b.seniority ? [a.accountId, b.accountId] : [a.seniority, b.seniority];
  return left < right ? -1 : left > right ? 1 : 0;
}

function hasValue(text: string | null): boolean {
  return text !== null && text.trim() !== '';
}

/** What a person is called when the directory gives no display name. Never empty. */
export function displayNameOf(profile: Profile, fallbacks: readonly (string | null)[]): string {
  const full = [profile.givenName, profile.surname].filter(hasValue).join(' ');
  const candidates = [profile.displayName, full, ...fallbacks, profile.email];
  return candidates.find(hasValue)?.trim() ?? '(no name)';
}
