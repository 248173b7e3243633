import type {
  PasswordAccount,
  PasswordSession,
  WriteOutcome,
} from '../../../directory/password-directory.js';
import { hasMoved } from '../../../domain/password-change/controller-evidence.js';
import { LONGEST_FENCE_MS, LONGEST_IN_FLIGHT_MS } from '../../../domain/password-change/limits.js';
import { meaningOf } from '../../../domain/password-change/proof.js';
import { checkPassword } from '../../../domain/password/check-password.js';
import { longer } from '../../../domain/password/generate-password.js';
import { NEVER_TOUCHED } from '../../../domain/password/password-obstacle.js';
import { AppError } from '../../../errors.js';
import { accountGone, obstacleFailure, obstacleOf } from '../policy/account-facts.js';
import { supersedeAhead } from '../directory-first/ahead.js';
import { NO_ERROR } from '../rows/failure.js';
import { nameOf } from '../turns/open-session.js';
import { passwordForPolicy } from '../policy/policy-password.js';
import { again, commit, reached, type Run, type StepResult } from '../turns/run.js';
import { repeatCompromise } from '../key-first/repeat-compromise.js';
import type { StoredChange } from '../rows/stored-change.js';
import { writeChange } from '../rows/write-change.js';
import { ruleBroken } from '../policy/rule-broken.js';
import { failUnchanged, needsSomebody } from './endings.js';

const PASSWORDS = 2;
/** Longer ones are tried when the policy refuses what follows it as far as it can be read. */
const MOST_LENGTHS = 4;
/** How often the directory may refuse what it has taken before somebody has to look. */
const MOST_DISPROVED = 3;

interface Setting {
  /** What was typed; undefined where passwords are generated that nobody needs to know. */
  readonly typed: string | undefined;
  readonly now: Date;
}

/**
 * Sets a password twice in a row and signs in with the last one. A directory takes the password before the present one for up
 * to an hour; after two resets that is not the one that was lost. Generated ones are forgotten at once: whoever starts over
 * generates others. One that was typed is set both times, so that nothing has changed when it is refused.
 *
 * @throws AppError what keeps it from being sent; nothing was committed then
 */
export async function resetTwice(
  run: Run,
  change: StoredChange,
  { typed, now }: Setting,
): Promise<StepResult> {
  await reached(run, 'reset.before', change);
  const session = await run.conversation.any();
  const account = await session.readAccount(run.account.objectGuid);
  if (account === undefined) return gone(run, change);
  const obstacle = obstacleOf(run.account, account);
  if (obstacle !== undefined && (typed !== undefined || NEVER_TOUCHED.has(obstacle)))
    return failUnchanged(run, change, obstacleFailure(obstacle));
  const broken =
    typed === undefined
      ? []
      : checkPassword(await session.readPolicy(account.objectGuid), account.names, typed);
  if (broken[0] !== undefined && change.sentAt === null)
    return failUnchanged(run, change, ruleBroken(broken[0], 'The temporary password'));
  let current = change;
  let password = typed ?? '';
  for (let count = 0; count < PASSWORDS; count += 1) {
    const drawn = typed === undefined ? await draw(run, current, session, account) : undefined;
    password = typed ?? drawn!.password;
    const sent = await send(run, current, { session, account, password, now, length: drawn?.length });
    if (!('change' in sent)) return sent.result;
    current = sent.change;
  }
  return prove(run, current, { session, account, password });
}

async function gone(run: Run, change: StoredChange): Promise<StepResult> {
  return failUnchanged(run, change, accountGone(run.account.domain));
}

function draw(
  run: Run,
  { passwordLength }: StoredChange,
  session: PasswordSession,
  account: PasswordAccount,
): Promise<{ readonly password: string; readonly length: number }> {
  return passwordForPolicy(session, account, run.parts.random, passwordLength ?? undefined);
}

interface Sending {
  readonly session: PasswordSession;
  readonly account: PasswordAccount;
  readonly password: string;
  readonly now: Date;
  /** Characters of a generated one. */
  readonly length: number | undefined;
}

type Sent = { readonly change: StoredChange } | { readonly result: StepResult };

/** One reset: intent, act, outcome. */
async function send(run: Run, change: StoredChange, sending: Sending): Promise<Sent> {
  const { session, account, password, now, length } = sending;
  const { address, invocationId } = nameOf(session);
  const notAfter = (run.parts.now ?? (() => performance.now()))() + LONGEST_FENCE_MS;
  const isFirst = change.sentAt === null;
  const intended = await commit(run, change, {
    stage: 'IN_DIRECTORY',
    intent: 'RESET',
    undo: 'FORWARD',
    sentAt: change.sentAt ?? now,
    controllerAddress: address,
    controllerInvocationId: invocationId,
    ...(isFirst ? { ticksBefore: account.passwordLastSet?.ticks ?? null } : {}),
    ...(length === undefined ? {} : { passwordLength: length, generations: change.generations + 1 }),
  });
  if (intended === undefined) return { result: 'GO_ON' };
  const answer = session.resetPassword(account.objectGuid, password, { notAfter });
  await reached(run, 'reset.during', change);
  const outcome = await answer;
  await reached(run, 'reset.after', change);
  return outcome.outcome === 'DONE'
    ? accepted(run, intended, now)
    : { result: await notAccepted(run, intended, { session, outcome, isFirst }) };
}

