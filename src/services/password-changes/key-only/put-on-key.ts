import { whyNeverManaged } from '../../../domain/employee/password-holder.js';
import type { PasswordAccount, PasswordSession } from '../../../directory/password-directory.js';
import { meaningOf } from '../../../domain/password-change/proof.js';
import { NEVER_TOUCHED } from '../../../domain/password/password-obstacle.js';
import { AppError } from '../../../errors.js';
import { accountGone, isBindAccount, obstacleFailure, obstacleOf } from '../policy/account-facts.js';
import { claimAccount } from '../rows/claims.js';
import { NO_ERROR } from '../rows/failure.js';
import { commitOnKey } from '../key-first/commit-on-key.js';
import { readSituation, type Situation } from '../key-first/situation.js';
import { stepOf } from '../key-first/step-of.js';
import { logOnName, writeToKey } from '../key-first/write-to-key.js';
import { nameOf } from '../turns/open-session.js';
import { assertMayTry } from '../owner/may-try.js';
import type { StoredChange } from '../rows/stored-change.js';
import { commit, fail, reached, type Run, type StepResult } from '../turns/run.js';
import { writeChange } from '../rows/write-change.js';

/** For so long a controller takes the previous password as well. */
const PREVIOUS_TAKEN_MS = 3_600_000;

/**
 * Writes what the owner typed to the key, beside what it has. The directory is not asked: the names are those that were last
 * read from it.
 *
 * @throws AppError what keeps it from beginning
 */
export async function putOnKey(run: Run, change: StoredChange): Promise<StepResult> {
  await reached(run, 'generate.before', change);
  const name = knownName(run);
  await run.turn.commit(change, async (sql, locked) => {
    const situation = await readSituation(sql, locked, run.parts.copies);
    if (situation?.key === undefined || situation.password === undefined) return undefined;
    const { step } = stepOf(run.parts, locked, situation);
    if (step !== 'PREPARE' && step !== 'WRITE_AGAIN') return undefined;
    const claimed = await claimAccount(sql, locked);
    if (claimed === 'WAIT') return undefined;
    const after = await writeChange(sql, claimed, {
      ...NO_ERROR,
      stage: 'WAITING_FOR_KEY',
      intent: 'WRITE_TO_KEY',
      undo: 'DISCARD',
    });
    await writeToKey(sql, after, { key: situation.key, name, password: situation.password });
    return after;
  });
  await reached(run, 'generate.after', change);
  return 'GO_ON';
}

function knownName({ account }: Run): string {
  const never = whyNeverManaged({ ...account, isBindAccount: isBindAccount(account) });
  if (never !== undefined) throw obstacleFailure(never);
  if (!account.confirmed) throw obstacleFailure('UNCONFIRMED');
  const name = logOnName(account, account.domain);
  if (name !== undefined) return name;
  throw new AppError(
    'WRONG_STATE',
    'Neither the login nor the principal name of the account is known, so nobody could log on with a key.',
  );
}

/**
 * One sign-in with what the key was given decides whether the key uses it; none where the owner insists. What the directory
 * refuses the key drops, and has what it had.
 *
 * @throws AppError what keeps it from being tried; nothing was committed then
 */
export async function tryOnKey(
  run: Run,
  change: StoredChange,
  { password, now }: Situation,
): Promise<StepResult> {
  if (password === undefined) return 'GO_ON';
  if (change.insists) return commitOnKey(run, change, { verification: 'UNVERIFIED', undo: 'FORWARD' });
  await reached(run, 'verify.before', change);
  const session = await run.conversation.any();
  const account = await session.readAccount(run.account.objectGuid);
  if (account === undefined) throw accountGone(run.account.domain);
  const obstacle = obstacleOf(run.account, account);
  if (obstacle !== undefined && NEVER_TOUCHED.has(obstacle)) throw obstacleFailure(obstacle);
  await assertMayTry(run.turn.sql, { session, account, accountId: change.accountId });
  const { address, invocationId } = nameOf(session);
  const intended = await commit(run, change, {
    intent: 'VERIFY',
    struckAt: now,
    controllerAddress: address,
    controllerInvocationId: invocationId,
  });
  if (intended === undefined) return 'GO_ON';
  const bind = session.verifyBind(account.objectGuid, password);
  await reached(run, 'verify.during', change);
  const proof = await bind;
  await reached(run, 'verify.after', change);
  const meaning = meaningOf(proof, { wasAccepted: false, hasMoved: false });
  switch (meaning.meaning) {
    case 'PROVED':
    case 'PROVED_BUT':
      return commitOnKey(run, intended, {
        undo: 'FORWARD',
        struckAt: null,
        verification: isProof(account) ? 'VERIFIED' : 'UNVERIFIED',
        attention: meaning.meaning === 'PROVED_BUT' ? meaning.attention : null,
      });
    case 'DISPROVED':
      return fail(run, intended, wrong(session));
    case 'UNKNOWN':
      return fail(
        run,
        intended,
        proof.outcome === 'UNANSWERED' ? unanswered(proof.failure) : showsNothing(session),
      );
  }
}

/** Within an hour a controller may have taken the previous password; a refusal shows something at any time. */
function isProof({ passwordLastSet, controllerTime }: PasswordAccount): boolean {
  const at = passwordLastSet?.at ?? null;
  return at !== null && controllerTime.getTime() - at.getTime() >= PREVIOUS_TAKEN_MS;
}

function wrong({ controller }: PasswordSession): AppError {
  return new AppError(
    'PASSWORD_WRONG',
    `${controller.address} does not take this password. The key keeps what it had.`,
  );
}

function showsNothing({ controller }: PasswordSession): AppError {
  return new AppError(
    'ACCOUNT_LOCKED',
    `${controller.address} lets the account sign in with no password now, so that nothing was shown. The key keeps what it had.`,
  );
}

function unanswered({ code, message }: AppError): AppError {
  return new AppError(code, `${message} The key keeps what it had. Try again, or insist.`);
}
