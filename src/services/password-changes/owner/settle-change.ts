import type { BindProof, PasswordAccount, PasswordSession } from '../../../directory/password-directory.js';
import { wouldLock } from '../../../domain/password-change/attempts.js';
import { LONGEST_IN_FLIGHT_MS } from '../../../domain/password-change/limits.js';
import { meaningOf } from '../../../domain/password-change/proof.js';
import { AppError } from '../../../errors.js';
import { accountGone } from '../policy/account-facts.js';
import { errorPatch } from '../rows/failure.js';
import { namedController } from '../key-first/doubts.js';
import { proved } from '../key-first/proved.js';
import type { Situation } from '../key-first/situation.js';
import type { StoredChange } from '../rows/stored-change.js';
import { again, end, fail, reached, type Run, type StepResult } from '../turns/run.js';
import { strikesOf } from './may-try.js';

/**
 * The owner's change was sent and its answer is not known. It is not sent again: the controller that got it shows when the
 * password was last set, and where that has moved, one bind with the new one decides. As long as that controller cannot be
 * asked, the change waits.
 *
 * @throws AppError what keeps the controller from being asked
 */
export async function settleChange(
  run: Run,
  change: StoredChange,
  { password, now }: Situation,
): Promise<StepResult> {
  const named = namedController(change);
  if (password === undefined || named === undefined || change.sentAt === null) return 'GO_ON';
  await reached(run, 'verify.before', change);
  const session = await run.conversation.only(named);
  const account = await session.readAccount(run.account.objectGuid);
  if (account === undefined) {
    const gone = accountGone(run.account.domain);
    return end(run, change, { stage: 'FAILED', ...errorPatch(gone) }, { losesPassword: true });
  }
  const moved = hasChanged(change.ticksBefore, account.passwordLastSet?.ticks ?? null);
  const isOver = now.getTime() - change.sentAt.getTime() > LONGEST_IN_FLIGHT_MS;
  if (moved === true || (moved === undefined && isOver))
    return tryIt(run, change, { session, account, password, moved, isOver });
  if (isOver) return fail(run, change, notCarriedOut(session), { sentAt: null });
  return lookLater(run, change, session);
}

/** When nothing of it can be under way any more. */
async function lookLater(run: Run, change: StoredChange, session: PasswordSession): Promise<StepResult> {
  const sentAt = change.sentAt?.getTime() ?? Date.now();
  const nextAttemptAt = new Date(sentAt + LONGEST_IN_FLIGHT_MS + 1);
  await again(run, change, notYet(session), { nextAttemptAt });
  return 'GO_ON';
}

interface Trial {
  readonly session: PasswordSession;
  readonly account: PasswordAccount;
  readonly password: string;
  /** Undefined: that cannot be read. */
  readonly moved: boolean | undefined;
  /** Nothing of it can be under way any more. */
  readonly isOver: boolean;
}

/** A change of an owner always says when it was, so that 0 which is still 0 has not moved. */
function hasChanged(before: bigint | null, now: bigint | null): boolean | undefined {
  return before === null || now === null ? undefined : before !== now;
}

async function tryIt(
  run: Run,
  change: StoredChange,
  { session, account, password, moved, isOver }: Trial,
): Promise<StepResult> {
  const ticksAfter = account.passwordLastSet?.ticks ?? null;
  if (wouldLock(await strikesOf({ session, account }))) {
    // A wrong one would lock the account. That the password was set just then is what there is to go by, if it was.
    if (moved === true) return proved(run, change, { ticksAfter, attention: NOT_TRIED });
    await again(run, change, notYet(session));
    return 'GO_ON';
  }
  const bind = session.verifyBind(account.objectGuid, password);
  await reached(run, 'verify.during', change);
  const proof = await bind;
  await reached(run, 'verify.after', change);
  return conclude(run, change, { session, proof, ticksAfter, isOver });
}

interface Shown extends Pick<Trial, 'session' | 'isOver'> {
  readonly proof: BindProof;
  readonly ticksAfter: bigint | null;
}

async function conclude(
  run: Run,
  change: StoredChange,
  { session, proof, ticksAfter, isOver }: Shown,
): Promise<StepResult> {
  const meaning = meaningOf(proof, { wasAccepted: false, hasMoved: true });
  switch (meaning.meaning) {
    case 'PROVED':
    case 'PROVED_BUT': {
      const attention = meaning.meaning === 'PROVED_BUT' ? { attention: meaning.attention } : {};
      return proved(run, change, { ticksAfter, struckAt: null, acceptedAt: change.sentAt, ...attention });
    }
    case 'DISPROVED':
      // Ours may arrive yet, over what somebody else has set.
      if (!isOver) return lookLater(run, change, session);
      return fail(run, change, otherPassword(session), { sentAt: null });
    case 'UNKNOWN':
      if (proof.outcome === 'UNANSWERED') await run.conversation.drop(session);
      await again(run, change, proof.outcome === 'UNANSWERED' ? proof.failure : notYet(session));
      return 'GO_ON';
  }
}

const NOT_TRIED =
  'The answer to the change was lost, and the password could not be tried without the account being locked if it were wrong. The directory shows that some password was set: see whether the person can log on.';

function notCarriedOut({ controller }: PasswordSession): AppError {
  return new AppError(
    'DIRECTORY_TIMEOUT',
    `${controller.address} did not answer, and shows that it changed nothing. Nothing was changed on the key either. Try again.`,
  );
}

function notYet({ controller }: PasswordSession): AppError {
  return new AppError(
    'DIRECTORY_INCOMPLETE',
    `${controller.address} did not answer, and does not show yet whether it took the password. It is looked at again.`,
  );
}

function otherPassword({ controller }: PasswordSession): AppError {
  return new AppError(
    'DIRECTORY_CHANGED_WHILE_READING',
    `Somebody else has set the password at ${controller.address} at the same moment. The key keeps what it had.`,
  );
}
