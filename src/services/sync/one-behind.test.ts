import { describe, expect, it } from '@jest/globals';
import { OneBehind } from './one-behind.js';

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
  it('does not wait for what it begins', async () => {
    const behind = new OneBehind();
    const first = heldWork();
    const seen: string[] = [];
    await behind.begin(async () => {
      await first.work();
      seen.push('done');
    });
    seen.push('begun');
    first.end();
    await behind.end();
    expect(seen).toEqual(['begun', 'done']);
  });

  it('begins the next only when the one before is done', async () => {
    const behind = new OneBehind();
    const first = heldWork();
    await behind.begin(first.work);
    const seen: string[] = [];
    const second = behind.begin(async () => seen.push('second'));
    seen.push('first');
    first.end();
    await second;
    expect(seen).toEqual(['first', 'second']);
  });

  it('tells whoever comes next of a failure, and begins nothing more', async () => {
    const behind = new OneBehind();
    const first = heldWork();
    await behind.begin(first.work);
    first.fail(new Error('refused'));
    const seen: string[] = [];
    await expect(behind.begin(async () => seen.push('second'))).rejects.toThrow('refused');
    await expect(behind.end()).rejects.toThrow('refused');
    expect(seen).toEqual([]);
  });
});
