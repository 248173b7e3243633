import type { Sql } from '../../database.js';
import type { KeyTaskKind, KeyTaskState } from '../../domain/states.js';
import type { Envelope, Instruction } from '../../keys/key-protocol.js';
import type { CheckpointStep } from '../password-changes/checkpoints.js';
import { IF_LOCKED, type Locking } from '../locking.js';
import { prepared } from '../prepared.js';

/** A task's row, as delivery needs it. */
export interface StoredTask {
  readonly id: string;
  readonly keyId: string;
  readonly kind: KeyTaskKind;
  readonly state: KeyTaskState;
  readonly accountId: string | null;
  readonly changeId: string | null;
  readonly write: bigint | null;
  readonly sealed: Buffer | null;
  readonly envelope: Buffer | null;
  readonly sequence: bigint | null;
  readonly lastError: string | null;
}

const COLUMNS = `t.id, t.key_id as "keyId", t.kind, t.state, t.account_id as "accountId", t.change_id as "changeId", t.write,
  t.sealed, t.envelope, t.sequence, t.last_error as "lastError"`;

/** Tasks as they are now, by id. */
export async function readTasks(sql: Sql, ids: readonly string[]): Promise<ReadonlyMap<string, StoredTask>> {
  const { rows } = await sql.query<StoredTask>(
    prepared(`select ${COLUMNS} from key_task t where t.id = any($1::uuid[])`, [ids]),
  );
  return new Map(rows.map((task) => [task.id, task]));
}

/**
 * Reads tasks, by id, and keeps them from being cancelled until the transaction ends. Accounts and keys are locked before;
 * changes after it.
 */
export async function lockTasks(
  sql: Sql,
  ids: readonly string[],
  locking: Locking = 'WAIT',
): Promise<ReadonlyMap<string, StoredTask>> {
  const { rows } = await sql.query<StoredTask>(
    prepared(
      `select ${COLUMNS} from key_task t where t.id = any($1::uuid[]) order by t.id for update ${IF_LOCKED[locking]}`,
      [ids],
    ),
  );
  return new Map(rows.map((task) => [task.id, task]));
}

/** The tasks of a locked key that have not ended, locked, in the order in which they were wanted. */
export async function lockOpenTasks(sql: Sql, keyId: string): Promise<StoredTask[]> {
  const { rows } = await sql.query<StoredTask>(
    prepared(
      `select ${COLUMNS} from key_task t where t.key_id = $1 and t.state in ('PENDING', 'DELIVERED')
     order by t.created_at, t.id for update`,
      [keyId],
    ),
  );
  return rows;
}

/**
 * What a task tells its key under a number; undefined where it has lost what it was about.
 *
 * @param sealed what is sealed to the key, where that is not in the task
 */
export function envelopeOf(
  task: StoredTask,
  {
    serial,
    sequence,
    sealed,
  }: { readonly serial: string; readonly sequence: bigint; readonly sealed: Buffer },
): Envelope | undefined {
  const instruction = instructionOf(task, sealed);
  return instruction && { serial, taskId: task.id, sequence, instruction };
}

function instructionOf({ kind, accountId, write }: StoredTask, sealed: Buffer): Instruction | undefined {
  switch (kind) {
    case 'LINK':
      return { kind, sealed };
    case 'LOCK':
    case 'WIPE':
      return { kind };
    case 'WRITE_PENDING':
      return accountId === null ? undefined : { kind, accountId, sealed };
    case 'COMMIT':
    case 'DISCARD':
      return accountId === null || write === null ? undefined : { kind, accountId, write };
    case 'FORGET_ACCOUNT':
    case 'RENEW_CACHED_LOGON':
      return accountId === null ? undefined : { kind, accountId };
  }
}

const STEPS: { readonly [Kind in KeyTaskKind]?: CheckpointStep } = {
  LINK: 'link',
  WRITE_PENDING: 'writePending',
  COMMIT: 'commit',
};

/** The step of a handed-over password that a task is, if it is one. */
export function stepOf(kind: KeyTaskKind): CheckpointStep | undefined {
  return STEPS[kind];
}

export function isOpen({ state }: StoredTask): boolean {
  return state === 'PENDING' || state === 'DELIVERED';
}
