import { withTransaction, type Sql } from '../../../database.js';
import type { KeyTaskKind } from '../../../domain/states.js';
import { sealLink, signEnvelope, type ServerIdentity } from '../../../keys/key-protocol.js';
import type { KeyTaskParts } from '../key-task-parts.js';
import { noteNotJoined } from './note-not-joined.js';
import { planDelivery, type KeyAtWorkstation, type Place } from './plan-delivery.js';
import { envelopeOf, isOpen, lockTask, stepOf, type StoredTask } from '../stored-task.js';

/** An envelope that a workstation is to hand to a key. */
export interface DeliveredEnvelope {
  readonly taskId: string;
  readonly keySerial: string;
  readonly kind: KeyTaskKind;
  readonly envelope: Buffer;
  /** Of the envelope. */
  readonly number: bigint;
  readonly at: Date;
}

type Parts = Pick<KeyTaskParts, 'pool' | 'identity' | 'checkpoints'>;

/** The number of an envelope of a task. */
export interface EnvelopeNumber {
  readonly taskId: string;
  readonly number: bigint | null;
}

/**
 * What is to be handed to a key at a workstation now, if anything: the envelope that was given out before and not
 * acknowledged, the same bytes; else a new one for the oldest task that may go. Whoever asks at the same moment, on
 * whichever server, gets the same. The number of an envelope is used once.
 *
 * @param known an envelope that the workstation has, and is not to get again
 * @throws AppError SERVER_IDENTITY_UNREADABLE
 */
export async function nextEnvelope(
  parts: Parts,
  at: KeyAtWorkstation,
  known?: EnvelopeNumber,
): Promise<DeliveredEnvelope | undefined> {
  const plan = await planDelivery(parts.pool, at);
  if (plan === undefined) return undefined;
  await noteNotJoined(parts.pool, plan.notJoined, plan.place.joinedDomain);
  const { task } = plan;
  if (task === undefined) return undefined;
  if (task.isDelivered && task.id === known?.taskId && task.number === known.number) return undefined;
  const server = await parts.identity();
  const step = task.isDelivered ? undefined : stepOf(task.kind);
  const id = task.changeId ?? at.keyId;
  if (step !== undefined) await parts.checkpoints.reached(`${step}.before`, id);
  const delivered = await withTransaction(parts.pool, (sql) => deliver(sql, server, at));
  if (delivered === 'CANCELLED') return nextEnvelope(parts, at, known);
  if (delivered !== undefined && step !== undefined) await parts.checkpoints.reached(`${step}.during`, id);
  return delivered;
}

/** Looks again with the key locked: from here on nobody else makes an envelope for it. */
async function deliver(
  sql: Sql,
  server: ServerIdentity,
  at: KeyAtWorkstation,
): Promise<DeliveredEnvelope | 'CANCELLED' | undefined> {
  await sql.query(`select id from key where id = $1 for update`, [at.keyId]);
  const plan = await planDelivery(sql, at);
  const planned = plan?.task && (await lockTask(sql, plan.task.id));
  // Cancelled between looking and locking: whoever did that has told of what comes next.
  if (plan === undefined || planned === undefined || !isOpen(planned)) return undefined;
  const { place } = plan;
  const made = await envelopeFor(sql, server, planned, place);
  if (made === undefined) return cancel(sql, planned);
  const { rows } = await sql.query<{ at: Date }>(
    `update key_task set state = 'DELIVERED', attempts = attempts + 1, delivered_at = clock_timestamp() where id = $1
     returning delivered_at as at`,
    [planned.id],
  );
  const { id: taskId, kind } = planned;
  return { taskId, keySerial: place.serial, kind, ...made, at: rows[0]!.at };
}

interface MadeEnvelope {
  readonly number: bigint;
  readonly envelope: Buffer;
}

async function envelopeFor(
  sql: Sql,
  server: ServerIdentity,
  task: StoredTask,
  { serial, publicKey, nextSequence: number }: Place,
): Promise<MadeEnvelope | undefined> {
  if (task.envelope !== null && task.sequence !== null) {
    return { number: task.sequence, envelope: task.envelope };
  }
  const sealed = task.kind === 'LINK' ? Buffer.from(sealLink({ publicKey }, server)) : task.sealed;
  const envelope = envelopeOf(task, { serial, sequence: number, sealed: sealed ?? Buffer.alloc(0) });
  if (envelope === undefined) return undefined;
  const bytes = Buffer.from(signEnvelope(server, envelope));
  await sql.query(`update key set next_sequence = $2 where id = $1`, [task.keyId, number + 1n]);
  await sql.query(`update key_task set sequence = $2, envelope = $3 where id = $1`, [task.id, number, bytes]);
  return { number, envelope: bytes };
}

/** What it was about is gone: its account was deleted. */
async function cancel(sql: Sql, { id }: StoredTask): Promise<'CANCELLED'> {
  await sql.query(
    `update key_task set state = 'CANCELLED', ended_at = now(), sealed = null, envelope = null,
            last_error = 'The account it was about is gone.'
     where id = $1`,
    [id],
  );
  return 'CANCELLED';
}
