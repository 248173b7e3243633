import {
  getNamedType,
  getNullableType,
  getVariableValues,
  GraphQLError,
  isCompositeType,
  isListType,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { fieldExtensionsEstimator, getComplexity, type ComplexityEstimator } from 'graphql-query-complexity';
import { LimitExceeded } from './limit-exceeded.js';
import { MOST_COST } from './limits.js';

/** What a list of objects without `first` is expected to hold, such as the accounts of an employee. */
const SHORT_LIST = 3;

/** A field costs one, and what is below it as often as it is expected to come. */
const costOfField: ComplexityEstimator = ({ args, childComplexity, field, type }) => {
  const first: unknown = args['first'];
  if (typeof first === 'number') return 1 + Math.max(1, first) * childComplexity;
  const fieldType = getNullableType(field.type);
  const counted = type.name.endsWith('Connection') || type.name.startsWith('__');
  const several = !counted && isListType(fieldType) && isCompositeType(getNamedType(fieldType));
  return 1 + (several ? SHORT_LIST : 1) * childComplexity;
};

export interface OperationRequest {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>> | null | undefined;
}

/** Throws LimitExceeded when an operation of a valid document is expected to cost more than MOST_COST. Returns its cost. */
export function assertAffordable(schema: GraphQLSchema, request: OperationRequest): number {
  const cost = costOf(schema, request);
  if (cost <= MOST_COST) return cost;
  const amount = Number.isFinite(cost) ? `may cost ${cost}` : 'has too many parts to reckon its cost';
  throw new LimitExceeded(
    'COST',
    `This operation ${amount}, and the limit is ${MOST_COST}. Ask for smaller pages, fewer fields, or in several requests.`,
  );
}

/** Infinite when it cannot be reckoned. Zero when its variables do not fit: execution refuses it for that. */
export function costOf(schema: GraphQLSchema, { document, operation, variables }: OperationRequest): number {
  const given = { ...variables };
  const coerced = getVariableValues(schema, operation.variableDefinitions ?? [], given, { maxErrors: 1 });
  if (coerced.errors !== undefined) return 0;
  try {
    return getComplexity({
      schema,
      query: document,
      variables: given,
      ...(operation.name ? { operationName: operation.name.value } : {}),
      estimators: [fieldExtensionsEstimator(), costOfField],
    });
  } catch (error) {
    if (error instanceof GraphQLError) return Number.POSITIVE_INFINITY;
    throw error;
  }
}
