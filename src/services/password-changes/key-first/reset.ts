import type {
  NamedController,
  PasswordAccount,
  PasswordSession,
  WriteOutcome,
} from '../../../directory/password-directory.js';
import { findingOf, type Finding } from '../../../domain/password-change/controller-evidence.js';
import { LONGEST_FENCE_MS, LONGEST_IN_FLIGHT_MS } from '../../../domain/password-change/limits.js';
import type { AppError } from '../../../errors.js';
import { accountGone } from '../policy/account-facts.js';
import { errorPatch, NO_ERROR } from '../rows/failure.js';
import { isOutOfReach, nameOf } from '../turns/open-session.js';
import type { StoredChange } from '../rows/stored-change.js';
import type { ChangePatch } from '../rows/write-change.js';
import { namedController, takeDoubt, withDoubt } from './doubts.js';
import { readForReset } from './prepare.js';
import { regenerate } from './regenerate.js';
import { repeatCompromise } from './repeat-compromise.js';
import { again, commit, fail, reached, type Run, type StepResult } from '../turns/run.js';
import type { Situation } from './situation.js';

/** A reset that was begun, and what was known before. */
export interface Sending {
  /** The change before this reset: what it says of earlier ones still holds. */
  readonly before: StoredChange;
  readonly session: PasswordSession;
  readonly account: PasswordAccount;
  /** The change with the intent to send it. */
  readonly intended: StoredChange;
  readonly now: Date;
}

/**
 * Sets the password in the directory. Before the first time there is a way back until it leaves; afterwards the same value is
 * set again until a controller has said that it has it, on another controller if need be.
 *
 * @throws AppError what keeps it from being sent; nothing was committed then
 */
export async function reset(run: Run, change: StoredChange, situation: Situation): Promise<StepResult> {
  const { password } = situation;
  if (password === undefined) return 'GO_ON';
  await reached(run, 'reset.before', change);
  const session = await controllerFor(run, change);
  const account = await accountFor(run, change, session);
  // From here on the claim is known to be ours, for as long as the fence stands.
  const notAfter = (run.parts.now ?? (() => performance.now()))() + LONGEST_FENCE_MS;
  const intended = await commit(run, change, intentPatch(change, { session, account, now: situation.now }));
  if (intended === undefined) return 'GO_ON';
  const answer = session.resetPassword(account.objectGuid, password, { notAfter });
  await reached(run, 'reset.during', change);
  const outcome = await answer;
  await reached(run, 'reset.after', change);
  return settle(run, { before: change, session, account, intended, now: situation.now }, outcome);
}

/** What is written before a reset is sent: from then on the only way is forward. */
export function intentPatch(
  change: StoredChange,
  { session, account, now }: Pick<Sending, 'session' | 'account' | 'now'>,
): ChangePatch {
  return { intent: 'RESET', undo: 'FORWARD', sentAt: now, ...namedFor(change, nameOf(session), account) };
}

/** What is written when the controller says that it has the password. */
export function acceptedPatch({ intended, now }: Pick<Sending, 'intended' | 'now'>): ChangePatch {
  return {
    ...NO_ERROR,
    stage: 'IN_DIRECTORY',
    intent: 'VERIFY',
    acceptedAt: now,
    resets: intended.resets + 1,
  };
}

/** The one that was written to before as long as it answers, for it knows what became of that. */
async function controllerFor({ conversation }: Run, change: StoredChange): Promise<PasswordSession> {
  const named = namedController(change);
  if (change.sentAt === null || named === undefined) return conversation.any();
  try {
    return await conversation.only(named);
  } catch (error) {
    if (!isOutOfReach(error)) throw error;
    return conversation.any([named]);
  }
}

/** Once something was sent, an account that was disabled meanwhile keeps nobody from finding the way forward. */
async function accountFor(
  run: Run,
  { sentAt }: StoredChange,
  session: PasswordSession,
): Promise<PasswordAccount> {
  if (sentAt === null) return readForReset(run, session);
  const account = await session.readAccount(run.account.objectGuid);
  if (account === undefined) throw accountGone(run.account.domain);
  return account;
}

