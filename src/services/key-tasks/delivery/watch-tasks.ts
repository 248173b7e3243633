import type { Pool } from '../../../database.js';
import { openStreams } from '../../../events/record-event.js';
import { IS_ONLINE } from '../../workstations/lease.js';
import { readHint, taskStream } from './hints.js';
import type { KeyTaskParts } from '../key-task-parts.js';
import type { DeliveredEnvelope } from './deliver-envelopes.js';
import { nextEnvelope, type Delivering, type EnvelopeNumber } from './next-envelope.js';

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
  delivering: Delivering,
  { workstationId, after, signal }: TaskWatch,
): AsyncGenerator<TaskEvent, void, void> {
  const stream = taskStream(workstationId);
  await openStreams(parts.pool, [stream]);
  const last = await lastHint(parts.pool, stream);
  const hints = parts.events.subscribe(stream, last, 'AS_TOLD');
  const end = (): void => void hints.return?.();
  signal.addEventListener('abort', end, { once: true });
  /** What this subscription has told of each key last. */
  const told = new Map<string, EnvelopeNumber>();
  const envelopesFor = async function* (
    keyIds: readonly string[],
    sequence: number,
  ): AsyncGenerator<TaskEvent, void, void> {
    // At once, so that they can be made together; told in their order. The first that fails ends the subscription.
    const envelopes = keyIds.map((keyId) =>
      nextEnvelope(parts, { workstationId, keyId }, told.get(keyId), delivering),
    );
    for (const envelope of envelopes) envelope.catch(() => undefined);
    for (const [at, keyId] of keyIds.entries()) {
      const delivered = await envelopes[at];
      if (signal.aborted) return;
      if (delivered === undefined) continue;
      told.set(keyId, delivered);
      yield { ...delivered, sequence };
    }
  };
  try {
    const keyIds = await connectedKeys(parts.pool, workstationId);
    // A client that has seen more than there is comes from before the database was restored.
    yield* envelopesFor(keyIds, Math.max(last, after));
    for await (const { sequence, payload } of hints) {
      // Good for nothing but to look: what is delivered is what the database says then.
      const hint = readHint(payload);
      if (hint === undefined) continue;
      if (hint.connected) for (const keyId of hint.keyIds) told.delete(keyId);
      yield* envelopesFor(hint.keyIds, sequence);
    }
  } finally {
    signal.removeEventListener('abort', end);
    end();
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
