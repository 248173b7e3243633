import type { Sql } from '../../../database.js';
import type { PasswordSession } from '../../../directory/password-directory.js';
import { hasMoved } from '../../../domain/password-change/controller-evidence.js';
import { LONGEST_FENCE_MS, LONGEST_IN_FLIGHT_MS } from '../../../domain/password-change/limits.js';
import { AppError } from '../../../errors.js';
import { addKeyTasks } from '../../keys/moves/move-tasks.js';
import { accountGone } from '../policy/account-facts.js';
import { actorOf } from '../rows/change-events.js';
import { NO_ERROR } from '../rows/failure.js';
import { namedController } from '../key-first/doubts.js';
import { again, commit, reached, wakeOthers, type Run, type StepResult } from '../turns/run.js';
import { isOutOfReach } from '../turns/open-session.js';
import type { StoredChange } from '../rows/stored-change.js';
import { tellOwner } from '../owner/tell-owner.js';
import { writeChange, type ChangePatch } from '../rows/write-change.js';
import { needsSomebody } from './endings.js';

/**
 * The last look: is the password still the one that was set? Whatever was sent under an older claim has arrived by now or
 * never will. Where it did, or where that cannot be seen, both resets are made again. Then the account is disabled where
 * that was wanted, or its owner made to change the password at the next log-on, and the change is over.
 *
 * @throws AppError what keeps it from being seen
 */
export async function lookAgain(
  run: Run,
  change: StoredChange,
  { maySetAgain }: { readonly maySetAgain: boolean },
): Promise<StepResult> {
  const session = await controllerOf(run, change, maySetAgain);
  if (session === 'ELSEWHERE') return setAgain(run, change, elsewhere(change), { sentAt: null });
  const account = await session.readAccount(run.account.objectGuid);
  if (account === undefined) return needsSomebody(run, change, accountGone(run.account.domain));
  const isMarked = change.intent === 'SET_PASSWORD_TIME' || change.intent === 'DISABLE_ACCOUNT';
  if (!isMarked) {
    const moved = hasMoved(change.ticksAfter, account.passwordLastSet?.ticks ?? null);
    // Counted from here on once more: whoever set it may be about to set it again.
    if (moved === true) return setAgain(run, change, movedMeanwhile(), { sentAt: null });
    if (moved === undefined && !wasSetBehindAll(change)) return setAgain(run, change, unseen(session));
  }
  const finished =
    change.kind === 'HAND_BACK'
      ? await mustChange(run, change, session)
      : await disable(run, change, session);
  return finished === undefined ? 'GO_ON' : complete(run, finished);
}

/**
 * The controller that was written to. It may be gone for good, and what it took with it: another one is written to then,
 * as long as there is something to write.
 */
async function controllerOf(
  { conversation }: Run,
  change: StoredChange,
  maySetAgain: boolean,
): Promise<PasswordSession | 'ELSEWHERE'> {
  const named = namedController(change);
  if (named === undefined) return conversation.any();
  try {
    return await conversation.only(named);
  } catch (error) {
    if (!maySetAgain || !isOutOfReach(error)) throw error;
    return 'ELSEWHERE';
  }
}

async function setAgain(
  run: Run,
  change: StoredChange,
  { code, message }: AppError,
  more: ChangePatch = {},
): Promise<StepResult> {
  await commit(run, change, {
    stage: 'IN_DIRECTORY',
    intent: 'RESET',
    nextAttemptAt: null,
    attempts: change.attempts + 1,
    lastErrorCode: code,
    lastError: message,
    ...more,
  });
  return 'GO_ON';
}

/** Both were sent when nothing of an older claim could be under way any more: then nobody has to look. */
function wasSetBehindAll({ sentAt, acceptedAt }: StoredChange): boolean {
  return (
    sentAt !== null && acceptedAt !== null && acceptedAt.getTime() - sentAt.getTime() >= LONGEST_IN_FLIGHT_MS
  );
}

function movedMeanwhile(): AppError {
  return new AppError(
    'DIRECTORY_CHANGED_WHILE_READING',
    'Somebody else has set the password in between. Both resets are made again.',
  );
}

function unseen({ controller }: PasswordSession): AppError {
  return new AppError(
    'DIRECTORY_INCOMPLETE',
    `${controller.address} does not show when the password was set (pwdLastSet), so nobody can see whether somebody else has set it in between. Both resets are made again.`,
  );
}

