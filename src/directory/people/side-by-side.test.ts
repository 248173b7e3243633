import { describe, expect, it } from '@jest/globals';
import { sideBySide } from './side-by-side.js';

/** A stream whose parts are handed out by the test. */
class Tap<T> {
  asked = 0;
  returned = 0;
  private readonly waiting: PromiseWithResolvers<IteratorResult<T>>[] = [];
  private readonly ready: PromiseWithResolvers<IteratorResult<T>>[] = [];

  give(value: T): void {
    this.next().resolve({ done: false, value });
  }

  end(): void {
    this.next().resolve({ done: true, value: undefined });
  }

  fail(reason: unknown): void {
    this.next().reject(reason);
  }

  [Symbol.asyncIterator](): AsyncIterator<T> {
    return {
      next: () => {
        this.asked += 1;
        const part = this.ready.shift();
        if (part) return part.promise;
        const wait = Promise.withResolvers<IteratorResult<T>>();
        this.waiting.push(wait);
        return wait.promise;
      },
      return: () => {
        this.returned += 1;
        return Promise.resolve({ done: true, value: undefined });
      },
    };
  }

  private next(): PromiseWithResolvers<IteratorResult<T>> {
    const waiting = this.waiting.shift();
    if (waiting) return waiting;
    const part = Promise.withResolvers<IteratorResult<T>>();
    part.promise.catch(() => undefined);
    this.ready.push(part);
    return part;
  }
}

function taps(): { one: Tap<string>; other: Tap<string>; both: AsyncGenerator<string> } {
  const [one, other] = [new Tap<string>(), new Tap<string>()];
  return { one, other, both: sideBySide([one, other]) };
}

describe('streams side by side', () => {
  it('give everything of all, as it comes', async () => {
    const { one, other, both } = taps();
    other.give('b1');
    expect((await both.next()).value).toBe('b1');
    one.give('a1');
    expect((await both.next()).value).toBe('a1');
    other.end();
    one.give('a2');
    expect((await both.next()).value).toBe('a2');
    one.end();
    expect((await both.next()).done).toBe(true);
  });

  it('are asked for one part more than was taken, and no further', async () => {
    const { one, other, both } = taps();
    for (const part of ['1', '2', '3', '4']) for (const tap of [one, other]) tap.give(part);
    await both.next();
    await both.next();
    expect([one.asked, other.asked]).toEqual([2, 2]);
  });

  it('take turns when all have something', async () => {
    const { one, other, both } = taps();
    for (const part of ['1', '2', '3']) {
      one.give(`a${part}`);
      other.give(`b${part}`);
    }
    const taken: unknown[] = [];
    for (let at = 0; at < 6; at += 1) taken.push((await both.next()).value);
    expect(taken).toEqual(['a1', 'b1', 'a2', 'b2', 'a3', 'b3']);
  });

  it('fail as one, and the others are told to end', async () => {
    const { one, other, both } = taps();
    other.fail(new Error('broken'));
    await expect(both.next()).rejects.toThrow('broken');
    expect(one.returned).toBe(1);
    expect((await both.next()).done).toBe(true);
  });

  it('whose failure comes while the consumer works fail with the next part', async () => {
    const { one, other, both } = taps();
    one.give('a1');
    await both.next();
    other.fail(new Error('broken meanwhile'));
    await new Promise((resolve) => void setImmediate(resolve));
    await expect(both.next()).rejects.toThrow('broken meanwhile');
  });

  it('are all told to end when the consumer leaves, without waiting for those that hang', async () => {
    const { one, other, both } = taps();
    one.give('a1');
    await both.next();
    await both.return(undefined);
    expect([one.returned, other.returned]).toEqual([1, 1]);
  });

  it('that are none end at once', async () => {
    expect((await sideBySide([]).next()).done).toBe(true);
  });
});
