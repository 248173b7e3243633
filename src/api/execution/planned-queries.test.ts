import { describe, expect, test } from '@jest/globals';
import { execute, getOperationAST, parse, validate } from 'graphql';
import fc from 'fast-check';
import { CallerAsked } from './caller-asked.js';
import { PlannedQueries } from './planned-queries.js';
import { Library, librarySchema as schema } from '../../testing/library-schema.js';

function requestOf(text: string, variables: Record<string, unknown> = {}) {
  const document = parse(text);
  expect(validate(schema, document)).toEqual([]);
  return { document, operation: getOperationAST(document)!, variables };
}

async function byPlan(text: string, variables: Record<string, unknown> = {}): Promise<unknown> {
  const queries = new PlannedQueries(schema, () => new Library());
  const data = await queries.execute(requestOf(text, variables), new Library());
  return data && JSON.stringify(data);
}

async function byInterpreter(text: string, variables: Record<string, unknown> = {}) {
  const { document, variables: variableValues } = requestOf(text, variables);
  const result = await execute({ schema, document, variableValues, contextValue: new Library() });
  return { text: JSON.stringify(result.data), failed: result.errors !== undefined };
}

describe('a plan answers what graphql-js answers', () => {
  test.each([
    ['fields in the order they are asked for', '{ books { title id pages } first { pages title } }'],
    ['promises, in lists and out of them', '{ slow: later { title } books { slowTitle author { name } } }'],
    ['names and repeated fields', '{ a: books { id } a: books { title } b: first { x: title y: title } }'],
    [
      'fragments, spread twice and nested, and on interfaces',
      '{ books { ...A ...A ... on Named { title } ... { id } } } fragment A on Book { author { ...B } } fragment B on Author { name __typename }',
    ],
    [
      'arguments and their defaults',
      '{ few: some(first: 1) { id } default: some { id } none: some(first: 0) { id } }',
    ],
    ['nulls where they may be', '{ nothing { title } first { subtitle author { alias } } empty maybe }'],
    ['methods and getters', '{ first { shout(mark: "!") length } }'],
    ['enums, numbers and scalars of its own', '{ books { kind pages } moment }'],
    ['__typename at every level', '{ __typename books { __typename author { __typename } } }'],
  ])('%s', async (_what, text) => {
    const { text: expected, failed } = await byInterpreter(text);
    expect(failed).toBe(false);
    expect(await byPlan(text)).toBe(expected);
  });

  test.each([
    [{ with: true, first: 2 }],
    [{ with: false, first: 1 }],
    [{ first: 3 }],
    [{ with: true, first: null }],
  ])('with the variables %j', async (variables) => {
    const text = `query ($with: Boolean! = false, $first: Int) {
      some(first: $first) { id title @include(if: $with) ... @skip(if: $with) { pages } }
    }`;
    const { text: expected, failed } = await byInterpreter(text, variables);
    expect(await byPlan(text, variables)).toBe(failed ? undefined : expected);
  });

  test('to any query made of its schema, or leaves one with an error to graphql-js', async () => {
    const few = (usual: readonly string[], wrong: readonly string[]) =>
      fc.uniqueArray(
        fc.oneof(
          { weight: 15, arbitrary: fc.constantFrom(...usual) },
          { weight: 1, arbitrary: fc.constantFrom(...wrong) },
        ),
        { minLength: 1, maxLength: 5 },
      );
    const leaves = few(
      ['id', 'title', 'x: title', 'pages', 'kind', 'slowTitle', '__typename', 'subtitle'],
      ['broken', 'slowlyBroken'],
    );
    const author = few(['name', 'alias', 'books { id }', 'later { title }'], ['missing']);
    const fields = fc
      .tuple(leaves, author)
      .map(([ofBook, ofAuthor]) => `${ofBook.join(' ')} author { ${ofAuthor.join(' ')} }`);
    const roots = fc.constantFrom('books', 'first', 'later', 'nothing', 'some(first: 2)', 'strict');
    const query = fc.array(fc.tuple(roots, fields), { minLength: 1, maxLength: 3 }).map((parts) => {
      const asked = parts.map(
        ([root, of], at) => `r${at}: ${root} { ...E ... on Named { title } ... on Book { ${of} } }`,
      );
      return `{ ${asked.join(' ')} } fragment E on Book { id ...F } fragment F on Book { pages ... on Named { title } }`;
    });
    let planned = 0;
    await fc.assert(
      fc.asyncProperty(query, async (text) => {
        const [mine, theirs] = [await byPlan(text), await byInterpreter(text)];
        if (mine !== undefined) planned += 1;
        expect(mine).toBe(theirs.failed ? undefined : theirs.text);
      }),
      { seed: 20_261_128, numRuns: 500, endOnFailure: true },
    );
    expect(planned).toBeGreaterThan(150);
  });
});

