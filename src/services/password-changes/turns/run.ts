import type { Sql } from '../../../database.js';
import type { AppError } from '../../../errors.js';
import type { AccountFacts } from '../policy/account-facts.js';
import type { AdvanceParts } from '../advance-parts.js';
import { failedPatch } from '../pauses/after-failures.js';
import { addDiscard } from '../rows/claims.js';
import { noCheckpoints, type Checkpoint } from '../checkpoints.js';
import { againPatch, errorPatch } from '../rows/failure.js';
import type { Conversation } from './open-session.js';
import type { StoredChange } from '../rows/stored-change.js';
import { otherOpenChanges, type Turn } from './turn.js';
import { writeChange, type ChangePatch } from '../rows/write-change.js';

/** What the steps of one turn have in common. */
export interface Run {
  readonly parts: AdvanceParts;
  readonly turn: Turn;
  readonly account: AccountFacts;
  readonly conversation: Conversation;
  /** Changes that may go on because of what was done. */
  readonly wake: Set<string>;
}

/** `GO_ON`: look again, now. The others end the turn. */
export type StepResult = 'GO_ON' | 'WAITING_FOR_KEY' | 'WAITING_FOR_CLAIM' | { readonly againAt: Date };

/** How a change ends, besides what is written of it. */
export interface Ending {
  /** The key drops what this change put into its pending slot. */
  readonly discards?: boolean;
  /** Nobody has the password of the account from then on. */
  readonly losesPassword?: boolean;
}

export function reached({ parts }: Run, point: Checkpoint, { id }: StoredChange): Promise<void> {
  return (parts.checkpoints ?? noCheckpoints).reached(point, id);
}

/** Commits a step. Undefined when the change has moved on: look again. */
export function commit(
  { turn }: Run,
  change: StoredChange,
  patch: ChangePatch,
): Promise<StoredChange | undefined> {
  return turn.commit(change, (sql, locked) => writeChange(sql, locked, patch));
}

/** Commits the end of a change. Whatever waited for it may go on. */
export async function end(
  run: Run,
  change: StoredChange,
  patch: ChangePatch,
  ending: Ending = {},
): Promise<StepResult> {
  await run.turn.commit(change, async (sql, locked) => {
    if (ending.losesPassword === true) await losePassword(sql, locked);
    const after = await writeChange(sql, locked, patch);
    if (ending.discards === true) await addDiscard(sql, locked);
    await wakeOthers(run, sql, [locked]);
    return after;
  });
  return 'GO_ON';
}

/** Nothing of this change is in the directory for certain: it fails, and the key drops what it was given. */
export async function fail(
  run: Run,
  change: StoredChange,
  failure: AppError,
  more: ChangePatch = {},
): Promise<StepResult> {
  const failed = await failedPatch(run.turn.sql, change, failure);
  const patch: ChangePatch = { ...failed, ...errorPatch(failure), undo: 'NOTHING', ...more };
  return end(run, change, patch, { discards: change.undo !== 'NOTHING' });
}

/** Commits that an attempt came to nothing and is made again, with what else is known since. As `commit`. */
export function again(
  { turn }: Run,
  change: StoredChange,
  failure: AppError,
  more: ChangePatch = {},
): Promise<StoredChange | undefined> {
  return turn.commit(change, async (sql, locked) => {
    const { rows } = await sql.query<{ now: Date }>(`select clock_timestamp() as now`);
    return writeChange(sql, locked, { ...againPatch(locked, failure, rows[0]!.now), ...more });
  });
}

export async function losePassword(sql: Sql, { accountId }: StoredChange): Promise<void> {
  await sql.query(`update domain_account set password_holder = 'NO_ONE_HAS_IT' where id = $1`, [accountId]);
}

/** Whatever waited for the accounts of these changes may go on. */
export async function wakeOthers(
  { wake }: Pick<Run, 'wake'>,
  sql: Sql,
  changes: readonly StoredChange[],
): Promise<void> {
  for (const id of await otherOpenChanges(sql, changes)) wake.add(id);
}
