import type { RequestHandler } from 'express';
import {
  getOperationAST,
  GraphQLError,
  parse,
  SingleFieldSubscriptionsRule,
  validate,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';
import { AppError } from '../../errors.js';
import type { Log } from '../../log.js';
import { asHttpFault } from '../errors/mask-error.js';
import { MOST_TOKENS } from '../limits/limits.js';

/**
 * Refuses subscriptions over HTTP: executed there, one would be resolved without an event. And documents that hold one
 * whose directives cannot be evaluated: over them a rule of graphql-js throws where it should report. Documents without
 * the word are not looked at.
 */
export function subscriptionGate(schema: GraphQLSchema, log: Log): RequestHandler {
  return (request, response, next) => {
    const body: unknown = request.body;
    const fault = isRecord(body) ? faultOf(schema, body['query'], body['operationName']) : undefined;
    if (fault === undefined) {
      next();
      return;
    }
    const { status, body: answer } = asHttpFault(fault, log);
    response.status(status).json(answer);
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function faultOf(schema: GraphQLSchema, query: unknown, name: unknown): AppError | undefined {
  if (typeof query !== 'string' || !query.includes('subscription')) return undefined;
  const document = parsed(query);
  if (document === undefined) return undefined;
  const operation = getOperationAST(document, typeof name === 'string' ? name : undefined);
  if (operation?.operation === 'subscription') {
    return new AppError(
      'BAD_INPUT',
      'Subscriptions go over a WebSocket with the protocol graphql-transport-ws, not over HTTP.',
    );
  }
  try {
    validate(schema, document, [SingleFieldSubscriptionsRule]);
    return undefined;
  } catch (error) {
    return error instanceof GraphQLError ? new AppError('BAD_INPUT', error.message) : undefined;
  }
}

/** Undefined for what is no document: Apollo says so, in its own words. */
function parsed(query: string): DocumentNode | undefined {
  try {
    return parse(query, { maxTokens: MOST_TOKENS });
  } catch {
    return undefined;
  }
}
