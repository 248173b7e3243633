import type { GraphQLSchema } from 'graphql';
import type { AccessTable } from '../access-rule.js';

/** What operations are checked against: the same over HTTP and over WebSocket. */
export interface OperationRules {
  readonly schema: GraphQLSchema;
  readonly table: AccessTable;
  /** Whether those the access table lets may ask for the schema. */
  readonly introspection: boolean;
}
