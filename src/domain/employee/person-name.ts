import type { AccountValues } from './account-values.js';
import { profileOfAccount } from './account-values.js';
import { displayNameOf } from './profile.js';

/** What a person of a directory is called in lists and messages. Never empty. */
export function personName(values: AccountValues): string {
  return displayNameOf(profileOfAccount(values), [values.commonName, values.samAccountName]);
}
