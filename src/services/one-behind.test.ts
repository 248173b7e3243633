import { describe, expect, it } from '@jest/globals';
import { oneBehind } from './one-behind.js';

/** Work that is under way until it is told to end. */
function heldWork() {
  let end!: () => void;
  let fail!: (reason: Error) => void;
  const done = new Promise<void>((resolve, reject) => {
    end = resolve;
    fail = reject;
  });
  return { work: () => done, end, fail };
}

describe('one piece of work behind', () => {
  it('does not wait for what is begun, but for the last before it ends', async () => {
    const first = heldWork();
    const seen: string[] = [];
    await oneBehind(async (begin) => {
      await begin(async () => {
        await first.work();
        seen.push('done');
      });
      seen.push('begun');
      first.end();
    });
    expect(seen).toEqual(['begun', 'done']);
  });

  it('begins the next only when the one before is done', async () => {
    const first = heldWork();
    const seen: string[] = [];
    await oneBehind(async (begin) => {
      await begin(first.work);
      const second = begin(async () => seen.push('second'));
      seen.push('first');
      first.end();
      await second;
    });
    expect(seen).toEqual(['first', 'second']);
  });

  it('tells whoever begins the next of a failure, and begins nothing more', async () => {
    const first = heldWork();
    const seen: string[] = [];
    const all = oneBehind(async (begin) => {
      await begin(first.work);
      first.fail(new Error('refused'));
      await begin(async () => seen.push('second'));
    });
    await expect(all).rejects.toThrow('refused');
    expect(seen).toEqual([]);
  });

  it('fails with what the last failed with', async () => {
    const all = oneBehind(async (begin) => begin(async () => Promise.reject(new Error('refused'))));
    await expect(all).rejects.toThrow('refused');
  });

  it('leaves nothing behind when making the next fails, and tells that failure', async () => {
    const first = heldWork();
    const seen: string[] = [];
    const all = oneBehind(async (begin) => {
      await begin(async () => {
        await first.work();
        seen.push('done');
        throw new Error('refused');
      });
      setImmediate(first.end);
      throw new Error('lost');
    });
    await expect(all).rejects.toThrow('lost');
    expect(seen).toEqual(['done']);
  });
});
