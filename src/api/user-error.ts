import 'reflect-metadata';
import type { GraphQLFieldResolver, GraphQLSchema } from 'graphql';
import { ArgumentValidationError, Field, ObjectType } from 'type-graphql';
import { AppError } from '../errors.js';
import { AppErrors } from '../services/app-errors.js';
import { ErrorCode } from './error-codes.js';
import { inputFault } from './errors/input-fault.js';

@ObjectType('UserError', { description: 'Why a mutation did nothing, for the caller to act on.' })
export class UserError {
  @Field(() => ErrorCode, { description: 'What went wrong: the stable part, for programs.' })
  readonly code!: ErrorCode;

  @Field(() => String, { description: 'What happened, why, and what to do: for people.' })
  readonly message!: string;

  @Field(() => [String], {
    nullable: true,
    description: 'Where in the arguments the mistake is, outermost first; null when it is in none of them.',
  })
  readonly path!: readonly string[] | null;
}

/**
 * What every mutation's payload extends. A resolver returns only the payload's other fields and lets an `AppError` fly:
 * those a caller may act on end up here, with every other field null. So every other field is nullable.
 */
@ObjectType()
export abstract class MutationPayload {
  @Field(() => [UserError], { description: 'Empty when it was done.' })
  userErrors?: readonly UserError[];
}

/** Refusals that concern the request rather than what it asked for: these stay GraphQL errors. */
const NOT_THE_CALLERS: ReadonlySet<ErrorCode> = new Set([
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'SIGN_IN_REFUSED',
  'TOO_MANY_REQUESTS',
  'CSRF_HEADER_MISSING',
  'INTERNAL_ERROR',
  'WORKFLOWS_UNAVAILABLE',
]);

/** The errors a payload may carry for this failure; undefined when it has to stay a GraphQL error. */
export function userErrorsOf(error: unknown): readonly UserError[] | undefined {
  const fault = error instanceof ArgumentValidationError ? inputFault(error, ['input']) : error;
  if (!(fault instanceof AppError) || NOT_THE_CALLERS.has(fault.code)) return undefined;
  const faults = fault instanceof AppErrors ? fault.all : [fault];
  return faults.map(({ code, message, inputPath }) => ({ code, message, path: inputPath ?? null }));
}

/** Makes every mutation of a schema answer in its payload what a caller may act on. */
export function settleMutations(schema: GraphQLSchema): GraphQLSchema {
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    if (field.resolve) field.resolve = settled(field.resolve);
  }
  return schema;
}

function settled<Context>(
  resolve: GraphQLFieldResolver<unknown, Context>,
): GraphQLFieldResolver<unknown, Context> {
  return async (source, args, context, info) => {
    try {
      const payload = (await resolve(source, args, context, info)) as MutationPayload;
      payload.userErrors ??= [];
      return payload;
    } catch (error) {
      const userErrors = userErrorsOf(error);
      if (userErrors === undefined) throw error;
      return { userErrors };
    }
  };
}
