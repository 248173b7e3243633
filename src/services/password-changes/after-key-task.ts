import type { Sql } from '../../database.js';
import type { KeyTaskKind } from '../../domain/states.js';
import { isAhead } from './directory-first/ahead.js';
import { NO_ERROR } from './rows/failure.js';
import { lockChange, lockChangesOnly, type StoredChange } from './rows/stored-change.js';
import { otherOpenChanges } from './turns/turn.js';
import { writeChange, writeChanges, type ChangePatch } from './rows/write-change.js';

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
): Promise<readonly string[]> {
  if (outcome.outcome === 'DONE') return afterTasksDone(sql, [task]);
  const change = await lockChange(sql, task.changeId);
  if (change === undefined || !isUnderWay(change)) return [];
  if (task.kind === 'WRITE_PENDING' && awaitsWrite(change)) return notOnKey(sql, change, outcome.reason);
  if (task.kind === 'COMMIT' && awaitsCommit(change)) return notInUse(sql, change, outcome.reason);
  return [];
}

/** The same for tasks that were done, no two of one account: a few statements, whatever their number. */
export async function afterTasksDone(sql: Sql, tasks: readonly AnsweredTask[]): Promise<readonly string[]> {
  if (tasks.length === 0) return [];
  const changes = await lockChangesOnly(
    sql,
    tasks.map(({ changeId }) => changeId),
  );
  const written = await writeChanges(
    sql,
    tasks.flatMap((task) => {
      const change = changes.get(task.changeId);
      const patch = change && patchOf(change, task);
      return change === undefined || patch === undefined ? [] : [{ change, patch }];
    }),
  );
  return written.map(({ id }) => id);
}

/** What a change becomes by a task that was done; undefined where it does not wait for that. */
function patchOf(change: StoredChange, { kind, sequence }: AnsweredTask): ChangePatch | undefined {
  if (!isUnderWay(change)) return undefined;
  if (kind === 'WRITE_PENDING' && awaitsWrite(change)) {
    return { ...NO_ERROR, stage: 'ON_KEY', intent: null, write: sequence };
  }
  // Nothing is left to be taken back: what remains is to write down that it is over.
  if (kind === 'COMMIT' && awaitsCommit(change)) return { ...NO_ERROR, intent: null, undo: 'NOTHING' };
  return undefined;
}

function isUnderWay(change: StoredChange): boolean {
  return change.endedAt === null && (change.holdsClaim || isAhead(change));
}

function awaitsWrite(change: StoredChange): boolean {
  return change.intent === 'WRITE_TO_KEY' || (isAhead(change) && change.stage === 'WAITING_FOR_KEY');
}

function awaitsCommit({ stage, intent }: StoredChange): boolean {
  return stage === 'VERIFIED' || (stage === 'ON_KEY' && intent === 'COMMIT');
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
