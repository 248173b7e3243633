import type { Sql } from '../../database.js';
import type { KeyTaskKind } from '../../domain/states.js';
import { lockChange } from './stored-change.js';

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
  if (change === undefined || change.endedAt !== null || outcome.outcome === 'REFUSED') return [];
  return [change.id];
}
