import { accountControl } from '../schema/account-control.js';
import { attributeTypes } from '../schema/attribute-types.js';
import type { PasswordPolicy } from '../passwords/password-policy.js';
import type { Entry } from '../store/entry.js';
import { NEVER, millisecondsOfFileTime } from '../values/time.js';

const mustChange = '0';

/** True while too many wrong passwords keep the account from signing in. */
export function isLockedOut(account: Entry, policy: PasswordPolicy, now: Date): boolean {
  const since = account.attributes.first(attributeTypes.lockoutTime);
  if (since === undefined || since === '0') return false;
  return now.getTime() < millisecondsOfFileTime(since) + policy.lockoutDuration;
}

/** True when the password is older than allowed, or has to be changed at the next log-on. */
export function isPasswordExpired(account: Entry, policy: PasswordPolicy, now: Date): boolean {
  const control = account.number(attributeTypes.userAccountControl);
  const machine =
    accountControl.workstationTrust | accountControl.serverTrust | accountControl.interdomainTrust;
  if ((control & (accountControl.passwordNeverExpires | machine)) !== 0) return false;
  if (mustChangePassword(account)) return true;
  const set = account.attributes.first(attributeTypes.pwdLastSet);
  return set !== undefined && now.getTime() >= millisecondsOfFileTime(set) + policy.maximumAge;
}

/** True when an administrator has asked for a new password at the next log-on. */
export function mustChangePassword(account: Entry): boolean {
  return (account.attributes.first(attributeTypes.pwdLastSet) ?? mustChange) === mustChange;
}

/** True when the account's last day is over. */
export function isAccountExpired(account: Entry, now: Date): boolean {
  const end = account.attributes.first(attributeTypes.accountExpires);
  if (end === undefined || end === '0' || end === NEVER) return false;
  return now.getTime() >= millisecondsOfFileTime(end);
}
