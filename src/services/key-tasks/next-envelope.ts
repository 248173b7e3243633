import { withTransaction, type Sql } from '../../database.js';
import type { KeyTaskKind } from '../../domain/states.js';
import { sealLink, signEnvelope, type ServerIdentity } from '../../keys/key-protocol.js';
import type { KeyTaskParts } from './key-task-parts.js';
import { noteNotJoined } from './note-not-joined.js';
import { planDelivery, type KeyAtWorkstation, type Place } from './plan-delivery.js';
import { envelopeOf, isOpen, lockTask, stepOf, type StoredTask } from './stored-task.js';

/** An envelope that a workstation is to hand to a key. */
export interface DeliveredEnvelope {
  readonly taskId: string;
  readonly keySerial: string;
  readonly kind: KeyTaskKind;
  readonly envelope: Buffer;
  readonly at: Date;
}

type Parts = Pick<KeyTaskParts, 'pool' | 'identity' | 'checkpoints'>;

/**
 * What is to be handed to a key at a workstation now, if anything: the envelope that was given out before and not
 * acknowledged, the same bytes; else a new one for the oldest task that may go. Whoever asks at the same moment, on
 * whichever server, gets the same. The number of an envelope is used once.
 *
 * @throws AppError SERVER_IDENTITY_UNREADABLE
 */
export async function nextEnvelope(
  parts: Parts,
  at: KeyAtWorkstation,
): Promise<DeliveredEnvelope | undefined> {
  const plan = await planDelivery(parts.pool, at);
  if (plan === undefined) return undefined;
  await noteNotJoined(parts.pool, plan.notJoined, plan.place.joinedDomain);
  if (plan.task === undefined) return undefined;
  const server = await parts.identity();
  const { isDelivered, kind, changeId } = plan.task;
  const step = isDelivered ? undefined : stepOf(kind);
  const id = changeId ?? at.keyId;
  if (step !== undefined) await parts.checkpoints.reached(`${step}.before`, id);
  const delivered = await withTransaction(parts.pool, (sql) => deliver(sql, server, at));
  if (delivered !== undefined && step !== undefined) await parts.checkpoints.reached(`${step}.during`, id);
  return delivered;
}

/** Looks again with the key locked: from here on nobody else makes an envelope for it. */
async function deliver(
  sql: Sql,
  server: ServerIdentity,
  at: KeyAtWorkstation,
): Promise<DeliveredEnvelope | undefined> {
  await sql.query(`select id from key where id = $1 for update`, [at.keyId]);
  const plan = await planDelivery(sql, at);
  const planned = plan?.task && (await lockTask(sql, plan.task.id));
  // Cancelled between looking and locking: whoever did that has told of what comes next.
  if (plan === undefined || planned === undefined || !isOpen(planned)) return undefined;
  const { place } = plan;
  const envelope = planned.envelope ?? (await makeEnvelope(sql, server, planned, place));
  if (envelope === undefined) return undefined;
  const { rows } = await sql.query<{ at: Date }>(
    `update key_task set state = 'DELIVERED', attempts = attempts + 1, delivered_at = clock_timestamp() where id = $1
     returning delivered_at as at`,
    [planned.id],
  );
  const { id: taskId, kind } = planned;
  return { taskId, keySerial: place.serial, kind, envelope, at: rows[0]!.at };
}

async function makeEnvelope(
  sql: Sql,
  server: ServerIdentity,
  task: StoredTask,
  { serial, publicKey, nextSequence }: Place,
): Promise<Buffer | undefined> {
  const sealed = task.kind === 'LINK' ? Buffer.from(sealLink({ publicKey }, server)) : task.sealed;
  const envelope = envelopeOf(task, { serial, sequence: nextSequence, sealed: sealed ?? Buffer.alloc(0) });
  if (envelope === undefined) return cancel(sql, task);
  const bytes = Buffer.from(signEnvelope(server, envelope));
  await sql.query(`update key set next_sequence = $2 where id = $1`, [task.keyId, nextSequence + 1n]);
  await sql.query(`update key_task set sequence = $2, envelope = $3 where id = $1`, [
    task.id,
    nextSequence,
    bytes,
  ]);
  return bytes;
}

/** What it was about is gone: its account was deleted. */
async function cancel(sql: Sql, { id }: StoredTask): Promise<undefined> {
  await sql.query(
    `update key_task set state = 'CANCELLED', ended_at = now(), sealed = null, envelope = null,
            last_error = 'The account it was about is gone.'
     where id = $1`,
    [id],
  );
}
