import { beforeAll, describe, expect, test } from '@jest/globals';
import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isNonNullType,
  isObjectType,
  isSpecifiedScalarType,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';
import { NODE_TYPE_NAMES } from './relay/global-id.js';
import { buildApiSchema } from './schema.js';

let schema: GraphQLSchema;
let ownTypes: readonly GraphQLNamedType[];

beforeAll(async () => {
  schema = await buildApiSchema();
  ownTypes = Object.values(schema.getTypeMap()).filter(
    (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
  );
});

/** Everything below a type that a reader may want explained, as `Type.member` with what explains it. */
function members(type: GraphQLNamedType): readonly (readonly [string, string | null | undefined])[] {
  if (isEnumType(type)) {
    return type.getValues().map(({ name, description }) => [`${type.name}.${name}`, description]);
  }
  if (isInputObjectType(type)) {
    return Object.values(type.getFields()).map(({ name, description }) => [
      `${type.name}.${name}`,
      description,
    ]);
  }
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  return Object.values(type.getFields()).flatMap((field) => [
    [`${type.name}.${field.name}`, field.description] as const,
    ...field.args.map((arg) => [`${type.name}.${field.name}(${arg.name})`, arg.description] as const),
  ]);
}

describe('the schema', () => {
  test('explains every type, field, argument and enum value', () => {
    const roots = ['Query', 'Mutation', 'Subscription'];
    const types = ownTypes.filter(({ name }) => !roots.includes(name));
    const named = types.map(({ name, description }) => [name, description] as const);
    const all = [...named, ...ownTypes.flatMap(members)];
    expect(all.filter(([, description]) => !description?.trim()).map(([name]) => name)).toEqual([]);
  });

  test('gives every mutation at most one argument, called input, of its own type', () => {
    for (const { name, args } of Object.values(schema.getMutationType()?.getFields() ?? {})) {
      expect(args.map((arg) => [name, arg.name])).toEqual(args.length === 0 ? [] : [[name, 'input']]);
      const inputs = args.map(({ type }) => getNamedType(type).name);
      expect(inputs.filter((input) => input !== `${name[0]?.toUpperCase()}${name.slice(1)}Input`)).toEqual(
        [],
      );
    }
  });

  test('gives every mutation a payload of its own, with userErrors, whose other fields may be null', () => {
    for (const { name, type } of Object.values(schema.getMutationType()?.getFields() ?? {})) {
      const payload = getNamedType(type);
      expect(payload.name).toBe(`${name[0]?.toUpperCase()}${name.slice(1)}Payload`);
      const fields = isObjectType(payload) ? payload.getFields() : {};
      const { userErrors, ...others } = fields;
      expect([name, String(userErrors?.type)]).toEqual([name, '[UserError!]!']);
      const required = Object.values(others).filter((field) => isNonNullType(field.type));
      expect(required.map((field) => `${payload.name}.${field.name}`)).toEqual([]);
    }
  });

  test('knows every type that implements Node by name', () => {
    const node = schema.getType('Node');
    const implementing = isInterfaceType(node) ? schema.getPossibleTypes(node).map(({ name }) => name) : [];
    expect(implementing.filter((name) => !NODE_TYPE_NAMES.some((known) => known === name))).toEqual([]);
  });

  test('bounds every list that is paged', () => {
    const connections = ownTypes.flatMap((type) =>
      isObjectType(type)
        ? Object.values(type.getFields()).filter((field) =>
            getNamedType(field.type).name.endsWith('Connection'),
          )
        : [],
    );
    expect(connections.length).toBeGreaterThan(0);
    for (const { name, args } of connections) {
      expect([name, ...args.map((arg) => arg.name)]).toEqual(expect.arrayContaining(['first', 'after']));
    }
  });
});
