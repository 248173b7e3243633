import type { Server } from 'node:http';
import {
  ApolloServer,
  HeaderMap,
  type ApolloServerPlugin,
  type GraphQLRequestContext,
  type GraphQLResponse,
} from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer';
import { GraphQLError, type FormattedExecutionResult } from 'graphql';
import { AppError } from '../../errors.js';
import type { Log } from '../../log.js';
import type { ServerMetrics } from '../../metrics/server-metrics.js';
import { checkOperation } from '../request/check-operation.js';
import type { OperationRules } from '../request/operation-rules.js';
import type { ApiContext } from '../context.js';
import type { PlannedQueries } from '../execution/planned-queries.js';
import { limitRules } from '../limits/document-limits.js';
import { MOST_TOKENS } from '../limits/limits.js';
import { asGraphQLError, maskError } from '../errors/mask-error.js';
import { operationMetrics } from './operation-metrics.js';

export interface ApolloParts {
  readonly rules: OperationRules;
  readonly queries: PlannedQueries;
  readonly log: Log;
  readonly httpServer: Server;
  /** Closes the WebSocket side, while the HTTP side drains. */
  readonly drainSockets: () => Promise<void>;
  readonly metrics: ServerMetrics;
}

/** Apollo Server with our limits and masks. It talks to nobody but its callers. */
export function createApollo({
  rules,
  queries,
  log,
  httpServer,
  drainSockets,
  metrics,
}: ApolloParts): ApolloServer<ApiContext> {
  return new ApolloServer<ApiContext>({
    schema: rules.schema,
    logger: log,
    nodeEnv: 'production',
    introspection: true,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    stringifyResult: textOfResult(),
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: true,
    parseOptions: { maxTokens: MOST_TOKENS },
    validationRules: [...limitRules],
    formatError: (formatted, error) => maskError(graphQLErrorOf(error, formatted.message), log),
    plugins: [
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginDrainHttpServer({ httpServer }),
      drainPlugin(drainSockets),
      operationPlugin(rules, queries),
      operationMetrics(metrics),
    ],
  });
}

function graphQLErrorOf(error: unknown, message: string): GraphQLError {
  if (error instanceof GraphQLError) return error;
  return new GraphQLError(message, {
    originalError: error instanceof Error ? error : new Error(String(error)),
  });
}

function drainPlugin(drainSockets: () => Promise<void>): ApolloServerPlugin<ApiContext> {
  return { serverWillStart: async () => ({ drainServer: drainSockets }) };
}

/** Access, CSRF and cost, before anything is executed; then a plan, where there is one. */
function operationPlugin(rules: OperationRules, queries: PlannedQueries): ApolloServerPlugin<ApiContext> {
  const listener = {
    didResolveOperation: (resolved: GraphQLRequestContext<ApiContext>) => check(rules, resolved),
    responseForOperation: (resolved: GraphQLRequestContext<ApiContext>) => answerByPlan(queries, resolved),
  };
  return { requestDidStart: async () => listener };
}

/** The text of a result. That of data which is answered to many is made once. */
function textOfResult(): (result: FormattedExecutionResult) => string {
  const texts = new WeakMap<object, string>();
  return (result) => {
    const { data, errors, extensions } = result;
    if (!data || errors !== undefined || extensions !== undefined) return JSON.stringify(result);
    const text = texts.get(data) ?? JSON.stringify({ data });
    texts.set(data, text);
    return text;
  };
}

/** Null when Apollo has to execute the operation. */
async function answerByPlan(
  queries: PlannedQueries,
  { document, operation, request, contextValue }: GraphQLRequestContext<ApiContext>,
): Promise<GraphQLResponse | null> {
  if (!document || !operation) return null;
  const { variables } = request;
  const data = await queries.execute({ document, operation, variables }, contextValue);
  if (data === undefined) return null;
  return {
    http: { status: undefined, headers: new HeaderMap() },
    body: { kind: 'single', singleResult: { data } },
  };
}

async function check(
  rules: OperationRules,
  { document, operation, request, contextValue }: GraphQLRequestContext<ApiContext>,
): Promise<void> {
  // Without an operation there is nothing to execute, and Apollo says so.
  if (!document || !operation) return;
  try {
    await checkOperation(rules, { document, operation, variables: request.variables }, contextValue);
  } catch (error) {
    throw error instanceof AppError ? asGraphQLError(error) : error;
  }
}
