import 'reflect-metadata';
import { createPubSub } from '@graphql-yoga/subscription';
import { GraphQLDateTime } from 'graphql-scalars';
import { assertValidSchema, type GraphQLSchema } from 'graphql';
import { buildSchema, type PubSub } from 'type-graphql';
import { type AccessTable } from './access-rule.js';
import { accessTable } from './access.js';
import { auditFailures } from './audit/audit-failures.js';
import { assertTableMatchesSchema } from './request/access-check.js';
import { resolveDirectly } from './employees/direct-fields.js';
import './enums.js';
import { globalizeIds } from './node.js';
import { resolvers } from './resolvers.js';
import { settleMutations } from './user-error.js';

/** The schema, ready to be served. Throws when it does not fit the access table. */
export async function buildApiSchema(table: AccessTable = accessTable): Promise<GraphQLSchema> {
  const schema = await buildSchema({
    resolvers,
    scalarsMap: [{ type: Date, scalar: GraphQLDateTime }],
    // Without the last two, a refused input is sent back with all it holds: passwords, bind secrets.
    validate: { forbidUnknownValues: true, validationError: { target: false, value: false } },
    // type-graphql asks for one as soon as there is a subscription; ours bring their own source of events.
    pubSub: createPubSub() as PubSub,
    // It would answer a whole introspection to see whether the schema is valid, which is all that is asked below.
    skipCheck: true,
  });
  assertValidSchema(schema);
  assertTableMatchesSchema(schema, table);
  globalizeIds(schema);
  resolveDirectly(schema);
  return settleMutations(auditFailures(schema));
}
