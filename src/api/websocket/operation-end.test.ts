import { describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import type { ExecutionResult } from 'graphql';
import { endedWith } from './operation-end.js';

async function* waiting(signal: AbortSignal): AsyncGenerator<ExecutionResult> {
  yield { data: { first: true } };
  await once(signal, 'abort');
  signal.throwIfAborted();
}

describe('results that are ended', () => {
  test('stop at once although the generator waits, and what it throws then is no error', async () => {
    const end = new AbortController();
    const results = endedWith(waiting(end.signal), end);
    expect(await results.next()).toEqual({ done: false, value: { data: { first: true } } });
    const pending = results.next();
    await results.return?.();
    expect(await pending).toMatchObject({ done: true });
    expect(await results.next()).toMatchObject({ done: true });
  });

  test('pass on an error that has nothing to do with the end', async () => {
    const failing = (async function* (): AsyncGenerator<ExecutionResult> {
      yield { data: null };
      throw new Error('the source broke');
    })();
    const results = endedWith(failing, new AbortController());
    await results.next();
    await expect(results.next()).rejects.toThrow('the source broke');
  });
});
