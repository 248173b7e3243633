import type { BindProof, PasswordAccount, PasswordSession } from '../../../directory/password-directory.js';
import { hasMoved } from '../../../domain/password-change/controller-evidence.js';
import { LONGEST_FENCE_MS } from '../../../domain/password-change/limits.js';
import { meaningOf, type ProofMeaning } from '../../../domain/password-change/proof.js';
import { AppError } from '../../../errors.js';
import { accountGone } from '../policy/account-facts.js';
import { errorPatch } from '../rows/failure.js';
import { isOutOfReach } from '../turns/open-session.js';
import { pausePasswords } from '../pauses/pause-passwords.js';
import type { StoredChange } from '../rows/stored-change.js';
import type { ChangePatch } from '../rows/write-change.js';
import { proved } from './proved.js';
import { namedController } from './doubts.js';
import { lockOutOf } from './prepare.js';
import { again, commit, end, reached, type Run, type StepResult } from '../turns/run.js';
import type { Situation } from './situation.js';

/**
 * Looks whether the controller that took the password has it: when it was last set there, then one bind. A controller that
 * does not answer any more may have told no other: then the same value is set on another one.
 *
 * @throws AppError when the controller cannot be asked for another reason
 */
export async function verify(
  run: Run,
  change: StoredChange,
  { password }: Pick<Situation, 'password'>,
): Promise<StepResult> {
  if (password === undefined) return 'GO_ON';
  await reached(run, 'verify.before', change);
  const session = await reach(run, change);
  if (session instanceof AppError) {
    // An owner's change is not made twice, so there is nothing to be set on another one.
    if (change.kind === 'USER_CHANGE') throw session;
    await commit(run, change, {
      intent: 'RESET',
      attempts: change.attempts + 1,
      ...errorPatch(session),
    });
    return 'GO_ON';
  }
  const settled = await settlePasswordTime(run, change, session);
  if (settled === 'GO_ON') return settled;
  const tried = await tryPassword(run, settled, session, password);
  return afterTrial(run, session, tried);
}

/** One bind with the new password, and what is known of the account besides. */
export interface Trial extends PasswordTime {
  readonly proof: BindProof;
  /** Fit to be written whatever the bind has shown. */
  readonly patch: ChangePatch;
}

/** Tries the password once, on the controller that took it. */
export async function tryPassword(
  run: Run,
  { change, account, attention }: PasswordTime,
  session: PasswordSession,
  password: string,
): Promise<Trial> {
  const { until: lockedUntil, attention: locked } = await lockOutOf(session, account);
  const bind = session.verifyBind(account.objectGuid, password);
  await reached(run, 'verify.during', change);
  const proof = await bind;
  await reached(run, 'verify.after', change);
  const ticksAfter = account.passwordLastSet?.ticks ?? null;
  const patch: ChangePatch = { ticksAfter, lockedUntil, attention: attention ?? locked };
  return { change, account, attention, proof, patch };
}

/** What a trial shows of a change, as its row stands then. */
export function meaningOfTrial({ change, account, proof }: Trial): ProofMeaning {
  const ticksAfter = account.passwordLastSet?.ticks ?? null;
  return meaningOf(proof, {
    wasAccepted: change.acceptedAt !== null,
    hasMoved: hasMoved(change.ticksBefore, ticksAfter) === true,
  });
}

/** Commits what follows from a trial. */
export async function afterTrial(run: Run, session: PasswordSession, trial: Trial): Promise<StepResult> {
  const { change, proof, patch } = trial;
  const meaning = meaningOfTrial(trial);
  if (meaning.meaning !== 'UNKNOWN') return conclude(run, change, meaning, patch);
  if (proof.outcome === 'UNANSWERED') await run.conversation.drop(session);
  const failure = proof.outcome === 'UNANSWERED' ? proof.failure : showsNothing(session);
  await again(run, change, failure, { lockedUntil: patch.lockedUntil ?? null });
  return 'GO_ON';
}

async function reach({ conversation }: Run, change: StoredChange): Promise<PasswordSession | AppError> {
  const named = namedController(change);
  try {
    return named === undefined ? await conversation.any() : await conversation.only(named);
  } catch (error) {
    if (isOutOfReach(error)) return error;
    throw error;
  }
}

