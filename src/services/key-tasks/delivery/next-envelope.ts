import { withTransaction } from '../../../database.js';
import type { KeyTaskParts } from '../key-task-parts.js';
import { stepOf } from '../stored-task.js';
import { deliverEnvelopes, type DeliveredEnvelope, type Delivery } from './deliver-envelopes.js';
import { noteNotJoined } from './note-not-joined.js';
import { planDelivery, type DeliveryPlan, type KeyAtWorkstation } from './plan-delivery.js';

type Parts = Pick<KeyTaskParts, 'pool' | 'identity' | 'checkpoints'>;

/** The number of an envelope of a task. */
export interface EnvelopeNumber {
  readonly taskId: string;
  readonly number: bigint | null;
}

/** How it is looked what may go, and how it is given out: for one key, or for many at once. */
export interface Delivering {
  plan(at: KeyAtWorkstation): Promise<DeliveryPlan | undefined>;
  deliver(at: KeyAtWorkstation): Promise<Delivery>;
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
  delivering: Delivering = deliveringAlone(parts),
): Promise<DeliveredEnvelope | undefined> {
  const plan = await delivering.plan(at);
  if (plan === undefined) return undefined;
  await noteNotJoined(parts.pool, plan.notJoined, plan.place.joinedDomain);
  const { task } = plan;
  if (task === undefined) return undefined;
  if (task.isDelivered && task.id === known?.taskId && task.number === known.number) return undefined;
  const step = task.isDelivered ? undefined : stepOf(task.kind);
  const id = task.changeId ?? at.keyId;
  if (step !== undefined) await parts.checkpoints.reached(`${step}.before`, id);
  const delivered = await delivering.deliver(at);
  if (delivered === 'CANCELLED') return nextEnvelope(parts, at, known, delivering);
  if (delivered !== undefined && step !== undefined) await parts.checkpoints.reached(`${step}.during`, id);
  return delivered;
}

/** Waits for whoever has locked the key. */
export function deliveringAlone({ pool, identity }: Pick<Parts, 'pool' | 'identity'>): Delivering {
  return {
    plan: (at) => planDelivery(pool, at),
    async deliver(at) {
      const server = await identity();
      const deliveries = await withTransaction(pool, (sql) => deliverEnvelopes(sql, { server, asked: [at] }));
      return deliveries.get(at);
    },
  };
}
