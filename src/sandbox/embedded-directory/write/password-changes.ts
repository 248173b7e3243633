import {
  constraintViolation,
  invalidCredentials,
  passwordAccessDenied,
  unwilling,
} from '../directory-failures.js';
import { policyFor } from '../passwords/password-policy.js';
import type { PasswordPolicy } from '../passwords/password-policy.js';
import { passwordObjection } from '../passwords/password-rules.js';
import { attributeTypes } from '../schema/attribute-types.js';
import { controlRight } from '../security/access-rights.js';
import { isLockedOut, mustChangePassword } from '../session/account-state.js';
import { countStrike } from '../session/log-on-record.js';
import type { Entry } from '../store/entry.js';
import { ascii, bufferOfOctets } from '../values/octets.js';
import type { Octets } from '../values/octets.js';
import { millisecondsOfFileTime } from '../values/time.js';
import { LdapFailure } from '../wire/ldap-failure.js';
import type { Change } from '../wire/request.js';
import { resultCode } from '../wire/result-code.js';
import type { WriteContext } from './write-context.js';

/** A password to be written: a reset needs a right, a change the old password. */
export type PasswordWrite =
  | { readonly kind: 'reset'; readonly password: string }
  | { readonly kind: 'change'; readonly oldPassword: string; readonly password: string };

/**
 * What the changes of `unicodePwd` in one request mean: one replace (or, on a new account, one add) is a reset,
 * a delete of the old with an add of the new value a change. Anything else is refused, as is a value that is not
 * UTF-16 text in double quotes.
 */
export function readPasswordWrite(changes: readonly Change[], isNew = false): PasswordWrite | undefined {
  const [first, second] = changes;
  if (first === undefined) return undefined;
  const isReset = first.operation === 'replace' || (isNew && first.operation === 'add');
  if (isReset && second === undefined) return { kind: 'reset', password: onlyPassword(first) };
  const removed = changes.find((change) => change.operation === 'delete');
  const added = changes.find((change) => change.operation === 'add');
  if (changes.length !== 2 || removed === undefined || added === undefined)
    throw unwilling('0000001F', 'unicodePwd takes one replace, or one delete with one add');
  return { kind: 'change', oldPassword: onlyPassword(removed), password: onlyPassword(added) };
}

function onlyPassword({ values }: Change): string {
  const [value] = values;
  if (value === undefined || values.length !== 1)
    throw unwilling('0000001F', 'unicodePwd takes exactly one value');
  return quotedPassword(value);
}

function quotedPassword(value: Octets): string {
  const text = bufferOfOctets(value).toString('utf16le');
  if (value.length % 2 !== 0 || text.length < 2 || !text.startsWith('"') || !text.endsWith('"'))
    throw unwilling('0000001F', 'a password is written in double quotes, UTF-16LE');
  return text.slice(1, -1);
}

/** Refuses a password the writer may not set or the policy does not accept. Nothing is written yet. */
export function checkPasswordWrite(context: WriteContext, account: Entry, write: PasswordWrite): void {
  const { access, directory } = context;
  const right = write.kind === 'reset' ? controlRight.resetPassword : controlRight.changePassword;
  if (!access.hasRight(account, right)) throw passwordAccessDenied();
  const policy = policyFor(directory.tree, account);
  if (write.kind === 'change') checkOldPassword(context, account, policy, write.oldPassword);
  const objection =
    passwordObjection(policy, account, write.password) ?? objectionOfHistory(context, account, policy, write);
  if (objection === undefined) return;
  throw new LdapFailure(
    write.kind === 'reset' ? resultCode.unwillingToPerform : resultCode.constraintViolation,
    `0000052D: Constraint violation - check_password_restrictions: ${objection}`,
  );
}

function checkOldPassword(
  { directory }: WriteContext,
  account: Entry,
  policy: PasswordPolicy,
  oldPassword: string,
): void {
  const { passwords, tree } = directory;
  if (isLockedOut(account, policy, tree.now())) throw invalidCredentials('775');
  if (passwords.isCurrent(account, oldPassword)) return;
  countStrike(directory, account, policy, oldPassword);
  throw constraintViolation(
    '00000056',
    attributeTypes.unicodePwd.name,
    'the old password is not the one of this account',
  );
}

/** A change obeys history and minimum age; a reset obeys the history only when the policy-hints control asks for it. */
function objectionOfHistory(
  { directory, obeysHistory }: WriteContext,
  account: Entry,
  policy: PasswordPolicy,
  write: PasswordWrite,
): string | undefined {
  const { passwords, tree } = directory;
  if (write.kind === 'reset' && !obeysHistory) return undefined;
  const earlier = Math.max(policy.historyLength - 1, 0);
  const isUsed =
    passwords.isCurrent(account, write.password) || passwords.wasAmong(account, write.password, earlier);
  if (policy.historyLength > 0 && isUsed) return 'the password was already used (in history)!';
  if (write.kind === 'reset' || mustChangePassword(account)) return undefined;
  const since = millisecondsOfFileTime(account.attributes.first(attributeTypes.pwdLastSet) ?? ascii('0'));
  return tree.now().getTime() < since + policy.minimumAge
    ? 'the password is too young to change!'
    : undefined;
}

/**
 * Sets the password. `pwdLastSet` becomes now, or 0 (must change at the next log-on) when a reset is made without the
 * Unexpire-Password right on the domain.
 */
export function applyPasswordWrite(context: WriteContext, account: Entry, write: PasswordWrite): void {
  const { access, directory } = context;
  const { passwords, tree } = directory;
  passwords.set(account, write.password, tree.now());
  const isExpired = write.kind === 'reset' && !access.hasRight(tree.root, controlRight.unexpirePassword);
  tree.write(account, attributeTypes.pwdLastSet, [isExpired ? ascii('0') : tree.passwordTime()]);
}
