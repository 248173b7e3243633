import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { AppError } from '../../errors.js';
import type { AnonymousPrincipal, Principal } from '../../services/sign-in/principal.js';
import { mayUse, ruleOf, type AccessTable } from '../access-rule.js';

/** Throws an Error that names every root field without a line and every line without a field. */
export function assertTableMatchesSchema(schema: GraphQLSchema, table: AccessTable): void {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  const rootFields = roots.flatMap((type) =>
    type ? Object.keys(type.getFields()).map((field) => `${type.name}.${field}`) : [],
  );
  const unruled = rootFields.filter((field) => table[field] === undefined);
  const unknown = Object.keys(table).filter((line) => !hasField(schema, line));
  const faults = [
    ...unruled.map((field) => `${field} has no line in the access table (src/api/access.ts)`),
    ...unknown.map((line) => `the access table has a line for ${line}, which is not in the schema`),
  ];
  if (faults.length > 0) throw new Error(`The access table does not fit the schema:\n${faults.join('\n')}`);
}

function hasField(schema: GraphQLSchema, line: string): boolean {
  const [typeName = '', fieldName = ''] = line.split('.');
  if (typeName === schema.getQueryType()?.name && (fieldName === '__schema' || fieldName === '__type')) {
    return true;
  }
  const type = schema.getType(typeName);
  return type !== undefined && 'getFields' in type && (fieldName === '*' || fieldName in type.getFields());
}

/** The fields an operation touches, as `Type.field`, whatever aliases and fragments it hides them behind. */
export function fieldsUsed(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): ReadonlySet<string> {
  const fragments = new Map(
    document.definitions
      .filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );
  const used = new Set<string>();
  const waiting: (OperationDefinitionNode | FragmentDefinitionNode)[] = [operation];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    collectFields(schema, node, used, (name) => {
      const fragment = fragments.get(name);
      // Each fragment once: they may be spread in a circle when the rule against that has not run.
      if (fragment && fragments.delete(name)) waiting.push(fragment);
    });
  }
  return used;
}

function collectFields(
  schema: GraphQLSchema,
  node: OperationDefinitionNode | FragmentDefinitionNode,
  used: Set<string>,
  onSpread: (fragment: string) => void,
): void {
  const typeInfo = new TypeInfo(schema);
  visit(
    node,
    visitWithTypeInfo(typeInfo, {
      Field(field) {
        for (const parent of parentTypes(schema, typeInfo)) used.add(`${parent}.${field.name.value}`);
      },
      FragmentSpread(spread) {
        onSpread(spread.name.value);
      },
    }),
  );
}

/** The parent's own name, and those of the types behind it when it is an interface or a union. */
function parentTypes(schema: GraphQLSchema, typeInfo: TypeInfo): readonly string[] {
  const type = typeInfo.getParentType();
  if (!isCompositeType(type)) return [];
  const parent = getNamedType(type);
  const behind = isAbstractType(parent) ? schema.getPossibleTypes(parent).map(({ name }) => name) : [];
  return [parent.name, ...behind];
}

/** Which of these fields the principal may not use. */
export function refusedFields(
  principal: Principal,
  fields: ReadonlySet<string>,
  table: AccessTable,
): readonly string[] {
  return [...fields].filter((field) => {
    const rule = ruleOf(table, field);
    return rule !== undefined && !mayUse(principal, rule);
  });
}

/** How a refusal is told. The anonymous learn only that they must sign in. */
export function refusal(principal: Principal, refused: readonly string[]): AppError {
  if (principal.kind === 'anonymous') {
    return new AppError(
      'UNAUTHENTICATED',
      'Sign in first: send `Authorization: Bearer <token>` with a session or API token that is still valid. `signIn` gives a session.',
    );
  }
  return new AppError('FORBIDDEN', `${nameOf(principal)} may not use ${refused.join(', ')}.`);
}

function nameOf(principal: Exclude<Principal, AnonymousPrincipal>): string {
  switch (principal.kind) {
    case 'user':
      return `The role ${principal.role}`;
    case 'token':
      return `A token with ${scopes(principal.scopes)}`;
    case 'workstation':
      return principal.approved ? 'A workstation' : 'A workstation that waits for approval';
    case 'invitee':
      return principal.state === 'PENDING' ? 'An invitation' : 'An invitation that is over';
    case 'authenticator':
      return 'An authenticator app';
  }
}

function scopes(names: readonly string[]): string {
  return names.length === 1 ? `the scope ${names[0]}` : `the scopes ${names.join(', ')}`;
}
