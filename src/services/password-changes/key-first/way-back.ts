import type { PasswordSession } from '../../../directory/password-directory.js';
import {
  findingOf,
  type ControllerEvidence,
  type Finding,
} from '../../../domain/password-change/controller-evidence.js';
import { LONGEST_IN_FLIGHT_MS } from '../../../domain/password-change/limits.js';
import { AppError } from '../../../errors.js';
import { accountGone } from '../policy/account-facts.js';
import { addDiscard } from '../rows/claims.js';
import { eraseCopies } from '../copies/copies.js';
import { errorPatch, keyGone } from '../rows/failure.js';
import { isOutOfReach } from '../turns/open-session.js';
import type { StoredChange } from '../rows/stored-change.js';
import { writeChange } from '../rows/write-change.js';
import { proved } from './proved.js';
import { doubtsOf, type Doubt } from './doubts.js';
import { again, end, wakeOthers, type Run, type StepResult } from '../turns/run.js';
import type { Situation } from './situation.js';

/**
 * Nothing of this change is in the directory: the key drops what it was given, and the change waits again as it did before it
 * had claimed anything. Where another one of its kind waits by now, that one takes its place.
 */
export async function beginAnew(run: Run, change: StoredChange): Promise<StepResult> {
  const over = new AppError(
    'PASSWORD_COPY_OVER',
    'It was not done within the time for which a password is kept. It is begun anew with another one.',
  );
  await run.turn.commit(change, async (sql, locked) => {
    const { rows } = await sql.query(
      `select 1 from password_change where account_id = $1 and kind = $2 and id <> $3 and ended_at is null
         and sent_at is null`,
      [locked.accountId, locked.kind, locked.id],
    );
    const isReplaced = rows.length > 0;
    await eraseCopies(sql, [locked.id]);
    await sql.query(
      `update key_task set state = 'CANCELLED', ended_at = now(), sealed = null, envelope = null
       where change_id = $1 and state in ('PENDING', 'DELIVERED') and kind in ('WRITE_PENDING', 'COMMIT')`,
      [locked.id],
    );
    const after = await writeChange(sql, locked, {
      stage: isReplaced ? 'CANCELLED' : 'WAITING_FOR_KEY',
      holdsClaim: false,
      claim: null,
      intent: null,
      undo: 'NOTHING',
      write: null,
      sentAt: null,
      doubts: [],
      ticksBefore: null,
      ticksAfter: null,
      controllerAddress: null,
      controllerInvocationId: null,
      nextAttemptAt: null,
      ...errorPatch(over),
    });
    await addDiscard(sql, locked);
    await wakeOthers(run, sql, [locked]);
    return after;
  });
  return 'GO_ON';
}

/**
 * The password is not kept any more, so that it cannot be set again, and some controller may have taken it. What each of them
 * shows decides; as long as one cannot be asked, the change waits.
 */
export async function findOut(run: Run, change: StoredChange, { now }: Situation): Promise<StepResult> {
  const finding = await look(run, change, now);
  switch (finding) {
    case 'WRITTEN':
      return proved(run, change, change.acceptedAt === null ? { attention: NOT_TRIED } : {});
    case 'NOTHING_WRITTEN':
      return beginAnew(run, change);
    default:
      // The account is gone, or hidden: nothing will ever be seen of it. What the key was given stays on it.
      if (finding.code === 'ACCOUNT_GONE')
        return end(run, change, { stage: 'FAILED', ...errorPatch(finding) }, { losesPassword: true });
      await again(run, change, finding);
      return 'GO_ON';
  }
}

const NOT_TRIED =
  'The answer to the reset was lost, and the password could not be tried before its time was over. The directory shows that some password was set: see whether the person can log on.';

/**
 * The key is gone that has the password, and the directory may have taken it. Where that did not happen, the password that
 * was valid before still is; else nobody has one.
 */
export async function settleWithoutKey(
  run: Run,
  change: StoredChange,
  { now }: Situation,
): Promise<StepResult> {
  const gone = keyGone();
  if (change.acceptedAt === null && change.sentAt !== null) {
    const isUnderWay = now.getTime() - change.sentAt.getTime() <= LONGEST_IN_FLIGHT_MS;
    const finding = await look(run, change, now).catch((error: unknown) => asAppError(error));
    if (finding === 'NOTHING_WRITTEN')
      return end(run, change, { stage: 'CANCELLED', ...errorPatch(gone), undo: 'NOTHING' });
    if (finding !== 'WRITTEN' && isUnderWay) {
      const nextAttemptAt = new Date(change.sentAt.getTime() + LONGEST_IN_FLIGHT_MS + 1);
      await again(run, change, finding, { nextAttemptAt });
      return 'GO_ON';
    }
  }
  return end(run, change, { stage: 'FAILED', ...errorPatch(gone) }, { losesPassword: true });
}

/** What the controllers show that may have taken it; a failure where that is not enough. */
async function look(
  run: Run,
  change: StoredChange,
  now: Date,
): Promise<Exclude<Finding, 'UNKNOWN'> | AppError> {
  const evidence: ControllerEvidence[] = [];
  let failure: AppError | undefined;
  for (const doubt of doubtsOf(change)) {
    const shown = await ask(run, doubt);
    if (shown instanceof AppError) failure ??= shown;
    evidence.push({
      before: doubt.ticks,
      now: shown instanceof AppError ? 'OUT_OF_REACH' : shown,
      saysWhen: change.kind === 'USER_CHANGE',
    });
  }
  const { sentAt, acceptedAt } = change;
  const isOver =
    acceptedAt === null && sentAt !== null && now.getTime() - sentAt.getTime() > LONGEST_IN_FLIGHT_MS;
  const finding = findingOf(evidence, isOver);
  if (finding !== 'UNKNOWN') return finding;
  return (
    failure ??
    new AppError(
      'DIRECTORY_INCOMPLETE',
      'Whether the controller took the password cannot be seen yet (pwdLastSet). It is looked at again.',
    )
  );
}

async function ask({ conversation, account }: Run, doubt: Doubt): Promise<bigint | null | AppError> {
  let session: PasswordSession;
  try {
    session = await conversation.only(doubt);
  } catch (error) {
    if (isOutOfReach(error)) return error;
    throw error;
  }
  try {
    const now = await session.readAccount(account.objectGuid);
    return now === undefined ? accountGone(account.domain) : (now.passwordLastSet?.ticks ?? null);
  } catch (error) {
    await conversation.drop(session);
    return asAppError(error);
  }
}

function asAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  throw error;
}
