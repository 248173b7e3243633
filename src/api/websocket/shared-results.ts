import {
  createSourceEventStream,
  execute,
  getOperationAST,
  Kind,
  subscribe,
  type ExecutionArgs,
  type ExecutionResult,
} from 'graphql';

/**
 * Extension of a subscription's field: whoever may ask for it gets the same answer from the same event, whatever its
 * context. An event is then executed once for all who ask the same question of it.
 */
export const SAME_FOR_ALL = { sameForAll: true } as const;

/** Results by event and question. An event that nobody has to be told any more takes them with it. */
const resultsOf = new WeakMap<object, Map<string, Promise<ExecutionResult>>>();

/** GraphQL's `subscribe`, which executes an event once for all subscribers of a field marked with SAME_FOR_ALL. */
export async function subscribeSharing(args: ExecutionArgs): ReturnType<typeof subscribe> {
  if (!isSameForAll(args)) return subscribe(args);
  const source = await createSourceEventStream(args);
  if (!(Symbol.asyncIterator in source)) return source;
  const question = JSON.stringify([args.document.loc?.source.body, args.operationName, args.variableValues]);
  return mapped(source, (event) => sharedResult(args, question, event));
}

function isSameForAll({ schema, document, operationName }: ExecutionArgs): boolean {
  const [root, ...others] = getOperationAST(document, operationName)?.selectionSet.selections ?? [];
  if (root?.kind !== Kind.FIELD || others.length > 0 || document.loc === undefined) return false;
  return schema.getSubscriptionType()?.getFields()[root.name.value]?.extensions['sameForAll'] === true;
}

async function sharedResult(args: ExecutionArgs, question: string, event: unknown): Promise<ExecutionResult> {
  const work = async (): Promise<ExecutionResult> => execute({ ...args, rootValue: event });
  if (typeof event !== 'object' || event === null) return work();
  const results = resultsOf.get(event) ?? new Map<string, Promise<ExecutionResult>>();
  resultsOf.set(event, results);
  const result = results.get(question) ?? work();
  results.set(question, result);
  return result;
}

/** Ends when the source ends; ending it ends the source, also while the next event is being waited for. */
function mapped<T>(
  source: AsyncIterable<unknown>,
  map: (event: unknown) => Promise<T>,
): AsyncGenerator<T, void, void> {
  const inner = source[Symbol.asyncIterator]();
  const over = { done: true, value: undefined } as const;
  return {
    async next() {
      const { done, value } = await inner.next();
      return done ? over : { done: false, value: await map(value) };
    },
    async return() {
      await inner.return?.();
      return over;
    },
    async throw(error: unknown) {
      if (inner.throw === undefined) throw error;
      await inner.throw(error);
      return over;
    },
    async [Symbol.asyncDispose]() {
      await inner.return?.();
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
