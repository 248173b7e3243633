import type { GraphQLFieldResolver, GraphQLSchema } from 'graphql';
import { ArgumentValidationError } from 'type-graphql';
import { AppError, type ErrorCode } from '../../errors.js';
import { isAudited } from '../../services/audit/audited-failures.js';
import type { ApiContext } from '../context.js';

/**
 * Makes every mutation that fails leave an audit event, in a transaction of its own: REFUSED for what a caller may act on,
 * FAILED for what went wrong inside. Services that have recorded more about it themselves have said so (`noteAudited`).
 */
export function auditMutations(schema: GraphQLSchema): GraphQLSchema {
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    if (field.resolve) field.resolve = audited(field.name, field.resolve);
  }
  return schema;
}

function audited(
  name: string,
  resolve: GraphQLFieldResolver<unknown, ApiContext>,
): GraphQLFieldResolver<unknown, ApiContext> {
  return async (source, args, context, info) => {
    try {
      return await resolve(source, args, context, info);
    } catch (error) {
      if (!isAudited(error)) await recordFailure(context, `Mutation.${name}`, codeOf(error));
      throw error;
    }
  };
}

function codeOf(error: unknown): ErrorCode {
  if (error instanceof AppError) return error.code;
  return error instanceof ArgumentValidationError ? 'BAD_INPUT' : 'INTERNAL_ERROR';
}

async function recordFailure(context: ApiContext, field: string, code: ErrorCode): Promise<void> {
  const { address, log, services } = context;
  const outcome = code === 'INTERNAL_ERROR' ? 'FAILED' : 'REFUSED';
  try {
    await services.recordRefusal(context, { code, fields: [field], address, outcome });
  } catch (error) {
    // The failure itself is what the caller has to hear of; the log has both.
    log.error({ err: error, field, code }, 'a failed mutation could not be recorded in the audit');
  }
}
