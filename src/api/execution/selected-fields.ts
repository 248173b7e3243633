import {
  getDirectiveValues,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isAbstractType,
  Kind,
  typeFromAST,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** What an operation is selected with, besides its text. */
export interface Selecting {
  readonly schema: GraphQLSchema;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  readonly variableValues: Readonly<Record<string, unknown>>;
}

export type FieldNodes = [FieldNode, ...FieldNode[]];

/**
 * The fields these selections ask of an object of this type, by the name they are answered under, in the order they are
 * answered in: that of the specification.
 */
export function selectedFields(
  selecting: Selecting,
  type: GraphQLObjectType,
  sets: readonly SelectionSetNode[],
): ReadonlyMap<string, FieldNodes> {
  const fields = new Map<string, FieldNodes>();
  const spread = new Set<string>();
  for (const set of sets) collect(selecting, type, set, fields, spread);
  return fields;
}

function collect(
  selecting: Selecting,
  type: GraphQLObjectType,
  set: SelectionSetNode,
  fields: Map<string, FieldNodes>,
  spread: Set<string>,
): void {
  for (const selection of set.selections) {
    if (!isIncluded(selecting, selection)) continue;
    if (selection.kind === Kind.FIELD) {
      const key = (selection.alias ?? selection.name).value;
      const nodes = fields.get(key);
      if (nodes) nodes.push(selection);
      else fields.set(key, [selection]);
      continue;
    }
    const part =
      selection.kind === Kind.INLINE_FRAGMENT
        ? selection
        : fragmentOnce(selecting, selection.name.value, spread);
    if (part && isFor(selecting, part.typeCondition, type)) {
      collect(selecting, type, part.selectionSet, fields, spread);
    }
  }
}

function fragmentOnce({ fragments }: Selecting, name: string, spread: Set<string>) {
  if (spread.has(name)) return undefined;
  spread.add(name);
  return fragments[name];
}

function isFor(
  { schema }: Selecting,
  condition: FragmentDefinitionNode['typeCondition'] | undefined,
  type: GraphQLObjectType,
): boolean {
  if (condition === undefined) return true;
  const wanted = typeFromAST(schema, condition);
  return wanted === type || (isAbstractType(wanted) && schema.isSubType(wanted, type));
}

function isIncluded({ variableValues }: Selecting, selection: SelectionNode): boolean {
  if (selection.directives === undefined || selection.directives.length === 0) return true;
  if (getDirectiveValues(GraphQLSkipDirective, selection, variableValues)?.['if'] === true) return false;
  return getDirectiveValues(GraphQLIncludeDirective, selection, variableValues)?.['if'] !== false;
}
