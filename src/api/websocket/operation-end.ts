import type { ExecutionResult } from 'graphql';

/**
 * Results that can be ended while the next one is being waited for: ending them aborts `end` first, which is what the
 * resolver waits for besides its events (`context.signal`). What it throws because of that is no error.
 */
export function endedWith(
  results: AsyncIterable<ExecutionResult>,
  end: AbortController,
): AsyncIterableIterator<ExecutionResult> {
  const inner = results[Symbol.asyncIterator]();
  const over = { done: true, value: undefined } as const;
  const unlessEnded = async (
    step: Promise<IteratorResult<ExecutionResult>> | undefined,
  ): Promise<IteratorResult<ExecutionResult>> => {
    try {
      return (await step) ?? over;
    } catch (error) {
      if (end.signal.aborted) return over;
      throw error;
    }
  };
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next: () => unlessEnded(inner.next()),
    return() {
      end.abort();
      return unlessEnded(inner.return?.());
    },
    throw(error: unknown) {
      end.abort();
      return unlessEnded(inner.throw?.(error));
    },
  };
}
