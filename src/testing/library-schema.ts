import {
  GraphQLEnumType,
  GraphQLInt,
  GraphQLInterfaceType,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLID,
  GraphQLScalarType,
  GraphQLSchema,
  GraphQLString,
  type GraphQLFieldConfig,
  type GraphQLOutputType,
} from 'graphql';

/** The context of the library: all resolvers know of their caller. */
export class Library {
  constructor(
    readonly edition = 0,
    readonly reader = 'ann',
  ) {}
}

type Field = GraphQLFieldConfig<StoredBook, Library>;

function field(type: GraphQLOutputType, resolve?: () => unknown): Field {
  return { type, ...(resolve && { resolve }) };
}

const text = GraphQLString;
const sure = (type: GraphQLOutputType) => new GraphQLNonNull(type as GraphQLObjectType);

const Named = new GraphQLInterfaceType({
  name: 'Named',
  fields: { title: { type: text } },
  resolveType: () => 'Book',
});

const Kind = new GraphQLEnumType({ name: 'Kind', values: { NOVEL: { value: 1 }, POEM: { value: 2 } } });

const Moment = new GraphQLScalarType({
  name: 'Moment',
  serialize: (value) => (value as Date).toISOString(),
});

const Author: GraphQLObjectType = new GraphQLObjectType({
  name: 'Author',
  fields: () => ({
    name: field(sure(text)),
    alias: field(text),
    missing: field(sure(text), () => null),
    books: field(new GraphQLList(Book), () => books.slice(0, 1)),
    later: field(Book, async () => books[1]),
  }),
});

const Book: GraphQLObjectType = new GraphQLObjectType<StoredBook, Library>({
  name: 'Book',
  interfaces: [Named],
  fields: () => ({
    id: field(sure(GraphQLID)),
    title: field(text),
    subtitle: field(text),
    pages: field(GraphQLInt),
    kind: field(Kind),
    length: field(GraphQLInt),
    shout: { type: text, args: { mark: { type: text } } },
    slowTitle: { type: text, resolve: async (book: StoredBook) => book.title },
    author: { type: Author, resolve: async (book: StoredBook) => book.author },
    broken: field(text, () => {
      throw new Error('broken');
    }),
    slowlyBroken: field(text, async () => {
      await Promise.resolve();
      throw new Error('broken later');
    }),
    path: { type: text, resolve: (_book, _args, _context, { path }) => String(path.key) },
  }),
});

class StoredBook {
  constructor(
    readonly id: string | number,
    readonly title: string,
    readonly pages: number,
    readonly kind: number,
    readonly author: object | null,
  ) {}

  get length(): number {
    return this.title.length;
  }

  shout({ mark }: { mark?: string }): string {
    return `${this.title}${mark ?? ''}`;
  }
}

const books = [
  new StoredBook('1', 'One', 10, 1, { name: 'Ann' }),
  new StoredBook(2, 'Two', 20, 2, { name: Promise.resolve('Bob'), alias: 'B' }),
  new StoredBook('3', 'Three "quoted"\n', 30, 1, null),
];

/** A schema with everything a plan may meet, well and unwell. */
export const librarySchema = new GraphQLSchema({
  query: new GraphQLObjectType<StoredBook, Library>({
    name: 'Query',
    fields: {
      books: field(sure(new GraphQLList(sure(Book))), () =>
        books.map((book, at) => (at === 1 ? Promise.resolve(book) : book)),
      ),
      some: {
        type: new GraphQLList(Book),
        args: { first: { type: GraphQLInt, defaultValue: 2 } },
        resolve: (_source, { first }: { first?: number | null }) => books.slice(0, first ?? 0),
      },
      first: field(Book, () => books[0]),
      later: field(Book, async () => books[2]),
      nothing: field(Book, () => null),
      named: field(Named, () => books[0]),
      holes: field(new GraphQLList(Book), () => [books[0], new Error('a hole')]),
      strict: field(sure(Book), () => books[0]),
      wrong: field(GraphQLInt, () => 'many'),
      empty: field(text),
      maybe: field(text, async () => null),
      moment: field(Moment, () => new Date(0)),
      edition: { type: GraphQLInt, resolve: async (_source, _args, { edition }) => edition },
      reader: { type: text, resolve: (_source, _args, { reader }) => reader },
    },
  }),
  mutation: new GraphQLObjectType({ name: 'Mutation', fields: { change: field(text, () => 'changed') } }),
});