describe('graphql-js has the last word', () => {
  test.each([
    ['an error', '{ first { broken } }'],
    ['an error that comes later', '{ first { slowlyBroken } books { author { name } } }'],
    ['an error among the values', '{ holes { title } }'],
    ['null where there may be none', '{ strict { missing: title author { missing } } }'],
    ['a value that does not fit its type', '{ wrong }'],
    ['a resolver that wants to know its path', '{ first { path } }'],
    ['a type that is found out later', '{ named { title } }'],
    ['the schema', '{ __schema { queryType { name } } }'],
    ['a name that objects have taken', '{ __proto__: empty }'],
    ['a mutation', 'mutation { change }'],
  ])('about %s', async (_what, text) => {
    expect(await byPlan(text)).toBe(undefined);
  });

  test('about variables that do not fit, and more fields than a plan may have', async () => {
    expect(await byPlan('query ($n: Int) { some(first: $n) { id } }', { n: 'x' })).toBe(undefined);
    const many = Array.from({ length: 501 }, (_, at) => `a${at}: empty`).join(' ');
    expect(await byPlan(`{ ${many} }`)).toBe(undefined);
  });
});

describe('whoever asks the same at the same time', () => {
  test('shares an answer, and never one that was begun before they asked', async () => {
    const made: Library[] = [];
    const queries = new PlannedQueries(schema, () => {
      made.push(new Library(made.length));
      return made.at(-1)!;
    });
    const request = requestOf('{ edition }');
    const ask = () => queries.execute(request, new Library());
    expect(await Promise.all([ask(), ask(), ask()])).toEqual([
      { edition: 0 },
      { edition: 1 },
      { edition: 1 },
    ]);
    expect(await ask()).toEqual({ edition: 2 });
  });

  test('with other variables shares nothing', async () => {
    const queries = new PlannedQueries(schema, () => new Library());
    const request = requestOf('query ($first: Int) { some(first: $first) { id } }');
    const answers = [1, 2, 1, 3].map((first) =>
      queries.execute({ ...request, variables: { first } }, new Library()),
    );
    const counts = (await Promise.all(answers)).map((data) => JSON.stringify(data).split('id').length - 1);
    expect(counts).toEqual([1, 2, 1, 3]);
  });

  test('gets an answer of their own where it hangs on who asks', async () => {
    const nobody = {
      get reader(): string {
        throw new CallerAsked();
      },
    };
    const queries = new PlannedQueries(schema, () => nobody);
    const request = requestOf('{ reader }');
    for (let round = 0; round < 2; round++) {
      const answers = ['ann', 'bob'].map((reader) => queries.execute(request, { reader }));
      expect(await Promise.all(answers)).toEqual([{ reader: 'ann' }, { reader: 'bob' }]);
    }
  });

  test('is left to graphql-js when the shared answer fails, and is answered again after that', async () => {
    let fails = true;
    const context = {
      get reader(): string {
        if (fails) throw new Error('the connection was lost');
        return 'ann';
      },
    };
    const queries = new PlannedQueries(schema, () => context);
    const request = requestOf('{ reader }');
    const ask = () => queries.execute(request, context);
    expect(await Promise.all([ask(), ask(), ask()])).toEqual([undefined, undefined, undefined]);
    fails = false;
    expect(await ask()).toEqual({ reader: 'ann' });
  });
});

test('only the plans used last are kept', async () => {
  const queries = new PlannedQueries(schema, () => new Library());
  for (let at = 0; at < 500; at++) {
    expect(await queries.execute(requestOf(`query Q${at} { empty }`), new Library())).toEqual({
      empty: null,
    });
  }
  expect(queries.size).toBe(200);
});
