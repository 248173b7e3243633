import fc, { type Arbitrary } from 'fast-check';
import {
  getNamedType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql';
import type { OperationKind } from '../minimal-operation.js';

/** An operation with its variables, as a client might send it. */
export interface HostileOperation {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

const strings: Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '\0',
    'a\0b',
    '\ud800',
    'x\udfff',
    '\u202egnp.exe',
    '%',
    '_',
    '\\',
    "' or 1=1 --",
    '{"$ne":null}',
    '*)(objectClass=*',
    '2030-01-01T00:00:00Z',
    '0000-00-00T00:00:00Z',
    '+275760-09-13T00:00:00.001Z',
    'ldaps://127.0.0.1:1',
    'a@b.example',
    'x'.repeat(3_000),
    Buffer.from('Employee:not-a-uuid').toString('base64url'),
    Buffer.from('["2030-01-01T00:00:00.000Z",99999999999999999999]').toString('base64url'),
    Buffer.from('["+275760-09-13T00:00:00.000Z","00000000-0000-4000-8000-000000000000"]').toString(
      'base64url',
    ),
    Buffer.from('["\\u0000","00000000-0000-4000-8000-000000000000"]').toString('base64url'),
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
);

const ids: Arbitrary<unknown> = fc
  .constantFrom(
    'ApiToken',
    'AuditEvent',
    'Domain',
    'DomainAccount',
    'Employee',
    'Key',
    'Session',
    'SyncRun',
    'User',
  )
  .map((type) => Buffer.from(`${type}:0b8f7c52-4a9b-4f0e-9f44-0a5d0a4b3c21`).toString('base64url'));

const numbers: Arbitrary<unknown> = fc.constantFrom(
  0,
  -1,
  1,
  100,
  2 ** 31 - 1,
  2 ** 31,
  -(2 ** 31),
  1e308,
  0.5,
);

const anything: Arbitrary<unknown> = fc.oneof(
  strings,
  numbers,
  fc.constantFrom(null, true, false, [], {}, [[[[]]]], { a: { b: {} } }),
);

/** A value that often has the type and often has not. */
function valueOf(type: GraphQLInputType, depth = 0): Arbitrary<unknown> {
  const bare = isNonNullType(type) ? type.ofType : type;
  const fitting = fittingValue(bare, depth);
  return fc.oneof({ weight: 12, arbitrary: fitting }, { weight: 1, arbitrary: anything });
}

function fittingValue(type: GraphQLInputType, depth: number): Arbitrary<unknown> {
  if (isListType(type)) return fc.array(valueOf(type.ofType, depth + 1), { maxLength: 3 });
  if (isEnumType(type)) return fc.constantFrom(...type.getValues().map(({ name }) => name));
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields());
    const values = Object.fromEntries(fields.map((field) => [field.name, valueOf(field.type, depth + 1)]));
    const needed = fields.filter((field) => isNonNullType(field.type)).map(({ name }) => name);
    return fc.record(values, { requiredKeys: needed });
  }
  const scalars: Readonly<Record<string, Arbitrary<unknown>>> = {
    Boolean: fc.boolean(),
    Int: fc.oneof(fc.integer({ min: 1, max: 100 }), numbers),
    ID: fc.oneof(ids, strings),
    DateTime: fc.oneof(fc.constant('2030-01-01T00:00:00Z'), strings),
  };
  return scalars[getNamedType(type).name] ?? strings;
}

const decorations = fc.constantFrom(
  '',
  '',
  '',
  '@skip(if: false)',
  '@include(if: $nothing)',
  '@nothing',
  '@deprecated(reason: "x")',
);

/** Operations made from the schema: any root field, values that fit and values that do not, and shapes no front end sends. */
export function hostileOperations(schema: GraphQLSchema): Arbitrary<HostileOperation> {
  const roots = [
    ['query', schema.getQueryType()],
    ['mutation', schema.getMutationType()],
    ['subscription', schema.getSubscriptionType()],
  ] as const;
  const asked = roots.flatMap(([kind, type]) =>
    Object.values(type?.getFields() ?? {}).map((field) => operationOf(kind, field)),
  );
  return fc.oneof({ weight: 8, arbitrary: fc.oneof(...asked) }, { weight: 1, arbitrary: oddDocuments });
}

function operationOf(
  kind: OperationKind,
  field: GraphQLField<unknown, unknown>,
): Arbitrary<HostileOperation> {
  const named = getNamedType(field.type);
  const selections = [
    '__typename',
    ...('getFields' in named ? Object.values(named.getFields()).map(selectionOf) : []),
  ];
  const values = fc.record(
    Object.fromEntries(field.args.map((argument) => [argument.name, valueOf(argument.type)])),
    { requiredKeys: field.args.filter(({ type }) => isNonNullType(type)).map(({ name }) => name) },
  );
  const parts = fc.tuple(
    values,
    fc.uniqueArray(fc.constantFrom(...selections), { minLength: 1 }),
    decorations,
  );
  return parts.map(([variables, selected, decoration]) => {
    const given = field.args.filter(({ name }) => name in variables);
    const declared = given.map(({ name, type }) => `$${name}: ${String(type)}`);
    const used = given.map(({ name }: GraphQLArgument) => `${name}: $${name}`);
    const inBrackets = (list: readonly string[]): string => (list.length === 0 ? '' : `(${list.join(', ')})`);
    const inner = isCompositeType(named) ? `{ ${selected.join(' ')} }` : '';
    const query = `${kind} ${inBrackets(declared)} { ${field.name}${inBrackets(used)} ${decoration} ${inner} }`;
    return { query, variables };
  });
}

/** One level deeper is enough to run what stands there. */
function selectionOf(field: GraphQLField<unknown, unknown>): string {
  const named = getNamedType(field.type);
  if (!isCompositeType(named)) return field.name;
  if (field.name !== 'edges') return `${field.name} { __typename }`;
  return 'edges { cursor node { __typename id } }';
}

const oddDocuments: Arbitrary<HostileOperation> = fc
  .oneof(
    fc.constantFrom(
      '',
      '{',
      '{ }',
      '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }',
      '{ ...A } fragment A on Nothing { x }',
      'fragment A on Query { me { id } }',
      'query A { __typename } query A { __typename }',
      'type Query { x: Int }',
      'subscription { syncProgress { sequence } x: syncProgress { sequence } }',
      'query ($a: Nothing) { __typename }',
      '{ me { id id: email } }',
      '\ud800{ me { id } }',
      '{ me(x: """\\"""""") { id } }',
    ),
    fc.integer({ min: 1, max: 400 }).map((depth) => `${'{ me '.repeat(depth)}${'}'.repeat(depth)}`),
    fc.integer({ min: 1, max: 60 }).map((count) => `{ ${'a: me { id } '.repeat(count)} }`),
    fc
      .integer({ min: 1, max: 60 })
      .map((count) => `{ ${'me @skip(if: true) @skip(if: true) { id } '.repeat(count)} }`),
    fc
      .integer({ min: 1, max: 5_000 })
      .map((depth) => `{ node(id: ${'['.repeat(depth)}${']'.repeat(depth)}) { id } }`),
    fc.string({ unit: 'binary', maxLength: 200 }),
  )
  .map((query) => ({ query, variables: {} }));
