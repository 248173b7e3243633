import { randomUUID } from 'node:crypto';
import { GraphQLError, Kind, print, type GraphQLFormattedError } from 'graphql';
import { ArgumentValidationError } from 'type-graphql';
import { AppError, type ErrorCode } from '../../errors.js';
import type { Log } from '../../log.js';
import { TooManyRequests } from '../../services/sign-in/sign-in-limits.js';
import { inputFault } from './input-fault.js';

const INTERNAL = 'Something went wrong inside the server.';

/**
 * An error as a caller may see it: a code and a message meant for them. Anything without a code of ours becomes an
 * INTERNAL_ERROR with an id, and the log has the rest under the same id.
 */
export function maskError(error: GraphQLError, log: Log): GraphQLFormattedError {
  const cause = innermost(error);
  const { path, locations } = error;
  const where = { ...(path ? { path } : {}), ...(locations ? { locations } : {}) };
  if (cause instanceof ArgumentValidationError) return { ...coded(inputFault(cause)), ...where };
  if (cause instanceof AppError) {
    if (cause.cause !== undefined) log.warn({ err: cause.cause, code: cause.code }, cause.message);
    return { ...coded(cause), ...where };
  }
  // Raised by graphql-js itself over the document or its variables: about the request, nothing of ours in it.
  if (cause instanceof GraphQLError && isAboutRequest(cause)) {
    return { message: withoutValues(cause), extensions: { code: 'BAD_INPUT' satisfies ErrorCode }, ...where };
  }
  const id = randomUUID();
  log.error({ err: cause, errorId: id, path }, 'internal error');
  const code: ErrorCode = 'INTERNAL_ERROR';
  return { message: `${INTERNAL} Its log has the details under ${id}.`, extensions: { code, id }, ...where };
}

/** Turns an `AppError` into a GraphQL error that maskError knows again, with an HTTP status for Apollo. */
export function asGraphQLError(error: AppError): GraphQLError {
  const status = HTTP_STATUS[error.code];
  const http = status === undefined ? {} : { http: { status } };
  return new GraphQLError(error.message, {
    originalError: error,
    extensions: { code: error.code, ...http },
  });
}

const HTTP_STATUS: Partial<Record<ErrorCode, number>> = {
  BAD_INPUT: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  CSRF_HEADER_MISSING: 403,
  TOO_MANY_REQUESTS: 429,
};

function coded(error: AppError): GraphQLFormattedError {
  const later = error instanceof TooManyRequests ? { retryAfterSeconds: error.retryAfterSeconds } : {};
  const path = error.path ? { inputPath: error.path } : {};
  return { message: error.message, extensions: { code: error.code, ...path, ...later } };
}

function innermost(error: GraphQLError): unknown {
  let cause: unknown = error;
  while (cause instanceof GraphQLError && cause.originalError !== undefined) cause = cause.originalError;
  return cause;
}

/** An error inside a resolver has a path; one about the request has none, or is about variables that do not fit. */
function isAboutRequest(error: GraphQLError): boolean {
  return error.path === undefined;
}

const FIELD_FAULT =
  /Field "\w+" (?:is not defined by type "\w+"|of required type "[\w![\]]+" was not provided)\./;
const FIELD_PATH = / at "([\w.[\]]+)"; /;

/** graphql-js repeats the whole value of a variable that does not fit, passwords included. */
function withoutValues(error: GraphQLError): string {
  const [node] = error.nodes ?? [];
  // Suggestions name parts of the schema to whoever guesses.
  if (node?.kind !== Kind.VARIABLE_DEFINITION) return error.message.replace(/ ?Did you mean .+\?$/s, '');
  const place = FIELD_PATH.exec(error.message)?.[1];
  const fault = FIELD_FAULT.exec(error.message)?.[0] ?? 'The value does not fit.';
  const at = place === undefined ? '' : ` at ${place}`;
  return `Variable $${node.variable.name.value} of type ${print(node.type)}${at}: ${fault}`;
}
