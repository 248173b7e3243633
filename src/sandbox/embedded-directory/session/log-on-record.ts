import type { Directory } from '../directory.js';
import type { PasswordPolicy } from '../passwords/password-policy.js';
import { attributeTypes } from '../schema/attribute-types.js';
import type { Entry } from '../store/entry.js';
import { ascii } from '../values/octets.js';
import { fileTime, millisecondsOfFileTime } from '../values/time.js';

const DAY = 86_400_000;
/** A log-on moves the replicated time stamp only when that is older than this (`msDS-LogonTimeSyncInterval`). */
const TIMESTAMP_INTERVAL = 14 * DAY;
/** A password that was right not long ago is no attack. */
const FORGIVEN_EARLIER_PASSWORDS = 2;
const zero = [ascii('0')];

/** Notes a successful log-on. Only the time stamp that other controllers would learn of counts as a change of the entry. */
export function recordLogOn({ tree }: Directory, account: Entry): void {
  const now = tree.now();
  const { attributes } = account;
  attributes.set(attributeTypes.lastLogon, [fileTime(now)]);
  attributes.set(attributeTypes.logonCount, [ascii(String(account.number(attributeTypes.logonCount) + 1))]);
  if (account.number(attributeTypes.badPwdCount) > 0) attributes.set(attributeTypes.badPwdCount, zero);
  const stamp = attributes.first(attributeTypes.lastLogonTimestamp);
  if (stamp !== undefined && now.getTime() - millisecondsOfFileTime(stamp) < TIMESTAMP_INTERVAL) return;
  attributes.set(attributeTypes.lastLogonTimestamp, [fileTime(now)]);
  tree.touch(account);
}

/** Counts a wrong password; locks the account when there have been too many within the window. */
export function countStrike(
  { tree, passwords }: Directory,
  account: Entry,
  policy: PasswordPolicy,
  password: string | undefined,
): void {
  if (password !== undefined && passwords.wasAmong(account, password, FORGIVEN_EARLIER_PASSWORDS)) return;
  const now = tree.now();
  const { attributes } = account;
  const last = attributes.first(attributeTypes.badPasswordTime) ?? ascii('0');
  const isRecent = last !== '0' && now.getTime() - millisecondsOfFileTime(last) < policy.lockoutWindow;
  const strikes = (isRecent ? account.number(attributeTypes.badPwdCount) : 0) + 1;
  attributes.set(attributeTypes.badPasswordTime, [fileTime(now)]);
  attributes.set(attributeTypes.badPwdCount, [ascii(String(strikes))]);
  if (policy.lockoutThreshold === 0 || strikes < policy.lockoutThreshold) return;
  attributes.set(attributeTypes.lockoutTime, [fileTime(now)]);
  tree.touch(account);
}