async function accepted(run: Run, intended: StoredChange, now: Date): Promise<Sent> {
  const done = await commit(run, intended, {
    ...NO_ERROR,
    intent: 'VERIFY',
    acceptedAt: now,
    resets: intended.resets + 1,
  });
  if (done !== undefined) return { change: done };
  await repeatCompromise(run, intended);
  return { result: 'GO_ON' };
}

interface NotAccepted {
  readonly session: PasswordSession;
  readonly outcome: Exclude<WriteOutcome, { outcome: 'DONE' }>;
  /** Nothing was sent before this request. */
  readonly isFirst: boolean;
}

async function notAccepted(
  run: Run,
  intended: StoredChange,
  { session, outcome, isFirst }: NotAccepted,
): Promise<StepResult> {
  const { failure } = outcome;
  const untouched = isFirst ? ({ sentAt: null, undo: 'NOTHING', stage: 'QUEUED' } as const) : {};
  switch (outcome.outcome) {
    case 'NOT_SENT':
      await run.conversation.drop(session);
      await again(run, intended, failure, untouched);
      return 'GO_ON';
    case 'IN_DOUBT':
      await run.conversation.drop(session);
      if ((await again(run, intended, failure)) === undefined) await repeatCompromise(run, intended);
      return 'GO_ON';
    case 'REFUSED':
      return refused(run, intended, { failure, isFirst, untouched });
  }
}

async function refused(
  run: Run,
  intended: StoredChange,
  {
    failure,
    isFirst,
    untouched,
  }: { failure: AppError; isFirst: boolean; untouched: Parameters<typeof again>[3] },
): Promise<StepResult> {
  const { isTyped } = intended;
  const length = isTyped ? undefined : longer(intended.passwordLength ?? 0);
  if (
    failure.code === 'PASSWORD_POLICY_REFUSED' &&
    length !== undefined &&
    intended.generations < MOST_LENGTHS * PASSWORDS
  ) {
    await commit(run, intended, { ...untouched, passwordLength: length, intent: null });
    return 'GO_ON';
  }
  if (failure.retryable) {
    await again(run, intended, failure, untouched);
    return 'GO_ON';
  }
  if (!isFirst) return needsSomebody(run, intended, failure);
  const unsent = await commit(run, intended, { sentAt: null, intent: null });
  if (unsent === undefined) return 'GO_ON';
  return isTyped ? failUnchanged(run, unsent, failure) : needsSomebody(run, unsent, failure);
}

/** One bind, on the controller that was written to; then it is waited out what an older claim may still bring. */
async function prove(
  run: Run,
  change: StoredChange,
  { session, account, password }: Pick<Sending, 'session' | 'account' | 'password'>,
): Promise<StepResult> {
  await reached(run, 'verify.before', change);
  const bind = session.verifyBind(account.objectGuid, password);
  await reached(run, 'verify.during', change);
  const proof = await bind;
  await reached(run, 'verify.after', change);
  const now = await session.readAccount(account.objectGuid);
  if (now === undefined) return needsSomebody(run, change, accountGone(run.account.domain));
  const ticksAfter = now.passwordLastSet?.ticks ?? null;
  const { meaning } = meaningOf(proof, {
    wasAccepted: change.acceptedAt !== null,
    hasMoved: hasMoved(change.ticksBefore, ticksAfter) === true,
  });
  if (meaning === 'UNKNOWN' || meaning === 'DISPROVED') {
    const failure = proof.outcome === 'UNANSWERED' ? proof.failure : notProved(change);
    if (proof.outcome === 'UNANSWERED') await run.conversation.drop(session);
    if (change.resets >= MOST_DISPROVED * PASSWORDS && meaning === 'DISPROVED')
      return needsSomebody(run, change, failure);
    await again(run, change, failure);
    return 'GO_ON';
  }
  await run.turn.commit(change, async (sql, locked) => {
    await supersedeAhead(sql, locked);
    return writeChange(sql, locked, {
      ...NO_ERROR,
      stage: 'VERIFIED',
      intent: 'LOOK_AGAIN',
      ticksAfter,
      nextAttemptAt: new Date((change.sentAt ?? new Date()).getTime() + LONGEST_IN_FLIGHT_MS),
    });
  });
  return 'GO_ON';
}

function notProved({ controllerAddress }: StoredChange): AppError {
  return new AppError(
    'PASSWORD_NOT_PROVED',
    `${controllerAddress} said that it took the password, and did not show that it has it. Both are set once more.`,
  );
}
