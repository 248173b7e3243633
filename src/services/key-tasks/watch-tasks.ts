import type { Pool } from '../../database.js';
import { openStreams } from '../../events/record-event.js';
import { IS_ONLINE } from '../workstations/lease.js';
import { taskStream, type TaskHint } from './hints.js';
import type { KeyTaskParts } from './key-task-parts.js';
import { nextEnvelope, type DeliveredEnvelope } from './next-envelope.js';

/** An envelope, and which hint it came with. */
export interface TaskEvent extends DeliveredEnvelope {
  readonly sequence: number;
}

export interface TaskWatch {
  readonly workstationId: string;
  /** The last sequence number seen. */
  readonly after: number;
  /** Aborted when the connection is gone, or the workstation is let in no more. */
  readonly signal: AbortSignal;
}

/**
 * Every envelope that is to be handed over at a workstation: first those of all keys that are connected to it, whatever was
 * missed, then each as soon as it may go. Whoever comes back gets again what was not acknowledged, the same bytes.
 *
 * @throws AppError SERVER_IDENTITY_UNREADABLE
 */
export async function* watchTasks(
  parts: KeyTaskParts,
  { workstationId, after, signal }: TaskWatch,
): AsyncGenerator<TaskEvent, void, void> {
  const stream = taskStream(workstationId);
  await openStreams(parts.pool, [stream]);
  const last = await lastHint(parts.pool, stream);
  const hints = parts.events.subscribe(stream, last);
  const end = (): void => void hints.return?.();
  signal.addEventListener('abort', end, { once: true });
  try {
    const keyIds = await connectedKeys(parts.pool, workstationId);
    // A client that has seen more than there is comes from before the database was restored.
    yield* envelopesFor(parts, { workstationId, keyIds, sequence: Math.max(last, after), signal });
    for await (const { sequence, payload } of hints) {
      // Written by this program only.
      const { keyIds: hinted } = payload as TaskHint;
      yield* envelopesFor(parts, { workstationId, keyIds: hinted, sequence, signal });
    }
  } finally {
    signal.removeEventListener('abort', end);
    end();
  }
}

interface Hinted {
  readonly workstationId: string;
  readonly keyIds: readonly string[];
  readonly sequence: number;
  readonly signal: AbortSignal;
}

async function* envelopesFor(
  parts: KeyTaskParts,
  { workstationId, keyIds, sequence, signal }: Hinted,
): AsyncGenerator<TaskEvent, void, void> {
  for (const keyId of keyIds) {
    if (signal.aborted) return;
    const delivered = await nextEnvelope(parts, { workstationId, keyId });
    if (delivered !== undefined) yield { ...delivered, sequence };
  }
}

async function lastHint(pool: Pool, stream: string): Promise<number> {
  const { rows } = await pool.query<{ last: number }>(
    `select last_sequence as last from event_stream where id = $1`,
    [stream],
  );
  return rows[0]?.last ?? 0;
}

async function connectedKeys(pool: Pool, workstationId: string): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `select k.id from workstation_presence p join key k on k.serial = any(p.connected_keys)
     where p.workstation_id = $1 and ${IS_ONLINE} order by k.serial`,
    [workstationId],
  );
  return rows.map(({ id }) => id);
}
