import { describe, expect, it } from '@jest/globals';
import { Follower } from './follower.js';
import type { StreamedEvent } from './stream-events.js';

const events = (from: number, to: number): StreamedEvent[] =>
  Array.from({ length: to - from + 1 }, (_, index) => ({
    streamId: 'stream',
    sequence: from + index,
    at: new Date(0),
    payload: {},
    isLast: false,
  }));

const sequences = (follower: Follower): number[] => follower.take().map(({ sequence }) => sequence);

/** A follower that has read from the database and listens now. */
const listening = (): Follower => {
  const follower = new Follower();
  follower.behind = false;
  return follower;
};

/** Whether a promise has settled by the time everything that was ready has run. */
async function hasSettled(promise: Promise<void>): Promise<boolean> {
  let settled = false;
  void promise.then(() => (settled = true));
  await new Promise((resolve) => setImmediate(resolve));
  return settled;
}

describe('what waits for a subscriber', () => {
  it('begins behind: what is past has to be read first', () => {
    expect(new Follower().behind).toBe(true);
  });

  it('is handed over once and in order', () => {
    const follower = listening();
    follower.offer(events(1, 2));
    follower.offer(events(3, 3));
    expect(follower.hasEvents).toBe(true);
    expect(sequences(follower)).toEqual([1, 2, 3]);
    expect(follower.hasEvents).toBe(false);
    expect(sequences(follower)).toEqual([]);
  });

  it('is never more than 200 events: then nothing is kept, and the subscriber reads for themselves', () => {
    const follower = listening();
    follower.offer(events(1, 200));
    expect(follower.behind).toBe(false);
    follower.offer(events(201, 201));
    expect(follower.behind).toBe(true);
    expect(follower.hasEvents).toBe(false);
  });

  it('is kept while the subscriber reads from the database', () => {
    const follower = new Follower();
    follower.offer(events(5, 6));
    expect(sequences(follower)).toEqual([5, 6]);
  });
});

describe('waiting for something new', () => {
  it.each<[string, (follower: Follower) => void]>([
    ['an offer', (follower) => follower.offer(events(1, 1))],
    ['falling behind', (follower) => follower.fallBehind()],
    ['closing', (follower) => follower.close()],
  ])('ends with %s', async (_what, happen) => {
    const follower = listening();
    const waiting = follower.somethingNew();
    expect(await hasSettled(waiting)).toBe(false);
    happen(follower);
    expect(await hasSettled(waiting)).toBe(true);
  });

  it('ends at once with what happened before it began', async () => {
    const follower = listening();
    follower.offer(events(1, 1));
    expect(await hasSettled(follower.somethingNew())).toBe(true);
  });

  it('begins anew after each end', async () => {
    const follower = listening();
    follower.offer(events(1, 1));
    await follower.somethingNew();
    const again = follower.somethingNew();
    expect(await hasSettled(again)).toBe(false);
    follower.close();
    await again;
    expect(follower.closed).toBe(true);
  });
});
