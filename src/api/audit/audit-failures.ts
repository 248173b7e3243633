import type { GraphQLFieldResolver, GraphQLResolveInfo, GraphQLSchema } from 'graphql';
import { ArgumentValidationError } from 'type-graphql';
import { AppError, type ErrorCode } from '../../errors.js';
import { isAudited } from '../../services/audit/audited-failures.js';
import type { RefusedKind } from '../../services/audit/record-refusal.js';
import type { ApiContext } from '../context.js';

/** What is read and watched by whoever has a secret that can be guessed at: refusals of these are audited as well. */
const ASKED_WITH_A_SECRET = {
  query: ['waitingSignIn'],
  subscription: ['appSignInProgress'],
} as const;

type Resolve = GraphQLFieldResolver<unknown, ApiContext>;
type Kind = Exclude<RefusedKind, 'connection'>;

/**
 * Makes every mutation that fails leave an audit event, in a transaction of its own: REFUSED for what a caller may act on,
 * FAILED for what went wrong inside. Services that have recorded more about it themselves have said so (`noteAudited`).
 * So does what is asked with a secret besides.
 */
export function auditFailures(schema: GraphQLSchema): GraphQLSchema {
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    if (field.resolve) field.resolve = audited('mutation', `Mutation.${field.name}`, field.resolve);
  }
  for (const name of ASKED_WITH_A_SECRET.query) {
    const field = schema.getQueryType()?.getFields()[name];
    if (field?.resolve) field.resolve = audited('query', `Query.${name}`, field.resolve);
  }
  for (const name of ASKED_WITH_A_SECRET.subscription) {
    const field = schema.getSubscriptionType()?.getFields()[name];
    if (field?.subscribe) field.subscribe = audited('subscription', `Subscription.${name}`, field.subscribe);
  }
  return schema;
}

/** What of an operation is recorded already: a query that fails by its plan is executed once more. */
const recorded = new WeakMap<ApiContext, Set<string>>();

function isFirst(context: ApiContext, { key }: GraphQLResolveInfo['path']): boolean {
  const paths = recorded.get(context) ?? new Set();
  recorded.set(context, paths);
  const first = !paths.has(String(key));
  paths.add(String(key));
  return first;
}

function audited(kind: Kind, name: string, resolve: Resolve): Resolve {
  return async (source, args, context, info) => {
    try {
      return await resolve(source, args, context, info);
    } catch (error) {
      if (!isAudited(error) && isFirst(context, info.path))
        await recordFailure(context, kind, name, codeOf(error));
      throw error;
    }
  };
}

function codeOf(error: unknown): ErrorCode {
  if (error instanceof AppError) return error.code;
  return error instanceof ArgumentValidationError ? 'BAD_INPUT' : 'INTERNAL_ERROR';
}

async function recordFailure(context: ApiContext, kind: Kind, field: string, code: ErrorCode): Promise<void> {
  const { address, log, services } = context;
  const outcome = code === 'INTERNAL_ERROR' ? 'FAILED' : 'REFUSED';
  try {
    await services.recordRefusal(context, { kind, code, fields: [field], address, outcome });
  } catch (error) {
    // The failure itself is what the caller has to hear of; the log has both.
    log.error({ err: error, field, code }, 'a failure could not be recorded in the audit');
  }
}
