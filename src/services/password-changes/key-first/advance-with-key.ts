import type { WaitingReason } from '../../../domain/password-change/key-first-step.js';
import type { PasswordChangeKind } from '../../../domain/states.js';
import { AppError, type ErrorCode } from '../../../errors.js';
import type { AdvanceOutcome, AdvanceParts } from '../advance-parts.js';
import { asFailure, errorPatch, keyGone } from '../rows/failure.js';
import { readChange, type StoredChange } from '../rows/stored-change.js';
import { putOnKey, tryOnKey } from '../key-only/put-on-key.js';
import { changeAsOwner } from '../owner/change-as-owner.js';
import { settleChange } from '../owner/settle-change.js';
import { loseAhead } from '../directory-first/go-ahead.js';
import { takeTurn, type NextStep } from '../turns/take-turn.js';
import { commitOnKey, complete } from './commit-on-key.js';
import { prepare, writeAgain } from './prepare.js';
import { reset } from './reset.js';
import { again, commit, end, fail, type Run, type StepResult } from '../turns/run.js';
import { readSituation, type Situation } from './situation.js';
import { stepOf, type Step } from './step-of.js';
import { verify } from './verify.js';
import { beginAnew, findOut, settleWithoutKey } from './way-back.js';

/** Goes on with a change in which a key has a part, whoever gets the password first, until nothing more can be done now. */
export function advanceWithKey(parts: AdvanceParts, change: StoredChange): Promise<AdvanceOutcome> {
  return takeTurn(parts, change, { most: 50, next });
}

async function next(run: Run, change: StoredChange): Promise<NextStep | undefined> {
  const situation = await readSituation(run.turn.sql, change, run.parts.copies);
  if (situation === undefined) return undefined;
  const { now } = situation;
  return { now, carryOut: () => attempt(run, change, situation, stepOf(run.parts, change, situation)) };
}

/** A directory's fault is written to the row, and is no failure of this call. */
async function attempt(
  run: Run,
  change: StoredChange,
  situation: Situation,
  step: Step,
): Promise<StepResult> {
  try {
    return await carryOut(run, change, situation, step);
  } catch (error) {
    const failure = asFailure(error);
    // A step may have committed something before it failed.
    const now = await readChange(run.turn.sql, change.id);
    if (now === undefined || now.endedAt !== null) return 'GO_ON';
    if (now.sentAt === null && isFinal(now, failure)) return fail(run, now, failure);
    await again(run, now, failure);
    return 'GO_ON';
  }
}

const OWNERS_KINDS: readonly PasswordChangeKind[] = ['USER_CHANGE', 'USER_KEY_ONLY'];
const OWNER_IS_TOLD: readonly ErrorCode[] = ['ACCOUNT_LOCKED', 'PASSWORD_ATTEMPTS_GONE'];
/** Somebody stands there and waits: after half a minute they are told rather than asked for more patience. */
const MOST_ATTEMPTS_OF_OWNER = 5;

function isFinal({ kind, attempts }: StoredChange, { code, retryable }: AppError): boolean {
  if (!retryable) return true;
  return OWNERS_KINDS.includes(kind) && (OWNER_IS_TOLD.includes(code) || attempts >= MOST_ATTEMPTS_OF_OWNER);
}

function isKeyOnly({ changeOrder }: StoredChange): boolean {
  return changeOrder === 'KEY_ONLY';
}

