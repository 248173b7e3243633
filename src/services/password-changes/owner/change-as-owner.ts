import type {
  PasswordAccount,
  PasswordSession,
  WriteOutcome,
} from '../../../directory/password-directory.js';
import { LONGEST_FENCE_MS } from '../../../domain/password-change/limits.js';
import { AppError } from '../../../errors.js';
import { putBackOldPassword, takeOldPassword, type TakenPassword } from '../copies/copies.js';
import { againPatch, NO_ERROR } from '../rows/failure.js';
import { readForReset } from '../key-first/prepare.js';
import { repeatCompromise } from '../key-first/repeat-compromise.js';
import type { Situation } from '../key-first/situation.js';
import { nameOf } from '../turns/open-session.js';
import { policyCause } from '../policy/policy-cause.js';
import type { StoredChange } from '../rows/stored-change.js';
import { again, commit, fail, reached, type Run, type StepResult } from '../turns/run.js';
import { writeChange } from '../rows/write-change.js';
import { assertMayTry } from './may-try.js';

interface Sent {
  readonly session: PasswordSession;
  readonly account: PasswordAccount;
  readonly intended: StoredChange;
  readonly old: TakenPassword;
  readonly now: Date;
}

/**
 * Changes the password as its owner does, with the old one, so that the domain's rules on age and history hold. It is sent
 * once: the old password is taken out of the database before, and counts as a strike until the answer shows that it was
 * right. Whoever comes here again after that has only to find out what became of it.
 *
 * @throws AppError what keeps it from being sent; nothing was committed then
 */
export async function changeAsOwner(
  run: Run,
  change: StoredChange,
  { password, now }: Situation,
): Promise<StepResult> {
  if (password === undefined) return 'GO_ON';
  await reached(run, 'reset.before', change);
  const session = await run.conversation.any();
  const account = await readForReset(run, session);
  await assertMayTry(run.turn.sql, { session, account, accountId: change.accountId });
  const notAfter = (run.parts.now ?? (() => performance.now()))() + LONGEST_FENCE_MS;
  const { address, invocationId } = nameOf(session);
  let old: TakenPassword | undefined;
  const intended = await run.turn.commit(change, async (sql, locked) => {
    old = await takeOldPassword(sql, run.parts.copies, locked.id);
    if (old === undefined) return undefined;
    return writeChange(sql, locked, {
      intent: 'RESET',
      undo: 'FORWARD',
      sentAt: now,
      struckAt: now,
      controllerAddress: address,
      controllerInvocationId: invocationId,
      ticksBefore: account.passwordLastSet?.ticks ?? null,
      doubts: [],
    });
  });
  if (intended === undefined || old === undefined) return 'GO_ON';
  const answer = session.changePassword(account.objectGuid, old.password, password, { notAfter });
  await reached(run, 'reset.during', change);
  const outcome = await answer;
  await reached(run, 'reset.after', change);
  return settle(run, { session, account, intended, old, now }, outcome);
}

async function settle(run: Run, sent: Sent, outcome: WriteOutcome): Promise<StepResult> {
  const { intended, session } = sent;
  switch (outcome.outcome) {
    case 'DONE': {
      const done = await commit(run, intended, {
        ...NO_ERROR,
        stage: 'IN_DIRECTORY',
        intent: 'VERIFY',
        acceptedAt: sent.now,
        struckAt: null,
        resets: intended.resets + 1,
      });
      if (done === undefined) await repeatCompromise(run, intended);
      return 'GO_ON';
    }
    case 'IN_DOUBT': {
      await run.conversation.drop(session);
      if ((await again(run, intended, outcome.failure)) === undefined) await repeatCompromise(run, intended);
      return 'GO_ON';
    }
    case 'NOT_SENT':
      await run.conversation.drop(session);
      return notSent(run, sent, outcome.failure);
    case 'REFUSED':
      return refused(run, sent, outcome.failure);
  }
}

/** As it was before: the old password has its one try yet. */
async function notSent(run: Run, { intended, old }: Sent, failure: AppError): Promise<StepResult> {
  await run.turn.commit(intended, async (sql, locked) => {
    await putBackOldPassword(sql, locked.id, old.stored);
    return writeChange(sql, locked, {
      ...againPatch(locked, failure, new Date()),
      intent: null,
      undo: 'DISCARD',
      sentAt: null,
      struckAt: null,
    });
  });
  return 'GO_ON';
}

/** It was answered, and nothing was carried out: that is said in words, and the key drops what it was given. */
async function refused(
  run: Run,
  { session, account, intended }: Sent,
  failure: AppError,
): Promise<StepResult> {
  // Whoever is refused for another reason than the old password has given the right one.
  const isStrike = failure.code === 'OLD_PASSWORD_WRONG' || failure.code === 'ACCOUNT_LOCKED';
  const unsent = { sentAt: null, ...(isStrike ? {} : { struckAt: null }) };
  if (failure.code !== 'PASSWORD_POLICY_REFUSED') return fail(run, intended, failure, unsent);
  const policy = await session.readPolicy(account.objectGuid);
  const cause = await policyCause(run, intended, { account, policy, write: 'CHANGE' });
  const inWords = new AppError('PASSWORD_POLICY_REFUSED', `${failure.message} ${cause} Nothing was changed.`);
  return fail(run, intended, inWords, unsent);
}
