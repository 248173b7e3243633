import { hasAccountBit } from '../../domain/active-directory/directory-values.js';
import type { ObjectGuid } from '../../domain/identifiers.js';
import { lockOutEnd } from '../../domain/password/password-policy.js';
import type { DirectoryPerson } from '../../directory/directory.js';
import type { BindProof, PasswordAccount } from '../../directory/password-directory.js';
import { dateOfTicks, type ScriptedController, type ScriptedPasswords } from './scripted-passwords.js';

/** The passwords of a domain as one controller knows them. */
export interface KnownPasswords {
  readonly passwords: ScriptedPasswords;
  readonly controller: ScriptedController;
}

/** Signs in, as far as the password and the account allow it. Restrictions are told only to who knows the password. */
export function tryLogOn(known: KnownPasswords, account: PasswordAccount, password: string): BindProof {
  const { passwords, controller } = known;
  const { objectGuid: guid, userAccountControl, accountExpires } = account;
  const state = passwords.stateOf(controller, guid);
  if (isLocked(known, guid)) return { outcome: 'LOCKED' };
  const setAt = dateOfTicks(state.lastSet)?.getTime() ?? 0;
  const isPreviousTaken = passwords.now().getTime() - setAt < passwords.oldPasswordAllowedMs;
  if (password !== state.password && !(isPreviousTaken && password === state.earlier[0])) {
    strike(known, guid);
    return { outcome: 'WRONG' };
  }
  if (state.badPwdCount > 0) passwords.write(controller, guid, { badPwdCount: 0 });
  if (userAccountControl !== null && hasAccountBit(userAccountControl, 'DISABLED'))
    return { outcome: 'PROVED_BUT_RESTRICTED', restriction: 'DISABLED' };
  if (accountExpires !== null && accountExpires <= passwords.now())
    return { outcome: 'PROVED_BUT_RESTRICTED', restriction: 'ACCOUNT_EXPIRED' };
  if (!isExpired(known, guid)) return { outcome: 'PROVED' };
  const restriction = state.lastSet === 0n ? 'MUST_CHANGE' : 'PASSWORD_EXPIRED';
  return { outcome: 'PROVED_BUT_RESTRICTED', restriction };
}

/** True when the password is older than allowed or must be changed. */
export function isExpired({ passwords, controller }: KnownPasswords, guid: ObjectGuid): boolean {
  const setAt = dateOfTicks(passwords.stateOf(controller, guid).lastSet);
  const { maxAge } = passwords.policyOf(guid);
  if (setAt === null) return true;
  return typeof maxAge === 'number' && setAt.getTime() + maxAge <= passwords.now().getTime();
}

export function isLocked({ passwords, controller }: KnownPasswords, guid: ObjectGuid): boolean {
  const { lockedAt } = passwords.stateOf(controller, guid);
  const end = lockedAt && lockOutEnd(lockedAt, passwords.policyOf(guid));
  return end === 'never' || (end !== null && end !== undefined && end > passwords.now());
}

/** Counts a wrong password; locks the account when there have been too many. */
export function strike({ passwords, controller }: KnownPasswords, guid: ObjectGuid): void {
  const badPwdCount = passwords.stateOf(controller, guid).badPwdCount + 1;
  const threshold = passwords.policyOf(guid).lockoutThreshold ?? 0;
  const isLocking = threshold > 0 && badPwdCount >= threshold;
  passwords.write(controller, guid, { badPwdCount, ...(isLocking ? { lockedAt: passwords.now() } : {}) });
}

/** The names of a person; what is none has none. */
export function namesOf(person: DirectoryPerson | undefined): PasswordAccount['names'] {
  const { samAccountName, userPrincipalName, displayName, commonName, givenName, surname } = person ?? {};
  return {
    samAccountName: samAccountName ?? null,
    userPrincipalName: userPrincipalName ?? null,
    displayName: displayName ?? null,
    commonName: commonName ?? null,
    givenName: givenName ?? null,
    surname: surname ?? null,
  };
}
