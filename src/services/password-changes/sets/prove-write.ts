import type { PasswordAccount, PasswordSession } from '../../../directory/password-directory.js';
import type { StoredChange } from '../rows/stored-change.js';
import { acceptedPatch } from '../key-first/reset.js';
import { meaningOfTrial, tryPassword, type Trial } from '../key-first/verify.js';
import { reached } from '../turns/run.js';
import type { Intended } from './write-set.js';

/** A reset that the controller has taken, and what was seen of it since. */
export interface Proved {
  readonly sending: Intended;
  /** Undefined: the password was not tried. Whoever goes on with the change alone does. */
  readonly trial: Trial | undefined;
  readonly isProved: boolean;
}

/** Tries a password once that was just set, as `verify` does. */
export async function proveWrite(
  sending: Intended,
  session: PasswordSession,
  account: PasswordAccount | undefined,
): Promise<Proved> {
  const { run, intended, password } = sending;
  const change: StoredChange = { ...intended, ...acceptedPatch(sending) };
  if (account === undefined) return { sending, trial: undefined, isProved: false };
  const time = { change, account, attention: intended.attention };
  const trial = await tryPassword(run, time, session, password).catch(() => undefined);
  const isProved = trial !== undefined && meaningOfTrial(trial).meaning === 'PROVED';
  return { sending, trial, isProved };
}

/**
 * Looks at an account whose password was just set. Undefined: it cannot be read, or asks for another password at once, which is
 * for `verify` to mend.
 */
export async function lookAgain(
  { run, intended, account: { objectGuid } }: Intended,
  session: PasswordSession,
): Promise<PasswordAccount | undefined> {
  await reached(run, 'verify.before', intended);
  const account = await session.readAccount(objectGuid).catch(() => undefined);
  return account?.passwordLastSet?.ticks === 0n ? undefined : account;
}
