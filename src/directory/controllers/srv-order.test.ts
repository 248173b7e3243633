import { describe, expect, it } from '@jest/globals';
import { srvOrder } from './srv-order.js';

function record(name: string, priority: number, weight: number) {
  return { name, priority, weight, port: 389 };
}

/** Draws in turn. */
function drawing(...numbers: number[]): () => number {
  let at = 0;
  return () => numbers[at++ % numbers.length]!;
}

/** mulberry32: the same numbers every time. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}

describe('the order of SRV records', () => {
  it('goes by priority, the lowest first, whatever the weights', () => {
    const records = [record('c', 20, 60_000), record('a', 0, 0), record('b', 10, 1)];
    expect(srvOrder(records, drawing(0.99)).map(({ name }) => name)).toEqual(['a', 'b', 'c']);
  });

  it('goes by weight within a priority: three times the weight is first three times as often', () => {
    const random = seeded(4);
    const records = [record('light', 0, 100), record('heavy', 0, 300)];
    let heavy = 0;
    for (let turn = 0; turn < 4_000; turn += 1) {
      if (srvOrder(records, random)[0]!.name === 'heavy') heavy += 1;
    }
    expect(heavy / 4_000).toBeCloseTo(0.75, 1);
  });

  it('leaves nobody out, with and without weights, whatever is drawn', () => {
    for (const number of [0, 0.25, 0.5, 0.999_999]) {
      const records = [record('a', 0, 0), record('b', 0, 65_535), record('c', 0, 0), record('d', 1, 5)];
      const order = srvOrder(records, drawing(number)).map(({ name }) => name);
      expect(order.toSorted()).toEqual(['a', 'b', 'c', 'd']);
      expect(order.at(-1)).toBe('d');
    }
  });

  it('of none is none', () => {
    expect(srvOrder([], drawing(0.5))).toEqual([]);
  });
});
