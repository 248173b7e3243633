import { describe, expect, test } from '@jest/globals';
import { SharedAnswers } from './shared-answers.js';

/** Work that ends when it is told to, and counts how often it was begun. */
class Work {
  begun = 0;
  private readonly ends: PromiseWithResolvers<string>[] = [];

  readonly run = (): Promise<string> => {
    this.begun += 1;
    const end = Promise.withResolvers<string>();
    this.ends.push(end);
    return end.promise;
  };

  end(answer: string): void {
    this.ends.shift()?.resolve(answer);
  }

  fail(error: Error): void {
    this.ends.shift()?.reject(error);
  }
}

describe('an answer that is shared', () => {
  test('is never one that was begun before it was asked for', async () => {
    const [answers, work] = [new SharedAnswers<string>(), new Work()];
    const first = answers.ask('how many', work.run);
    const second = answers.ask('how many', work.run);
    const third = answers.ask('how many', work.run);
    expect(work.begun).toBe(1);
    work.end('one');
    expect(await first).toBe('one');
    await Promise.resolve();
    expect(work.begun).toBe(2);
    work.end('two');
    expect(await Promise.all([second, third])).toEqual(['two', 'two']);
    expect(work.begun).toBe(2);
  });

  test('is asked for anew once nobody waits any more', async () => {
    const [answers, work] = [new SharedAnswers<string>(), new Work()];
    for (const expected of ['one', 'two']) {
      const answer = answers.ask('how many', work.run);
      work.end(expected);
      expect(await answer).toBe(expected);
    }
    expect(work.begun).toBe(2);
  });

  test('is not shared with another question', async () => {
    const [answers, work] = [new SharedAnswers<string>(), new Work()];
    const both = [answers.ask('how many', work.run), answers.ask('how many left', work.run)];
    work.end('one');
    work.end('two');
    expect(await Promise.all(both)).toEqual(['one', 'two']);
  });

  test('that fails is a failure of those alone who waited for it', async () => {
    const [answers, work] = [new SharedAnswers<string>(), new Work()];
    const first = answers.ask('how many', work.run);
    const second = answers.ask('how many', work.run);
    work.fail(new Error('the connection was lost'));
    await expect(first).rejects.toThrow('the connection was lost');
    work.end('two');
    expect(await second).toBe('two');
  });
});
