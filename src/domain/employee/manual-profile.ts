import { emailKey } from '../identifiers.js';
import { inField, line, refined, type InputFault, type Reading, type Rule } from '../settings/input-fault.js';
import { displayNameOf, PROFILE_FIELDS, type Profile, type ProfileField } from './profile.js';

/** A profile as an administrator typed it. Absent: unchanged, or nothing for a new employee. Null: cleared. */
export type ProfileInput = { readonly [Field in ProfileField]?: string | null | undefined };

const FIELD_LIMIT = 256;
const text = line(FIELD_LIMIT);
const email: Rule<string> = refined(
  line(FIELD_LIMIT),
  (typed) => (emailKey(typed) === undefined ? undefined : typed),
  'Must be exactly one e-mail address, for example anna@north.example.',
);

/** What was typed in normal form, or all faults together. */
export function readProfileChanges(input: ProfileInput): Reading<Partial<Profile>> {
  const changes: Partial<Profile> = {};
  const faults: InputFault[] = [];
  for (const field of PROFILE_FIELDS) {
    const value = input[field];
    if (value === undefined) continue;
    const reading: Reading<string | null> =
      value === null ? { value } : inField(field, (field === 'email' ? email : text)(value));
    if (reading.faults) faults.push(...reading.faults);
    else changes[field] = reading.value;
  }
  return faults.length > 0 ? { faults } : { value: changes };
}

const EMPTY_PROFILE = Object.fromEntries(PROFILE_FIELDS.map((field) => [field, null])) as Profile;

/** A profile that can be stored: its display name is never empty. */
export type NamedProfile = Profile & { readonly displayName: string };

/** A new employee's profile. At least one of the names or the e-mail address is needed. */
export function newProfile(given: Partial<Profile>): Reading<NamedProfile> {
  return named({ ...EMPTY_PROFILE, ...given });
}

/** A profile after changes, without whatever else `before` holds. A display name that was made from the other names follows them. */
export function changedProfile(before: NamedProfile, changes: Partial<Profile>): Reading<NamedProfile> {
  const made = before.displayName === displayNameOf({ ...before, displayName: null }, []);
  const kept = Object.fromEntries(PROFILE_FIELDS.map((field) => [field, before[field]])) as Profile;
  return named({ ...kept, ...(made && { displayName: null }), ...changes });
}

function named(profile: Profile): Reading<NamedProfile> {
  const sources = [profile.displayName, profile.givenName, profile.surname, profile.email];
  if (sources.every((value) => value === null)) {
    const message =
      'Give a display name, a given name, a surname or an e-mail address: an employee is never nameless.';
    return { faults: [{ path: ['displayName'], message }] };
  }
  return { value: { ...profile, displayName: displayNameOf(profile, []) } };
}
