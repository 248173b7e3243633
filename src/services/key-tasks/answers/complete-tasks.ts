import type { Sql } from '../../../database.js';
import type { KeyTaskKind } from '../../../domain/states.js';
import type { Acknowledgement } from '../../../keys/key-protocol.js';
import type { Actor } from '../../audit/record-audit.js';
import { afterTasksDone, type AnsweredTask } from '../../password-changes/after-key-task.js';
import { prepared } from '../../prepared.js';
import { hintWorkstations } from '../delivery/hints.js';
import type { StoredTask } from '../stored-task.js';
import { END_AS_DONE } from './end-task.js';
import type { SpeakingKey } from './lock-key.js';

/** A verified acknowledgement, with the locked key and task it is about. */
export interface Answered {
  readonly actor: Actor;
  readonly key: SpeakingKey;
  readonly task: StoredTask;
  readonly acknowledgement: Acknowledgement;
}

/** What moves the key itself when it is done, besides the change it belongs to. */
const MOVES_KEY: ReadonlySet<KeyTaskKind> = new Set(['LINK', 'LOCK', 'WIPE']);

/** Whether an acknowledgement says no more than that its task is done, as nearly all do: nothing follows for the key. */
export function isPlain({ task, acknowledgement: { outcome, state } }: Answered): boolean {
  return outcome === 'DONE' && state.server !== null && !state.pinLocked && !MOVES_KEY.has(task.kind);
}

/**
 * Does what follows from plain acknowledgements, no two of one key or one account, in a transaction that has locked keys,
 * accounts and tasks: a few statements, whatever their number. Answers the changes that may go on.
 */
export async function completePlainTasks(
  sql: Sql,
  answered: readonly Answered[],
): Promise<readonly string[]> {
  const tasks = answered.map(({ task }) => task);
  await sql.query(
    prepared(`with remembered as (${REMEMBER('$1', '$2')}) ${END_AS_DONE('$3')}`, [
      answered.map(({ key }) => key.id),
      answered.map(({ acknowledgement }) => acknowledgement.state.lastSequence),
      tasks.map(({ id }) => id),
    ]),
  );
  const changeIds = await afterTasksDone(sql, tasks.flatMap(ofChange));
  await hintWorkstations(
    sql,
    answered.map(({ key }) => key.id),
  );
  return changeIds;
}

/** A task is done, and its change goes on: that is answered. */
export async function completeTask(sql: Sql, task: StoredTask): Promise<readonly string[]> {
  await sql.query(prepared(END_AS_DONE('$1'), [[task.id]]));
  return afterTasksDone(sql, ofChange(task));
}

function ofChange({ kind, changeId, sequence }: StoredTask): readonly AnsweredTask[] {
  return changeId === null || sequence === null ? [] : [{ kind, changeId, sequence }];
}

/** Numbers only go up, whatever became of what we knew: a database that was restored goes on above what the key has seen. */
export async function rememberSequence(sql: Sql, { id }: SpeakingKey, last: bigint): Promise<void> {
  await sql.query(prepared(REMEMBER('$1', '$2'), [[id], [last]]));
}

/** In SQL: of keys (uuid[]), the last sequence numbers that they have shown (bigint[]). */
const REMEMBER = (keyIds: string, lasts: string): string =>
  `update key k set newest_sequence = greatest(k.newest_sequence, s.last),
          next_sequence = greatest(k.next_sequence, s.last + 1)
   from unnest(${keyIds}::uuid[], ${lasts}::bigint[]) as s (id, last)
   where k.id = s.id and (k.newest_sequence < s.last or k.next_sequence <= s.last)`;
