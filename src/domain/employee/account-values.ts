import type { FieldChange } from './field-change.js';
import { PROFILE_FIELDS, type Profile, type ProfileField } from './profile.js';

/** What one domain says about one person: what is compared, stored and shown, in this order. */
export const ACCOUNT_VALUE_NAMES = [
  'dn',
  'rid',
  'givenName',
  'surname',
  'displayName',
  'commonName',
  'mail',
  'telephoneNumber',
  'title',
  'department',
  'company',
  'samAccountName',
  'userPrincipalName',
  'userAccountControl',
  'pwdLastSet',
  'accountExpires',
] as const;
export type AccountValueName = (typeof ACCOUNT_VALUE_NAMES)[number];

/** Those that are moments. */
export const ACCOUNT_MOMENTS = ['pwdLastSet', 'accountExpires'] as const satisfies AccountValueName[];
export type AccountMoment = (typeof ACCOUNT_MOMENTS)[number];

/** Those that readers of an employee have no use for. */
type InternalValue = 'rid' | 'commonName' | 'userAccountControl';
export type ShownAccountValue = Exclude<AccountValueName, InternalValue>;
const INTERNAL_VALUES: Record<InternalValue, true> = {
  rid: true,
  commonName: true,
  userAccountControl: true,
};

export const SHOWN_ACCOUNT_VALUES = ACCOUNT_VALUE_NAMES.filter(
  (name): name is ShownAccountValue => !(name in INTERNAL_VALUES),
);

type TextName = Exclude<AccountValueName, 'dn' | 'rid' | 'userAccountControl'>;

/** The values a link keeps. Moments are ISO text, so that values compare plainly. */
export interface AccountValues extends Readonly<Record<TextName, string | null>> {
  readonly dn: string;
  /** Last part of the SID; 500 to 502 are the built-in accounts. Null when the SID could not be read. */
  readonly rid: number | null;
  /** Null: unreadable, which is not the same as enabled. */
  readonly userAccountControl: number | null;
}

/** Which value of an account each field of a profile is. */
const PROFILE_SOURCES = {
  givenName: 'givenName',
  surname: 'surname',
  displayName: 'displayName',
  email: 'mail',
  telephoneNumber: 'telephoneNumber',
  position: 'title',
  department: 'department',
  company: 'company',
} as const satisfies Record<ProfileField, TextName>;

/** The values a profile is made of. */
export const PROFILE_VALUE_NAMES = PROFILE_FIELDS.map((field) => PROFILE_SOURCES[field]);
export type ProfileValues = Pick<AccountValues, (typeof PROFILE_VALUE_NAMES)[number]>;

/** userAccountControl: the account is disabled (MS-ADTS 2.2.16). */
const ACCOUNT_DISABLED = 0x2;

/** Null when the directory would not say: unknown is not enabled. */
export function isEnabled(userAccountControl: number | null): boolean | null {
  return userAccountControl === null ? null : (userAccountControl & ACCOUNT_DISABLED) === 0;
}

/** The part of an account that makes up a profile, under the profile's names. */
export function profileOfAccount(values: ProfileValues): Profile {
  const profile = {} as Profile;
  for (const field of PROFILE_FIELDS) profile[field] = values[PROFILE_SOURCES[field]];
  return profile;
}

/** Every field in which two records differ, in the order of `names`. */
export function differences<Name extends string>(
  names: readonly Name[],
  before: Readonly<Record<Name, string | number | boolean | null>>,
  after: Readonly<Record<Name, string | number | boolean | null>>,
): FieldChange[] {
  return names
    .filter((name) => before[name] !== after[name])
    .map((field) => ({ field, before: shown(before[field]), after: shown(after[field]) }));
}

function shown(value: string | number | boolean | null): string | null {
  return value === null ? null : String(value);
}
