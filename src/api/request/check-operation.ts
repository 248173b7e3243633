import { AppError } from '../../errors.js';
import { refusal, refusedFields } from './access-check.js';
import type { ApiContext } from '../context.js';
import type { OperationRequest } from '../limits/operation-cost.js';
import { knownOperation, type KnownOperation } from './known-operations.js';
import type { OperationRules } from './operation-rules.js';

/** Header that a page of another origin cannot send. Needed for changes made with the cookie alone. */
export const CSRF_HEADER = 'x-latchkey-csrf';

/**
 * What has to be true before a valid operation is executed, over HTTP and over WebSocket alike. Throws an AppError:
 * UNAUTHENTICATED or FORBIDDEN by the access table, CSRF_HEADER_MISSING, BAD_INPUT when it is too expensive. Refused
 * mutations are audited, and so is whatever else is refused to somebody who came with a credential, good or not.
 */
export async function checkOperation(
  rules: OperationRules,
  request: OperationRequest,
  context: ApiContext,
): Promise<void> {
  const operation = knownOperation(rules, request);
  const fault = refusalOf(rules, operation, request, context);
  if (fault === undefined) return operation.assertAffordable(request.variables);
  const { operation: kind } = request.operation;
  const { address, credentialGiven, services } = context;
  if (kind === 'mutation' || credentialGiven) {
    const fields = rootFields(kind, operation.fields);
    await services.recordRefusal(context, { kind, code: fault.code, fields, address });
  }
  throw fault;
}

function refusalOf(
  { table, introspection }: OperationRules,
  { fields }: KnownOperation,
  { operation }: OperationRequest,
  { principal, csrfProtected }: ApiContext,
): AppError | undefined {
  const refused = refusedFields(principal, fields, table);
  if (refused.length > 0) return refusal(principal, refused);
  if (!introspection && INTROSPECTION.some((field) => fields.has(field))) {
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

const ROOTS = { mutation: 'Mutation.', query: 'Query.', subscription: 'Subscription.' } as const;

function rootFields(kind: keyof typeof ROOTS, fields: ReadonlySet<string>): readonly string[] {
  return [...fields].filter((field) => field.startsWith(ROOTS[kind]));
}
