import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isObjectType,
  type GraphQLField,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import { minimalArguments, operationText, type OperationKind } from '../minimal-operation.js';

type FieldsType = GraphQLObjectType | GraphQLInterfaceType;

/** One way into the schema, with everything that can be reached by it. */
export interface RootSelection {
  readonly kind: OperationKind;
  /** The root field, for example `Query.employees`, and the type behind an interface where it leads to one. */
  readonly name: string;
  /** An operation that selects each field of each type below this root once, as far as `wanted` says. */
  readonly text: (wanted: (field: string) => boolean) => string;
  /** The fields such an operation touches, as `Type.field`, by the schema alone. */
  readonly fields: (wanted: (field: string) => boolean) => ReadonlySet<string>;
}

/** Every root field of a schema; the types behind an interface are ways of their own, their fields have other types. */
export function rootSelections(schema: GraphQLSchema): readonly RootSelection[] {
  const roots = [
    ['query', schema.getQueryType()],
    ['mutation', schema.getMutationType()],
    ['subscription', schema.getSubscriptionType()],
  ] as const;
  return roots.flatMap(([kind, type]) =>
    type ? Object.values(type.getFields()).flatMap((field) => waysInto(schema, kind, type, field)) : [],
  );
}

function waysInto(
  schema: GraphQLSchema,
  kind: OperationKind,
  root: GraphQLObjectType,
  field: GraphQLField<unknown, unknown>,
): RootSelection[] {
  const name = `${root.name}.${field.name}`;
  const type = getNamedType(field.type);
  const behind = isAbstractType(type) ? schema.getPossibleTypes(type) : [];
  const select = (wanted: (field: string) => boolean, only?: GraphQLObjectType) => {
    const seen = new Selection(schema, wanted);
    const inner = only
      ? `... on ${only.name} ${seen.of(only)}`
      : isCompositeType(type)
        ? seen.ofNamed(type)
        : '';
    const braces = inner === '' ? '' : only ? `{ ${inner} }` : inner;
    const body = `{ ${field.name}${minimalArguments(field)} ${braces} }`;
    return { text: operationText(kind, body), fields: seen.fields };
  };
  return [undefined, ...behind].map((only) => ({
    kind,
    name: only ? `${name} (${only.name})` : name,
    text: (wanted) => select(wanted, only).text,
    fields: (wanted) => new Set([name, ...select(wanted, only).fields]),
  }));
}

/** Selects every field of every type once: where the type is met first. */
class Selection {
  readonly fields = new Set<string>();
  private readonly met = new Set<string>();

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly wanted: (field: string) => boolean,
  ) {}

  ofNamed(type: unknown): string {
    if (isObjectType(type)) return this.of(type);
    return isAbstractType(type) && 'getFields' in type ? this.of(type) : '{ __typename }';
  }

  of(type: FieldsType): string {
    if (this.met.has(type.name)) return '{ __typename }';
    this.met.add(type.name);
    const selected = Object.values(type.getFields()).flatMap((field) => this.field(type, field));
    return `{ __typename ${selected.join(' ')} }`;
  }

  private field(type: FieldsType, field: GraphQLField<unknown, unknown>): string[] {
    const behind = isAbstractType(type) ? this.schema.getPossibleTypes(type).map(({ name }) => name) : [];
    const touched = [type.name, ...behind].map((name) => `${name}.${field.name}`);
    if (!touched.every((each) => this.wanted(each))) return [];
    for (const each of touched) this.fields.add(each);
    const named = getNamedType(field.type);
    const inner = isCompositeType(named) ? ` ${this.ofNamed(named)}` : '';
    return [`${field.name}${minimalArguments(field)}${inner}`];
  }
}