async function carryOut(
  run: Run,
  change: StoredChange,
  situation: Situation,
  step: Step,
): Promise<StepResult> {
  switch (step.step) {
    case 'WAIT':
      return wait(run, change, whyWaiting(step.reason, situation));
    case 'WAIT_FOR_CLAIM':
      return 'WAITING_FOR_CLAIM';
    case 'AWAIT_KEY':
      return 'WAITING_FOR_KEY';
    case 'LATER':
      return { againAt: change.nextAttemptAt ?? situation.now };
    case 'PREPARE':
      return isKeyOnly(change) ? putOnKey(run, change) : prepare(run, change, situation);
    case 'WRITE_AGAIN':
      return isKeyOnly(change) ? putOnKey(run, change) : writeAgain(run, change, situation);
    case 'BEGIN_ANEW':
      return beginAnew(run, change);
    case 'RESET':
      return reset(run, change, situation);
    case 'CHANGE':
      return changeAsOwner(run, change, situation);
    case 'SETTLE_CHANGE':
      return settleChange(run, change, situation);
    case 'TRY_PASSWORD':
      return tryOnKey(run, change, situation);
    case 'VERIFY':
      return verify(run, change, situation);
    case 'FIND_OUT':
      return findOut(run, change, situation);
    case 'COMMIT':
      return commitOnKey(run, change);
    case 'COMPLETE':
      return complete(run, change);
    case 'LOSE':
      return loseAhead(run, change);
    case 'SETTLE':
      return settleWithoutKey(run, change, situation);
    case 'GIVE_UP':
      return giveUp(run, change, step.why);
  }
}

async function giveUp(
  run: Run,
  change: StoredChange,
  why: 'KEY_GONE' | 'ACCOUNT_GONE' | 'COPY_OVER' | 'NOT_KNOWN',
): Promise<StepResult> {
  if (why === 'COPY_OVER') return fail(run, change, typedIsOver());
  if (why === 'NOT_KNOWN') return fail(run, change, triedAndLost());
  if (why === 'ACCOUNT_GONE')
    return fail(run, change, new AppError('ACCOUNT_GONE', 'The account is not synchronised any more.'));
  const patch = { stage: 'CANCELLED', ...errorPatch(keyGone()), undo: 'NOTHING' } as const;
  return end(run, change, patch);
}

function triedAndLost(): AppError {
  return new AppError(
    'DIRECTORY_TIMEOUT',
    'The password was tried, and what the directory said is not known. The key keeps what it had. Try again, or insist.',
  );
}

function typedIsOver(): AppError {
  return new AppError(
    'PASSWORD_COPY_OVER',
    'What was typed could not be set within the time for which it is kept. Nothing was changed. Type it again.',
  );
}

/** Written once: whoever watches is not told the same again. */
async function wait(run: Run, change: StoredChange, why: AppError): Promise<StepResult> {
  const isKnown = change.stage === 'WAITING_FOR_KEY' && change.lastErrorCode === why.code;
  if (isKnown && change.lastError === why.message && change.nextAttemptAt === null) return 'WAITING_FOR_KEY';
  const patch = { stage: 'WAITING_FOR_KEY', ...errorPatch(why), nextAttemptAt: null } as const;
  const after = await commit(run, change, patch);
  return after === undefined ? 'GO_ON' : 'WAITING_FOR_KEY';
}

const WORDS: { readonly [Reason in WaitingReason]: readonly [ErrorCode, string] } = {
  KEY_NOT_ACTIVE: [
    'KEY_NOT_CONNECTED',
    'The key is not active. It takes a password once it is activated again.',
  ],
  KEY_NOT_CONNECTED: ['KEY_NOT_CONNECTED', 'The key is not connected to an approved workstation.'],
  ALARM_RAISED: ['ALARM_RAISED', 'The alarm stands: no change begins until it is lifted.'],
  PASSWORDS_PAUSED: ['PASSWORDS_PAUSED', 'First passwords and rotations of this domain are paused.'],
  WORKSTATION_NOT_JOINED: [
    'WORKSTATION_NOT_JOINED',
    'The key is connected to a workstation that is joined neither to the domain of the account nor to one that it trusts.',
  ],
};

function whyWaiting(reason: WaitingReason, { pauseReason }: Situation): AppError {
  const [code, message] = WORDS[reason];
  return new AppError(
    code,
    reason === 'PASSWORDS_PAUSED' && pauseReason ? `${message} ${pauseReason}` : message,
  );
}