async function conclude(
  run: Run,
  change: StoredChange,
  meaning: Exclude<ProofMeaning, { meaning: 'UNKNOWN' }>,
  patch: ChangePatch,
): Promise<StepResult> {
  switch (meaning.meaning) {
    case 'PROVED':
      return proved(run, change, patch);
    case 'PROVED_BUT':
      return proved(run, change, { ...patch, attention: patch.attention ?? meaning.attention });
    default:
      return disproved(run, change, patch.ticksAfter ?? null);
  }
}

/**
 * The directory said that it took the password, and refuses it. Somebody else may have set another one right after: it is set
 * once more, and never bound with in a loop, for each wrong password brings the account nearer to being locked. Pending stays:
 * who is right is not known.
 */
async function disproved(run: Run, change: StoredChange, ticksBefore: bigint | null): Promise<StepResult> {
  const failure = new AppError(
    'PASSWORD_NOT_PROVED',
    `${change.controllerAddress} said that it took the password, and then refused to sign anybody in with it.`,
  );
  if (change.resets <= 1 && change.acceptedAt !== null && change.kind !== 'USER_CHANGE') {
    // What was taken before is gone: from here on the controller shows what becomes of the next one.
    await again(run, change, failure, { intent: 'RESET', acceptedAt: null, ticksBefore });
    return 'GO_ON';
  }
  const attention =
    'The directory does not take the password that it was given. Find out who else sets passwords of this account.';
  const patch = { stage: 'NEEDS_ATTENTION', ...errorPatch(failure), attention } as const;
  return end(run, change, patch, { losesPassword: true });
}

/** What is known of the account once it has been seen to that nobody is asked to change the password. */
export interface PasswordTime {
  readonly change: StoredChange;
  readonly account: PasswordAccount;
  readonly attention: string | null;
}

/**
 * Whoever may reset and not say when leaves `pwdLastSet` at 0: the password must be changed at the next log-on, by somebody who
 * never sees it. −1 is written once; where that does not help, the domain's other people are spared the same.
 */
async function settlePasswordTime(
  run: Run,
  change: StoredChange,
  session: PasswordSession,
): Promise<PasswordTime | 'GO_ON'> {
  const account = await read(run, session);
  const { attention } = change;
  if (account.passwordLastSet?.ticks !== 0n || attention !== null) return { change, account, attention };
  const notAfter = (run.parts.now ?? (() => performance.now()))() + LONGEST_FENCE_MS;
  const intended = await commit(run, change, { intent: 'SET_PASSWORD_TIME' });
  if (intended === undefined) return 'GO_ON';
  const outcome = await session.writePwdLastSet(account.objectGuid, -1n, { notAfter });
  if (outcome.outcome === 'NOT_SENT' || outcome.outcome === 'IN_DOUBT') {
    await run.conversation.drop(session);
    await again(run, intended, outcome.failure);
    return 'GO_ON';
  }
  const now = await read(run, session);
  if (now.passwordLastSet?.ticks !== 0n) return { change: intended, account: now, attention };
  const why = outcome.outcome === 'REFUSED' ? ` ${outcome.failure.message}` : '';
  const reason = `After a reset the directory asks the person to change the password at the next log-on, and that could not be taken back.${why} Grant "Unexpire password" on the domain object and write access to pwdLastSet.`;
  await pausePasswords(run.turn.sql, run.account.domain.id, { change: intended, reason });
  const noted = await commit(run, intended, { intent: 'VERIFY', attention: reason });
  if (noted === undefined) return 'GO_ON';
  return { change: noted, account: now, attention: reason };
}

async function read({ account }: Run, session: PasswordSession): Promise<PasswordAccount> {
  const now = await session.readAccount(account.objectGuid);
  if (now === undefined) throw accountGone(account.domain);
  return now;
}

function showsNothing({ controller }: PasswordSession): AppError {
  return new AppError(
    'ACCOUNT_LOCKED',
    `${controller.address} does not let the account sign in at all, right password or not, and does not show that it took the new one. It is tried again.`,
  );
}
