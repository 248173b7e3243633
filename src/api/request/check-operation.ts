import type { GraphQLSchema } from 'graphql';
import { AppError } from '../../errors.js';
import type { AccessTable } from '../access.js';
import { fieldsUsed, refusal, refusedFields } from './access-check.js';
import type { ApiContext } from '../context.js';
import { assertAffordable, type OperationRequest } from '../limits/operation-cost.js';

/** Header that a page of another origin cannot send. Needed for changes made with the cookie alone. */
export const CSRF_HEADER = 'x-latchkey-csrf';

/** What operations are checked against: the same over HTTP and over WebSocket. */
export interface OperationRules {
  readonly schema: GraphQLSchema;
  readonly table: AccessTable;
  /** Whether those the access table lets may ask for the schema. */
  readonly introspection: boolean;
}

/**
 * What has to be true before a valid operation is executed, over HTTP and over WebSocket alike. Throws an AppError:
 * UNAUTHENTICATED or FORBIDDEN by the access table, CSRF_HEADER_MISSING, BAD_INPUT when it is too expensive. Refused
 * mutations are audited.
 */
export async function checkOperation(
  rules: OperationRules,
  request: OperationRequest,
  context: ApiContext,
): Promise<void> {
  const { schema } = rules;
  const fault = refusalOf(rules, request, context);
  if (fault === undefined) return assertAffordable(schema, request);
  if (request.operation.operation === 'mutation') {
    const { address, services } = context;
    const fields = changes(fieldsUsed(schema, request.document, request.operation));
    await services.recordRefusal(context, { code: fault.code, fields, address });
  }
  throw fault;
}

function refusalOf(
  { schema, table, introspection }: OperationRules,
  { document, operation }: OperationRequest,
  { principal, csrfProtected }: ApiContext,
): AppError | undefined {
  const used = fieldsUsed(schema, document, operation);
  const refused = refusedFields(principal, used, table);
  if (refused.length > 0) return refusal(principal, refused);
  if (!introspection && INTROSPECTION.some((field) => used.has(field))) {
    return new AppError(
      'FORBIDDEN',
      'Asking for the schema is switched off on this server (LATCHKEY_INTROSPECTION).',
    );
  }
  if (operation.operation !== 'mutation' || csrfProtected) return undefined;
  return new AppError(
    'CSRF_HEADER_MISSING',
    'A change made with the session cookie needs the header `X-Latchkey-CSRF: 1`. Programs send `Authorization: Bearer` instead.',
  );
}

const INTROSPECTION = ['Query.__schema', 'Query.__type'];

function changes(fields: ReadonlySet<string>): readonly string[] {
  return [...fields].filter((field) => field.startsWith('Mutation.'));
}
