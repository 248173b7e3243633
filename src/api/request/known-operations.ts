import {
  Kind,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type TypeNode,
} from 'graphql';
import { assertAffordable, type OperationRequest } from '../limits/operation-cost.js';
import { fieldsUsed } from './access-check.js';

import type { OperationRules } from './operation-rules.js';

type Variables = OperationRequest['variables'];

/** Ways an operation has been found affordable; one more is reckoned anew each time. */
const MOST_PRICES = 100;

/** The types of the arguments that costs are reckoned with, and of conditions. */
const COUNTED_TYPES: ReadonlySet<string> = new Set(['Int', 'Boolean']);

/**
 * What is true of an operation whoever asks it: worked out once for each document. Who asks, and what for, is checked
 * against it each time.
 */
export class KnownOperation {
  /** The fields it touches, as `Type.field`. */
  readonly fields: ReadonlySet<string>;

  /** The variables its cost depends on: sizes of pages, and conditions. */
  private readonly counted: readonly string[];
  private readonly affordable = new Set<string>();

  private readonly schema: GraphQLSchema;
  private readonly document: DocumentNode;
  private readonly operation: OperationDefinitionNode;

  constructor(schema: GraphQLSchema, { document, operation }: OperationRequest) {
    this.schema = schema;
    this.document = document;
    this.operation = operation;
    this.fields = fieldsUsed(schema, document, operation);
    this.counted = countedVariables(operation);
  }

  /** Throws LimitExceeded when the operation is expected to cost too much with these variables. */
  assertAffordable(variables: Variables): void {
    const price = this.priceOf(variables);
    if (price !== undefined && this.affordable.has(price)) return;
    const { schema, document, operation } = this;
    const cost = assertAffordable(schema, { document, operation, variables });
    // Nothing: other variables may not fit, and say nothing about those that do.
    if (cost > 0 && price !== undefined && this.affordable.size < MOST_PRICES) this.affordable.add(price);
  }

  /** Names one cost; undefined for variables that do not fit. Keeps nothing of what the others hold. */
  private priceOf(variables: Variables): string | undefined {
    const values = this.counted.map((name) => variables?.[name]);
    return values.every(isCounted) ? values.map(String).join() : undefined;
  }
}

function countedVariables({ variableDefinitions = [] }: OperationDefinitionNode): readonly string[] {
  return variableDefinitions
    .filter(({ type }) => isCountedType(type))
    .map(({ variable }) => variable.name.value);
}

function isCountedType(type: TypeNode): boolean {
  if (type.kind === Kind.NON_NULL_TYPE) return isCountedType(type.type);
  return type.kind === Kind.NAMED_TYPE && COUNTED_TYPES.has(type.name.value);
}

function isCounted(value: unknown): boolean {
  return value === undefined || value === null || typeof value === 'number' || typeof value === 'boolean';
}

/** By the schema and table they are checked against: both belong to one server. */
const operationsOf = new WeakMap<OperationRules, WeakMap<OperationDefinitionNode, KnownOperation>>();

/** What is known of this operation, which a document takes with it when it is forgotten. */
export function knownOperation(rules: OperationRules, request: OperationRequest): KnownOperation {
  const operations = operationsOf.get(rules) ?? new WeakMap<OperationDefinitionNode, KnownOperation>();
  operationsOf.set(rules, operations);
  const known = operations.get(request.operation) ?? new KnownOperation(rules.schema, request);
  operations.set(request.operation, known);
  return known;
}
