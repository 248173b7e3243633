import { beforeEach, describe, expect, test } from '@jest/globals';
import {
  GraphQLInt,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLString,
  parse,
  type ExecutionArgs,
  type ExecutionResult,
} from 'graphql';
import { SAME_FOR_ALL, subscribeSharing } from './shared-results.js';

interface Tick {
  readonly count: number;
}

let executed = 0;
let ended = 0;
let source: AsyncIterable<Tick> | undefined;

beforeEach(() => {
  executed = 0;
  ended = 0;
});

/** The same events, object for object, for each who asks. */
function eventsOf(...events: Tick[]): AsyncIterable<Tick> {
  return {
    async *[Symbol.asyncIterator]() {
      yield* events;
    },
  };
}

/** Nothing ever comes, until it is ended. */
function silence(): AsyncIterable<Tick> {
  const over = Promise.withResolvers<IteratorResult<Tick>>();
  return {
    [Symbol.asyncIterator]: () => ({
      next: () => over.promise,
      return: () => {
        ended += 1;
        over.resolve({ done: true, value: undefined });
        return over.promise;
      },
    }),
  };
}

const tick = new GraphQLObjectType<Tick>({
  name: 'Tick',
  fields: {
    count: {
      type: GraphQLInt,
      resolve: ({ count }) => {
        executed += 1;
        return count;
      },
    },
    who: { type: GraphQLString, resolve: (_tick, _args, context) => String(context) },
  },
});
function subscribe(): AsyncIterable<Tick> {
  if (source === undefined) throw new Error('There is nothing to watch.');
  return source;
}

const field = { type: tick, subscribe, resolve: (event: Tick) => event };
const schema = new GraphQLSchema({
  query: new GraphQLObjectType({ name: 'Query', fields: { nothing: { type: GraphQLInt } } }),
  subscription: new GraphQLObjectType({
    name: 'Subscription',
    fields: { shared: { ...field, extensions: SAME_FOR_ALL }, own: field },
  }),
});

const asking = (query: string, contextValue = ''): ExecutionArgs => ({
  schema,
  document: parse(query),
  contextValue,
});

async function resultsFor(args: ExecutionArgs): Promise<ExecutionResult[]> {
  const results = await subscribeSharing(args);
  if (!(Symbol.asyncIterator in results)) return [results];
  const all: ExecutionResult[] = [];
  for await (const result of results) all.push(result);
  return all;
}

describe('an event of a subscription', () => {
  test('that is the same for all is executed once for all who ask the same', async () => {
    source = eventsOf({ count: 1 }, { count: 2 });
    const args = () => asking('subscription { shared { count } }');
    const [first, second] = await Promise.all([resultsFor(args()), resultsFor(args())]);
    expect(first).toEqual([{ data: { shared: { count: 1 } } }, { data: { shared: { count: 2 } } }]);
    expect(second).toEqual(first);
    expect(executed).toBe(2);
  });

  test('is executed anew for another question', async () => {
    source = eventsOf({ count: 1 });
    await resultsFor(asking('subscription { shared { count } }'));
    expect(await resultsFor(asking('subscription { shared { number: count } }'))).toEqual([
      { data: { shared: { number: 1 } } },
    ]);
    expect(executed).toBe(2);
  });

  test('of any other field is executed for each subscriber, with their own context', async () => {
    source = eventsOf({ count: 1 });
    const query = 'subscription { own { who } }';
    const both = [await resultsFor(asking(query, 'Ada')), await resultsFor(asking(query, 'Grace'))];
    expect(both.flat().map(({ data }) => data)).toEqual([{ own: { who: 'Ada' } }, { own: { who: 'Grace' } }]);
  });

  test('is not waited for any longer once the subscriber has had enough', async () => {
    source = silence();
    const results = await subscribeSharing(asking('subscription { shared { count } }'));
    if (!(Symbol.asyncIterator in results)) throw new Error('The subscription did not begin.');
    const waiting = results.next();
    await results.return?.(undefined);
    expect(await waiting).toEqual({ done: true, value: undefined });
    expect(ended).toBe(1);
  });

  test('never comes when the subscription cannot begin', async () => {
    source = undefined;
    const [answer] = await resultsFor(asking('subscription { shared { count } }'));
    expect(answer?.errors?.[0]?.message).toBe('There is nothing to watch.');
  });
});
