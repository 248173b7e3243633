import type { FieldChange } from './field-change.js';
import type { Profile } from './profile.js';

/** What one domain says about one person: the values a link keeps. Dates are ISO text, so that values compare plainly. */
export interface AccountValues {
  readonly dn: string;
  readonly rid: number | null;
  readonly givenName: string | null;
  readonly surname: string | null;
  readonly displayName: string | null;
  readonly commonName: string | null;
  readonly mail: string | null;
  readonly telephoneNumber: string | null;
  readonly title: string | null;
  readonly department: string | null;
  readonly company: string | null;
  readonly samAccountName: string | null;
  readonly userPrincipalName: string | null;
  readonly userAccountControl: number | null;
  readonly pwdLastSet: string | null;
  readonly accountExpires: string | null;
}

/** Column and property names agree, in this order: what is compared, hashed, stored and shown. */
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
] as const satisfies readonly (keyof AccountValues)[];

/** userAccountControl: the account is disabled (MS-ADTS 2.2.16). */
const ACCOUNT_DISABLED = 0x2;

/** Null when the directory would not say: unknown is not enabled. */
export function isEnabled(userAccountControl: number | null): boolean | null {
  return userAccountControl === null ? null : (userAccountControl & ACCOUNT_DISABLED) === 0;
}

/** The part of an account that makes up a profile, under the profile's names. */
export function profileOfAccount(values: AccountValues): Profile {
  return {
    givenName: values.givenName,
    surname: values.surname,
    displayName: values.displayName,
    email: values.mail,
    telephoneNumber: values.telephoneNumber,
    position: values.title,
    department: values.department,
    company: values.company,
  };
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
