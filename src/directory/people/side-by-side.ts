/**
 * What several streams give, as it comes, each asked for its next part before the one it gave is worked on: with a
 * slow consumer each stays at most two parts ahead. The failure of one is the failure of all. Whoever leaves, or is
 * left by a failure, waits for nobody: the streams are told to end and see to it themselves.
 */
export async function* sideBySide<T>(streams: readonly AsyncIterable<T>[]): AsyncGenerator<T> {
  const open = new Map<AsyncIterator<T>, Promise<Part<T>>>();
  for (const stream of streams) pull(stream[Symbol.asyncIterator](), open);
  try {
    while (open.size > 0) {
      const { iterator, result } = await Promise.race(open.values());
      open.delete(iterator);
      if (result.done) continue;
      // Behind the others: a fast one must not keep them waiting.
      pull(iterator, open);
      yield result.value;
    }
  } finally {
    for (const iterator of open.keys()) void iterator.return?.().catch(() => undefined);
  }
}

interface Part<T> {
  readonly iterator: AsyncIterator<T>;
  readonly result: IteratorResult<T>;
}

function pull<T>(iterator: AsyncIterator<T>, open: Map<AsyncIterator<T>, Promise<Part<T>>>): void {
  const part = iterator.next().then((result) => ({ iterator, result }));
  // It may fail while nobody waits for it; whoever waits next hears of it.
  part.catch(() => undefined);
  open.set(iterator, part);
}
