import type { DirectoryTarget } from '../../../../src/directory/directory.js';
import type { PasswordDirectory, PasswordSession } from '../../../../src/directory/password-directory.js';
import type { ObjectGuid } from '../../../../src/domain/identifiers.js';
import { newPassword } from '../../../../src/sandbox/new-password.js';

/** Puts back what was there before. */
export type Undo = () => Promise<void>;

/** Values of the domain's policy that the tests change. Durations in milliseconds. */
export interface StagedPolicy {
  readonly minLength?: number;
  readonly minAge?: number;
  readonly maxAge?: number;
  readonly history?: number;
  readonly lockoutThreshold?: number;
  readonly lockoutDuration?: number;
}

/** A running directory of one kind, and what its administrator does in it. People are named by their login. */
export interface PasswordStage {
  readonly passwords: PasswordDirectory;
  /**
   * False: a reset by somebody without Unexpire-Password leaves a password that counts, as on Samba. On Windows it has
   * to be changed at the next log-on.
   */
  readonly enforcesUnexpire: boolean;
  /** False: a maximum age of less than a day is none, as on Samba. */
  readonly agesWithinADay: boolean;
  /** False: the complexity rule takes no account of names, as on Samba. */
  readonly refusesNames: boolean;
  start(): Promise<void>;
  stop(): Promise<void>;
  target(): DirectoryTarget;
  /** Adds an enabled person whom the reader may reset, disable and date the password of. */
  addPerson(
    login: string,
    names?: { readonly givenName?: string; readonly surname?: string },
  ): Promise<ObjectGuid>;
  /** Adds an enabled person whom no right of the reader reaches. */
  addPersonOutOfReach(login: string): Promise<ObjectGuid>;
  addComputer(name: string): Promise<ObjectGuid>;
  /** The account the target binds with, and the built-in administrator. */
  readerGuid(): Promise<ObjectGuid>;
  administratorGuid(): Promise<ObjectGuid>;
  disable(login: string): Promise<void>;
  /** The account's last day is over. */
  expire(login: string): Promise<void>;
  requireSmartCard(login: string): Promise<void>;
  /** Moves the person to another name. */
  rename(login: string): Promise<void>;
  remove(login: string): Promise<void>;
  /** Makes the person one whom no delegated right reaches. */
  protect(login: string): Promise<void>;
  denyUnexpire(): Promise<Undo>;
  changePolicy(policy: StagedPolicy): Promise<Undo>;
  /** A fine-grained policy for one person: at least 20 characters, lock-out after 3, for an hour. */
  giveSettings(login: string, readable: boolean): Promise<void>;
}

export const DAY_MS = 86_400_000;

/** An open session, closed by itself at the end of the block: `await using`. */
export async function sessionOf(stage: PasswordStage): Promise<PasswordSession & AsyncDisposable> {
  const session = await stage.passwords.open(stage.target());
  return Object.assign(session, { [Symbol.asyncDispose]: () => session.close() });
}

/** A person with a password that was just reset through the port. */
export async function personWithPassword(
  stage: PasswordStage,
  session: PasswordSession,
  login: string,
): Promise<{ readonly guid: ObjectGuid; readonly password: string }> {
  const guid = await stage.addPerson(login);
  const password = newPassword();
  const done = await session.resetPassword(guid, password);
  if (done.outcome !== 'DONE')
    throw new Error(`The password of ${login} could not be reset.`, { cause: done });
  return { guid, password };
}