/** Names the controller, with what it shows before it is written to; one named before is kept in mind with what it showed. */
function namedFor(
  change: StoredChange,
  controller: NamedController,
  { passwordLastSet }: PasswordAccount,
): ChangePatch {
  const isNamed = change.controllerInvocationId === controller.invocationId;
  if (change.sentAt !== null && isNamed) return {};
  const named = {
    controllerAddress: controller.address,
    controllerInvocationId: controller.invocationId,
  };
  const ticks = passwordLastSet?.ticks ?? null;
  if (change.sentAt === null) return { ...named, ticksBefore: ticks, doubts: [] };
  const { known, others } = takeDoubt(withDoubt(change), controller);
  return { ...named, ticksBefore: known === undefined ? ticks : known.ticks, doubts: others };
}

/** Commits what became of a reset. */
export async function settle(run: Run, sending: Sending, outcome: WriteOutcome): Promise<StepResult> {
  const { intended } = sending;
  const after = await committed(run, sending, outcome);
  if (after !== 'MOVED_ON') return after;
  // Somebody else has gone on with the change or taken over. What a stopped worker has sent all the same is no longer
  // wanted where the key was reported: then both resets are made once more.
  if (outcome.outcome === 'DONE' || outcome.outcome === 'IN_DOUBT') await repeatCompromise(run, intended);
  return 'GO_ON';
}

async function committed(
  run: Run,
  sending: Sending,
  outcome: WriteOutcome,
): Promise<StepResult | 'MOVED_ON'> {
  const { before, intended, session } = sending;
  switch (outcome.outcome) {
    case 'DONE': {
      const done = await commit(run, intended, acceptedPatch(sending));
      return done === undefined ? 'MOVED_ON' : 'GO_ON';
    }
    case 'IN_DOUBT': {
      await run.conversation.drop(session);
      return (await again(run, intended, outcome.failure)) ? 'GO_ON' : 'MOVED_ON';
    }
    case 'NOT_SENT': {
      await run.conversation.drop(session);
      await again(run, intended, outcome.failure, backTo(before));
      return 'GO_ON';
    }
    case 'REFUSED':
      return before.sentAt === null
        ? refusedForCertain(run, sending, outcome.failure)
        : refusedInDoubt(run, sending, outcome.failure);
  }
}

/** What was true before this very request, which had no effect. */
export function backTo(before: StoredChange): ChangePatch {
  const { sentAt, undo, intent, controllerAddress, controllerInvocationId, ticksBefore, doubts } = before;
  return { sentAt, undo, intent, controllerAddress, controllerInvocationId, ticksBefore, doubts };
}

/** It was the only request that was ever sent, and it was not carried out. */
async function refusedForCertain(
  run: Run,
  { session, account, intended }: Sending,
  failure: AppError,
): Promise<StepResult> {
  const clean = { sentAt: null, undo: 'DISCARD', intent: null, doubts: [] } as const;
  if (failure.code === 'PASSWORD_POLICY_REFUSED')
    return regenerate(run, intended, { session, account, failure });
  if (!failure.retryable) return fail(run, intended, failure, { sentAt: null });
  await again(run, intended, failure, clean);
  return 'GO_ON';
}

/**
 * This request was not carried out, and of an earlier one nobody knows. Where the controller shows that the earlier one had
 * no effect either, and can have none any more, there is a way back again.
 */
async function refusedInDoubt(run: Run, sending: Sending, failure: AppError): Promise<StepResult> {
  const { before, intended } = sending;
  switch (await findingHere(run, sending)) {
    case 'WRITTEN':
      await commit(run, intended, { stage: 'IN_DIRECTORY', intent: 'VERIFY', ...errorPatch(failure) });
      return 'GO_ON';
    case 'NOTHING_WRITTEN':
      return refusedForCertain(run, sending, failure);
    case 'UNKNOWN':
      await again(run, intended, failure, backTo(before));
      return 'GO_ON';
  }
}

async function findingHere({ account }: Run, sending: Sending): Promise<Finding> {
  const { before, intended, session, now } = sending;
  const isElsewhere = before.controllerInvocationId !== intended.controllerInvocationId;
  // Another controller knows nothing of what the earlier one took, and so does none where several may have taken it.
  if (isElsewhere || before.sentAt === null || intended.doubts.length > 0) return 'UNKNOWN';
  const shown = (await session.readAccount(account.objectGuid))?.passwordLastSet?.ticks ?? null;
  const isOver = before.acceptedAt === null && now.getTime() - before.sentAt.getTime() > LONGEST_IN_FLIGHT_MS;
  return findingOf([{ before: before.ticksBefore, now: shown }], isOver);
}
