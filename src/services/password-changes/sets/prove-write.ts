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

/** Looks at an account whose password was just set, and tries that once, as `verify` does. */
export async function proveWrite(sending: Intended, session: PasswordSession): Promise<Proved> {
  const { run, intended, password } = sending;
  await reached(run, 'verify.before', intended);
  const account = await lookAgain(sending, session);
  const change: StoredChange = { ...intended, ...acceptedPatch(sending) };
  if (account === undefined) return { sending, trial: undefined, isProved: false };
  const time = { change, account, attention: intended.attention };
  const trial = await tryPassword(run, time, session, password).catch(() => undefined);
  const isProved = trial !== undefined && meaningOfTrial(trial).meaning === 'PROVED';
  return { sending, trial, isProved };
}

/** Undefined: it cannot be read, or asks for another password at once, which is for whoever goes on with it alone to mend. */
async function lookAgain(
  { account: { objectGuid } }: Intended,
  session: PasswordSession,
): Promise<PasswordAccount | undefined> {
  const account = await session.readAccount(objectGuid).catch(() => undefined);
  return account?.passwordLastSet?.ticks === 0n ? undefined : account;
}
