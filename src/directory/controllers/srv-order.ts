import type { SrvRecord } from 'node:dns';

/**
 * SRV records in the order to try them (RFC 2782): by priority, the lowest first; within one priority by chance, each in
 * proportion to its weight.
 * @param random a number from 0 up to, and without, 1
 */
export function srvOrder(records: readonly SrvRecord[], random: () => number): SrvRecord[] {
  const priorities = [...new Set(records.map(({ priority }) => priority))].toSorted((one, two) => one - two);
  return priorities.flatMap((priority) =>
    drawn(
      records.filter((record) => record.priority === priority),
      random,
    ),
  );
}

function drawn(records: readonly SrvRecord[], random: () => number): SrvRecord[] {
  // Those without weight come first among the candidates: chosen seldom, but not never.
  const left = records.toSorted((one, two) => Number(one.weight > 0) - Number(two.weight > 0));
  const order: SrvRecord[] = [];
  while (left.length > 0) {
    const total = left.reduce((sum, { weight }) => sum + weight, 0);
    const drawnAt = Math.floor(random() * (total + 1));
    let sum = 0;
    const index = left.findIndex(({ weight }) => (sum += weight) >= drawnAt);
    order.push(...left.splice(Math.max(index, 0), 1));
  }
  return order;
}