function elsewhere({ controllerAddress }: StoredChange): AppError {
  return new AppError(
    'DIRECTORY_UNREACHABLE',
    `${controllerAddress} took the password and does not answer any more. Both resets are made again on another controller.`,
  );
}

/** Undefined when it could not be done now: what happened is written down. */
async function mustChange(
  run: Run,
  change: StoredChange,
  session: PasswordSession,
): Promise<StoredChange | undefined> {
  const notAfter = fence(run);
  const intended = await commit(run, change, { intent: 'SET_PASSWORD_TIME' });
  if (intended === undefined) return undefined;
  const outcome = await session.writePwdLastSet(run.account.objectGuid, 0n, { notAfter });
  if (outcome.outcome === 'DONE') {
    const now = await session.readAccount(run.account.objectGuid);
    if (now?.passwordLastSet?.ticks === 0n) return intended;
  }
  if (outcome.outcome === 'REFUSED') {
    // The person has the password. That they keep it is what somebody has to see to.
    return commit(run, intended, {
      attention: `The temporary password is set, but the person is not made to change it at the next log-on. ${outcome.failure.message}`,
    });
  }
  const failure = outcome.outcome === 'DONE' ? notMarked(session) : outcome.failure;
  if (outcome.outcome !== 'DONE') await run.conversation.drop(session);
  await again(run, intended, failure);
  return undefined;
}

async function disable(
  run: Run,
  change: StoredChange,
  session: PasswordSession,
): Promise<StoredChange | undefined> {
  if (!change.disablesAccount) return change;
  const intended = await commit(run, change, { intent: 'DISABLE_ACCOUNT' });
  if (intended === undefined) return undefined;
  const outcome = await session.disableAccount(run.account.objectGuid, { notAfter: fence(run) });
  if (outcome.outcome === 'DONE' || outcome.outcome === 'UNCHANGED') return intended;
  if (outcome.outcome === 'REFUSED' && !outcome.failure.retryable) {
    return commit(run, intended, {
      attention: `The password was replaced, but the account is not disabled. ${outcome.failure.message}`,
    });
  }
  await run.conversation.drop(session);
  await again(run, intended, outcome.failure);
  return undefined;
}

async function complete(run: Run, change: StoredChange): Promise<StepResult> {
  await reached(run, 'complete.before', change);
  await run.turn.commit(change, async (sql, locked) => {
    const holder = locked.kind === 'HAND_BACK' ? 'UNMANAGED' : 'NO_ONE_HAS_IT';
    await sql.query(
      `update domain_account set password_holder = $2, password_known_since = null,
              kept_off_key_since = case when $3 then now() else kept_off_key_since end where id = $1`,
      [locked.accountId, holder, locked.keepsOffKey],
    );
    if (locked.kind === 'HAND_BACK') await forget(sql, locked);
    await tellOwner(sql, locked);
    const stage = locked.attention === null ? 'COMPLETED' : 'NEEDS_ATTENTION';
    const after = await writeChange(sql, locked, { ...NO_ERROR, stage });
    await wakeOthers(run, sql, [locked]);
    await reached(run, 'complete.during', change);
    return after;
  });
  await reached(run, 'complete.after', change);
  return 'GO_ON';
}

/** The key need not keep what does not open the account any more. One that has left its owner is wiped as a whole. */
async function forget(sql: Sql, change: StoredChange): Promise<void> {
  const { rows } = await sql.query<{ keyId: string }>(
    `select k.id as "keyId" from key k join domain_account a on a.employee_id = k.owner_id
     where k.id = $1 and a.id = $2 and k.linked_at is not null
       and k.status in ('RESERVED', 'ACTIVE', 'LOCKED', 'SUSPENDED')`,
    [change.keyId, change.accountId],
  );
  const { accountId } = change;
  await addKeyTasks(
    sql,
    actorOf(change),
    rows.map(({ keyId }) => ({ keyId, kind: 'FORGET_ACCOUNT', accountId })),
  );
}

function fence({ parts }: Run): number {
  return (parts.now ?? (() => performance.now()))() + LONGEST_FENCE_MS;
}

function notMarked({ controller }: PasswordSession): AppError {
  return new AppError(
    'PASSWORD_NOT_PROVED',
    `${controller.address} said that the password must be changed at the next log-on, and does not show it. It is tried again.`,
  );
}
