import {
  getNamedType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  type GraphQLField,
  type GraphQLInputType,
} from 'graphql';

export type OperationKind = 'query' | 'mutation' | 'subscription';

/** A document that is valid and selects one root field and nothing of it, with made-up values where some are required. */
export function minimalOperation(kind: OperationKind, field: GraphQLField<unknown, unknown>): string {
  const required = field.args.filter(
    ({ type, defaultValue }) => isNonNullType(type) && defaultValue === undefined,
  );
  const list = required.map(({ name, type }) => `${name}: ${minimalValue(type)}`);
  const args = list.length === 0 ? '' : `(${list.join(', ')})`;
  const selection = isCompositeType(getNamedType(field.type)) ? ' { __typename }' : '';
  return `${kind} { ${field.name}${args}${selection} }`;
}

function minimalValue(type: GraphQLInputType): string {
  const bare = isNonNullType(type) ? type.ofType : type;
  if (isListType(bare)) return '[]';
  if (isEnumType(bare)) return bare.getValues()[0]?.name ?? 'null';
  if (!isInputObjectType(bare)) return scalars[getNamedType(bare).name] ?? '"x"';
  const required = Object.values(bare.getFields()).filter(
    (field) => isNonNullType(field.type) && field.defaultValue === undefined,
  );
  return `{ ${required.map((field) => `${field.name}: ${minimalValue(field.type)}`).join(', ')} }`;
}

const scalars: Readonly<Record<string, string>> = {
  Boolean: 'false',
  DateTime: '"2030-01-01T00:00:00Z"',
  Float: '1.5',
  Int: '1',
};
