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
  const selection = isCompositeType(getNamedType(field.type)) ? ' { __typename }' : '';
  return operationText(kind, `{ ${field.name}${minimalArguments(field)}${selection} }`);
}

/** Passwords are taken from variables only: what such a document needs besides its text. */
export const MINIMAL_VARIABLES = { password: 'x' } as const;

/** A document of one operation, which declares the variables that its body names. */
export function operationText(kind: OperationKind, body: string): string {
  return `${kind} ${body.includes('$password') ? '($password: Password!) ' : ''}${body}`;
}

/**
 * The arguments a field cannot do without, the smallest page where it has pages, and the whole of a stream, so that there
 * is an answer; empty without any.
 */
export function minimalArguments({ args }: GraphQLField<unknown, unknown>): string {
  const needed = args.filter(
    ({ name, type, defaultValue }) =>
      name === 'first' || isPlaceInStream(name, type) || (isNonNullType(type) && defaultValue === undefined),
  );
  const list = needed.map(
    ({ name, type }) => `${name}: ${isPlaceInStream(name, type) ? '0' : minimalValue(type)}`,
  );
  return list.length === 0 ? '' : `(${list.join(', ')})`;
}

function isPlaceInStream(name: string, type: GraphQLInputType): boolean {
  return name === 'after' && getNamedType(type).name === 'Int';
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
  Password: '$password',
};
