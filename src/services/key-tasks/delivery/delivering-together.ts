import { withTransaction, type Sql } from '../../../database.js';
import { Sets } from '../../sets.js';
import type { KeyTaskParts } from '../key-task-parts.js';
import { deliverEnvelopes, type Delivery } from './deliver-envelopes.js';
import { deliveringAlone, type Delivering } from './next-envelope.js';
import { planDeliveries, type DeliveryPlan, type KeyAtWorkstation } from './plan-delivery.js';

/** Keys that are looked at, or given an envelope, in one go. */
const MOST_KEYS = 100;

/**
 * Delivers what is asked for at about the same time in one go, whichever workstation it is for. What keeps one from being
 * among them, somebody else’s lock or a failure, keeps no other: it is then delivered alone.
 */
export function deliveringTogether(parts: Pick<KeyTaskParts, 'pool' | 'identity' | 'log'>): Delivering {
  const { pool, log } = parts;
  const alone = deliveringAlone(parts);
  const plans = new Sets<KeyAtWorkstation, DeliveryPlan | undefined>((asked) => planDeliveries(pool, asked), {
    most: MOST_KEYS,
    // What follows comes together then.
    gathers: true,
  });
  const deliveries = new Sets<KeyAtWorkstation, Delivery | 'ALONE'>(
    async (asked) => {
      const made = await deliverMany(parts, asked).catch((error: unknown) => {
        log.warn({ err: error }, 'envelopes could not be made together; each is made alone');
      });
      return asked.map((at) => (made?.has(at) ? made.get(at) : 'ALONE'));
    },
    { most: MOST_KEYS },
  );
  return {
    plan: (at) => plans.add(at),
    async deliver(at) {
      const delivery = await deliveries.add(at);
      return delivery === 'ALONE' ? alone.deliver(at) : delivery;
    },
  };
}

async function deliverMany(
  { pool, identity }: Pick<KeyTaskParts, 'pool' | 'identity'>,
  asked: readonly KeyAtWorkstation[],
): Promise<ReadonlyMap<KeyAtWorkstation, Delivery>> {
  const server = await identity();
  // A key that is connected at two workstations gets the same from both, one after the other.
  const [...each] = new Map(asked.toReversed().map((at) => [at.keyId, at])).values();
  const work = (sql: Sql) => deliverEnvelopes(sql, { server, asked: each, locking: 'SKIP' });
  return withTransaction(pool, work, { isForMany: true });
}
