import { randomUUID } from 'node:crypto';
import { GraphQLError, Kind, print, type GraphQLFormattedError, type VariableDefinitionNode } from 'graphql';
import { ArgumentValidationError } from 'type-graphql';
import { AppError, type ErrorCode } from '../../errors.js';
import type { Log } from '../../log.js';
import { TooManyRequests } from '../../services/sign-in/attempts/sign-in-limits.js';
import { LimitExceeded } from '../limits/limit-exceeded.js';
import { limitOfLibrary } from '../limits/library-limits.js';
import { inputFault } from './input-fault.js';

const INTERNAL = 'Something went wrong inside the server.';

/**
 * An error as a caller may see it: a code and a message meant for them. Anything without a code of ours becomes an
 * INTERNAL_ERROR with an id, and the log has the rest under the same id.
 */
export function maskError(error: GraphQLError, log: Log): GraphQLFormattedError {
  const cause = innermost(error);
  const where = placeOf(error);
  if (cause instanceof ArgumentValidationError) return { ...coded(inputFault(cause)), ...where };
  if (cause instanceof AppError) {
    if (cause.cause !== undefined) log.warn({ err: cause.cause, code: cause.code }, cause.message);
    return { ...coded(cause), ...where };
  }
  // Raised by graphql-js itself over the document or its variables: about the request, nothing of ours in it.
  if (cause instanceof GraphQLError && isAboutRequest(cause)) {
    const limit = limitOfLibrary(cause.message);
    if (limit !== undefined) return { ...coded(limit), ...where };
    return { message: withoutValues(cause), extensions: { code: 'BAD_INPUT' satisfies ErrorCode }, ...where };
  }
  const id = randomUUID();
  log.error({ err: cause, errorId: id, path: where.path }, 'internal error');
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

/** A failure outside GraphQL, in the form of a GraphQL answer. */
export function asHttpFault(error: unknown, log: Log) {
  const cause = error instanceof Error ? error : new Error(String(error));
  const status = error instanceof AppError ? (HTTP_STATUS[error.code] ?? 400) : 500;
  const graphQLError = new GraphQLError(cause.message, { originalError: cause });
  return { status, body: { errors: [maskError(graphQLError, log)] } };
}

const HTTP_STATUS: Partial<Record<ErrorCode, number>> = {
  BAD_INPUT: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  CSRF_HEADER_MISSING: 403,
  TOO_MANY_REQUESTS: 429,
};

function placeOf(error: GraphQLError | AppError): Pick<GraphQLFormattedError, 'path' | 'locations'> {
  if (!(error instanceof GraphQLError)) return {};
  const { path, locations } = error;
  return { ...(path ? { path } : {}), ...(locations ? { locations } : {}) };
}

function coded(error: AppError): GraphQLFormattedError {
  const later = error instanceof TooManyRequests ? { retryAfterSeconds: error.retryAfterSeconds } : {};
  const path = error.inputPath ? { inputPath: error.inputPath } : {};
  const limit = error instanceof LimitExceeded ? { limit: error.limit } : {};
  return { message: error.message, extensions: { code: error.code, ...limit, ...path, ...later } };
}

function innermost(error: GraphQLError): unknown {
  let cause: unknown = error;
  // What wraps an error about the request says that it is one, and which variable it is about.
  while (cause instanceof GraphQLError && cause.originalError !== undefined && !saysMore(cause)) {
    cause = cause.originalError;
  }
  return cause;
}

/** Codes of Apollo for a request that is wrong in itself. */
const REQUEST_CODES: ReadonlySet<unknown> = new Set([
  'BAD_REQUEST',
  'BAD_USER_INPUT',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
]);

/** An error inside a resolver has a path. One about the request points into the document, or Apollo says so. */
function isAboutRequest({ path, nodes, source, extensions, message }: GraphQLError): boolean {
  if (path !== undefined) return false;
  if (limitOfLibrary(message) !== undefined) return true;
  return nodes !== undefined || source !== undefined || REQUEST_CODES.has(extensions['code']);
}

const FIELD_FAULT =
  /Field "\w+" (?:is not defined by type "\w+"|of required type "[\w![\]]+" was not provided)\./;
const FIELD_PATH = / at "([\w.[\]]+)"; /;

/** graphql-js repeats the whole value of a variable that does not fit, passwords included. */
function withoutValues(error: GraphQLError): string {
  const node = variableOf(error);
  // Suggestions name parts of the schema to whoever guesses.
  if (node === undefined) return error.message.replace(/ ?Did you mean .+\?$/s, '');
  const place = FIELD_PATH.exec(error.message)?.[1];
  const fault = FIELD_FAULT.exec(error.message)?.[0] ?? 'The value does not fit.';
  const at = place === undefined ? '' : ` at ${place}`;
  return `Variable $${node.variable.name.value} of type ${print(node.type)}${at}: ${fault}`;
}

function variableOf(error: GraphQLError): VariableDefinitionNode | undefined {
  const node = error.nodes?.[0];
  return node?.kind === Kind.VARIABLE_DEFINITION ? node : undefined;
}

function saysMore(error: GraphQLError): boolean {
  if (error.path !== undefined || error.originalError instanceof AppError) return false;
  return variableOf(error) !== undefined || REQUEST_CODES.has(error.extensions['code']);
}
