import type { Directory } from '../directory.js';
import { invalidCredentials } from '../directory-failures.js';
import { policyFor } from '../passwords/password-policy.js';
import type { PasswordPolicy } from '../passwords/password-policy.js';
import { accountControl } from '../schema/account-control.js';
import { attributeTypes } from '../schema/attribute-types.js';
import { resolveReference } from '../store/object-reference.js';
import type { Entry } from '../store/entry.js';
import { foldCase, octetsOfText, textOfOctets } from '../values/octets.js';
import type { Octets } from '../values/octets.js';
import { LdapFailure } from '../wire/ldap-failure.js';
import type { Reply } from '../wire/reply.js';
import type { BindRequest } from '../wire/request.js';
import { resultCode } from '../wire/result-code.js';
import { isAccountExpired, isLockedOut, isPasswordExpired, mustChangePassword } from './account-state.js';
import { countStrike, recordLogOn } from './log-on-record.js';
import type { Session } from './session.js';

const success: Reply = { messages: [{ kind: 'result', code: resultCode.success }] };

/**
 * Signs a connection in by name and password. The name may be a distinguished name, a user principal name or
 * `NETBIOS\login`. Whoever was signed in before is not any more, whatever comes out. An empty name and password
 * sign out; a name with an empty password is refused (RFC 4513, 5.1.2).
 */
export function bind(directory: Directory, session: Session, request: BindRequest): Reply {
  session.signOut();
  const { version, name, password } = request;
  if (version !== 3) throw new LdapFailure(resultCode.protocolError, 'only version 3 of LDAP is spoken here');
  if (password === undefined)
    throw new LdapFailure(
      resultCode.authMethodNotSupported,
      '00002027: LdapErr: DSID-0C0903CB, comment: Invalid Authentication method, only simple binds are served, data 0, v4563',
    );
  if (name === '' && password === '') return success;
  if (password === '')
    throw new LdapFailure(
      resultCode.unwillingToPerform,
      '80090308: LdapErr: DSID-0C09044E, comment: a bind with a name needs a password, data 0, v4563',
    );
  const account = accountNamed(directory, name);
  if (account === undefined) throw invalidCredentials('52e');
  verify(directory, account, password);
  recordLogOn(directory, account);
  session.signIn(directory, account);
  return success;
}

/** The account a bind name means. */
export function accountNamed(directory: Directory, name: Octets): Entry | undefined {
  const text = textOfOctets(name) ?? name;
  const { identity, tree } = directory;
  const byLogin = (login: string): Entry | undefined =>
    liveEntry(tree.index(attributeTypes.sAMAccountName)?.lookUp(foldCase(octetsOfText(login))));
  const found =
    tree.index(attributeTypes.userPrincipalName)?.first(foldCase(name)) ??
    resolveReference(tree, name)?.found ??
    byLogin(loginIn(text, identity.netbiosName, identity.dnsName));
  return found?.attributes.has(attributeTypes.userAccountControl) === true && !found.deleted
    ? found
    : undefined;
}

/** Tombstones keep their login, which may be another account's by now. */
function liveEntry(entries: Iterable<Entry> = []): Entry | undefined {
  for (const entry of entries) if (!entry.deleted) return entry;
  return undefined;
}

/** The login in `DOMAIN\login` or `login@domain`; empty when the domain is another one. */
function loginIn(name: string, netbiosName: string, dnsName: string): string {
  const isDomain = (domain: string): boolean =>
    [netbiosName.toLowerCase(), dnsName.toLowerCase()].includes(domain.toLowerCase());
  const slash = name.indexOf('\\');
  if (slash > 0) return isDomain(name.slice(0, slash)) ? name.slice(slash + 1) : '';
  const at = name.lastIndexOf('@');
  return at > 0 && isDomain(name.slice(at + 1)) ? name.slice(0, at) : '';
}

/** Codes other than 52e and 775 are told only to who knows the password. */
function verify(directory: Directory, account: Entry, password: Octets): void {
  const { tree } = directory;
  const now = tree.now();
  const policy = policyFor(tree, account);
  if (isLockedOut(account, policy, now)) throw invalidCredentials('775');
  if (!isRightPassword(directory, account, password)) {
    countStrike(directory, account, policy, textOfOctets(password));
    throw invalidCredentials('52e');
  }
  const obstacle = obstacleFor(account, policy, now);
  if (obstacle !== undefined) throw invalidCredentials(obstacle);
}

function obstacleFor(account: Entry, policy: PasswordPolicy, now: Date): string | undefined {
  if ((account.number(attributeTypes.userAccountControl) & accountControl.disabled) !== 0) return '533';
  if (isAccountExpired(account, now)) return '701';
  if (!isPasswordExpired(account, policy, now)) return undefined;
  return mustChangePassword(account) ? '773' : '532';
}

function isRightPassword(directory: Directory, account: Entry, octets: Octets): boolean {
  const { passwords, tree, oldPasswordAllowedMilliseconds } = directory;
  const password = textOfOctets(octets);
  if (password === undefined) return false;
  return (
    passwords.isCurrent(account, password) ||
    passwords.isPrevious(account, password, oldPasswordAllowedMilliseconds, tree.now())
  );
}
