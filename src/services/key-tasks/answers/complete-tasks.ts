import type { Sql } from '../../../database.js';
import type { KeyTaskKind } from '../../../domain/states.js';
import type { Acknowledgement } from '../../../keys/key-protocol.js';
import type { Actor } from '../../audit/record-audit.js';
import { afterTasksDone } from '../../password-changes/after-key-task.js';
import { prepared } from '../../prepared.js';
import { hintWorkstations } from '../delivery/hints.js';
import type { StoredTask } from '../stored-task.js';
import { endAsDone } from './end-task.js';
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
  await rememberSequences(
    sql,
    answered.map(({ key, acknowledgement }) => ({ key, last: acknowledgement.state.lastSequence })),
  );
  const changeIds = await completeTasks(
    sql,
    answered.map(({ task }) => task),
  );
  await hintWorkstations(
    sql,
    answered.map(({ key }) => key.id),
  );
  return changeIds;
}

/** The tasks end, and their changes go on: those are answered. */
export async function completeTasks(sql: Sql, tasks: readonly StoredTask[]): Promise<readonly string[]> {
  await endAsDone(sql, tasks);
  return afterTasksDone(
    sql,
    tasks.flatMap(({ kind, changeId, sequence }) =>
      changeId === null || sequence === null ? [] : [{ kind, changeId, sequence }],
    ),
  );
}

/** Numbers only go up, whatever became of what we knew: a database that was restored goes on above what the key has seen. */
export async function rememberSequences(
  sql: Sql,
  shown: readonly { readonly key: SpeakingKey; readonly last: bigint }[],
): Promise<void> {
  await sql.query(
    prepared(
      `update key k set newest_sequence = greatest(k.newest_sequence, s.last),
            next_sequence = greatest(k.next_sequence, s.last + 1)
     from unnest($1::uuid[], $2::bigint[]) as s (id, last)
     where k.id = s.id and (k.newest_sequence < s.last or k.next_sequence <= s.last)`,
      [shown.map(({ key }) => key.id), shown.map(({ last }) => last)],
    ),
  );
}
