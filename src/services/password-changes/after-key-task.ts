import type { Sql } from '../../database.js';
import type { KeyTaskKind } from '../../domain/states.js';
import { isAhead } from './directory-first/ahead.js';
import { NO_ERROR } from './rows/failure.js';
import { lockChange, type StoredChange } from './rows/stored-change.js';
import { otherOpenChanges } from './turns/turn.js';
import { writeChange } from './rows/write-change.js';

/** A task of a change that its key has answered. */
export interface AnsweredTask {
  readonly kind: KeyTaskKind;
  readonly changeId: string;
  /** The number of its envelope. */
  readonly sequence: bigint;
}

/** `DONE`: the key's state shows what the task was to bring about. `REFUSED`: it does not, and will not. */
export type KeyTaskOutcome =
  { readonly outcome: 'DONE' } | { readonly outcome: 'REFUSED'; readonly reason: string };

/**
 * Takes what a key has answered to a task of a change, in the transaction that ends the task and has locked account, key and
 * task, in this order. Answers the ids of changes that may go on: `Workflows.advanceChange` for each, after the commit.
 *
 * @param outcome its `reason` is shown to administrators
 */
export async function afterKeyTask(
  sql: Sql,
  { task, outcome }: { readonly task: AnsweredTask; readonly outcome: KeyTaskOutcome },
): Promise<string[]> {
  const change = await lockChange(sql, task.changeId);
  if (change === undefined || change.endedAt !== null) return [];
  if (!change.holdsClaim && !isAhead(change)) return [];
  const isDone = outcome.outcome === 'DONE';
  const reason = isDone ? '' : outcome.reason;
  if (task.kind === 'WRITE_PENDING' && awaitsWrite(change))
    return isDone ? onKey(sql, change, task.sequence) : notOnKey(sql, change, reason);
  if (task.kind === 'COMMIT' && awaitsCommit(change))
    return isDone ? inUse(sql, change) : notInUse(sql, change, reason);
  return [];
}

function awaitsWrite(change: StoredChange): boolean {
  return change.intent === 'WRITE_TO_KEY' || (isAhead(change) && change.stage === 'WAITING_FOR_KEY');
}

function awaitsCommit({ stage, intent }: StoredChange): boolean {
  return stage === 'VERIFIED' || (stage === 'ON_KEY' && intent === 'COMMIT');
}

async function onKey(sql: Sql, change: StoredChange, write: bigint): Promise<string[]> {
  await writeChange(sql, change, { ...NO_ERROR, stage: 'ON_KEY', intent: null, write });
  return [change.id];
}

/** Where nothing was asked of the directory yet, the password that was valid still is. */
async function notOnKey(sql: Sql, change: StoredChange, reason: string): Promise<string[]> {
  if (isAhead(change)) return notInUse(sql, change, reason);
  await writeChange(sql, change, {
    stage: 'FAILED',
    undo: 'NOTHING',
    lastErrorCode: 'KEY_REFUSED',
    lastError: `The key did not take the password (${reason}).`,
  });
  return otherOpenChanges(sql, [change]);
}

/** Nothing is left to be taken back: what remains is to write down that it is over. */
async function inUse(sql: Sql, change: StoredChange): Promise<string[]> {
  await writeChange(sql, change, { ...NO_ERROR, intent: null, undo: 'NOTHING' });
  return [change.id];
}

/**
 * The directory has a password that the key does not have any more: it was reset by hand, for example. Where only the key
 * was to have it, nothing is different in the directory.
 */
async function notInUse(sql: Sql, change: StoredChange, reason: string): Promise<string[]> {
  const isKeyOnly = change.changeOrder === 'KEY_ONLY';
  if (!isKeyOnly) {
    await sql.query(`update domain_account set password_holder = 'NO_ONE_HAS_IT' where id = $1`, [
      change.accountId,
    ]);
  }
  await writeChange(sql, change, {
    stage: isKeyOnly ? 'FAILED' : 'NEEDS_ATTENTION',
    lastErrorCode: 'KEY_REFUSED',
    lastError: `The key did not put the password to use (${reason}).`,
    attention: isKeyOnly
      ? null
      : 'The directory has a password that the key does not use. The key has to be activated anew.',
  });
  return otherOpenChanges(sql, [change]);
}
