import {
  execute,
  getOperationAST,
  GraphQLError,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLFormattedError,
  type OperationDefinitionNode,
} from 'graphql';
import { CloseCode, type Context, type ServerOptions, type SubscribePayload } from 'graphql-ws';
import { AppError } from '../../errors.js';
import type { Log } from '../../log.js';
import type { ServerMetrics } from '../../metrics/server-metrics.js';
import { authenticate } from '../../services/sign-in/authenticate.js';
import { actorOf, anonymous, type Principal } from '../../services/sign-in/principal.js';
import type { Backend } from '../backend.js';
import type { ApiContext } from '../context.js';
import type { PlannedQueries } from '../execution/planned-queries.js';
import { asGraphQLError, maskError } from '../errors/mask-error.js';
import { LimitExceeded } from '../limits/limit-exceeded.js';
import { INIT_MILLISECONDS, MOST_OPERATIONS } from '../limits/limits.js';
import { checkOperation } from '../request/check-operation.js';
import type { OperationRules } from '../request/operation-rules.js';
import type { ClientAddress } from '../request/client-address.js';
import { createContext, storableUserAgent } from '../request/create-context.js';
import { InvalidDocument, type ValidDocuments } from '../request/valid-documents.js';
import { bearerOf, cookieValue, isOwnOrigin, sessionCookieName } from '../request/credentials.js';
import type { ConnectionWatch, WatchedConnection } from './connection-watch.js';
import { OperationCount } from './operation-count.js';
import { endedWith } from './operation-end.js';
import { subscribeSharing } from './shared-results.js';
import type { SocketExtra } from './socket-glue.js';
import type { Seat } from './socket-seats.js';

/** Closing code of a connection that is one too many, as in HTTP. */
const TOO_MANY_CONNECTIONS = 4429;

/** What a connection knows once it has said who it is. */
export interface ConnectionExtra extends SocketExtra, WatchedConnection {
  credential: string | undefined;
  principal: Principal;
  /** True once the other side is gone. */
  gone: boolean;
  readonly seat: Seat | undefined;
  readonly ends: Map<string, AbortController>;
}

export function connectionExtra(connection: SocketExtra, seat: Seat | undefined): ConnectionExtra {
  const ends = new Map<string, AbortController>();
  const isInUse = (): boolean => ends.size > 0;
  return { ...connection, credential: undefined, principal: anonymous, gone: false, seat, ends, isInUse };
}

export interface SocketParts {
  readonly rules: OperationRules;
  readonly documents: ValidDocuments;
  readonly queries: PlannedQueries;
  readonly backend: Backend;
  readonly log: Log;
  readonly secure: boolean;
  readonly publicUrl: URL | undefined;
  readonly addressOf: ClientAddress;
  readonly watch: ConnectionWatch;
  readonly metrics: ServerMetrics;
}

type ConnectionContext = Context<Record<string, unknown> | undefined, ConnectionExtra>;

/** The protocol's hooks: the same rules, limits, access table and masks as over HTTP. */
export function socketOptions(
  parts: SocketParts,
): ServerOptions<Record<string, unknown> | undefined, ConnectionExtra> {
  const mask = (error: GraphQLError): GraphQLFormattedError => maskError(error, parts.log);
  const count = new OperationCount(parts.metrics);
  return {
    connectionInitWaitTimeout: INIT_MILLISECONDS,
    execute: (args: ExecutionArgs) => executeByPlan(parts.queries, args),
    subscribe: subscribeOrTell,
    onConnect: (context) => connect(parts, context),
    async onSubscribe(context, id, payload) {
      try {
        return await prepare(parts, context, id, payload);
      } catch (error) {
        return error instanceof InvalidDocument ? error.faults : [graphQLErrorOf(error)];
      }
    },
    onOperation({ extra }, id, _payload, args, result) {
      if (!(Symbol.asyncIterator in result)) return undefined;
      count.began(args);
      const end = extra.ends.get(id);
      return end ? endedWith(result, end) : undefined;
    },
    onNext(_context, _id, _payload, args, { errors, ...rest }) {
      const masked = errors?.map(mask);
      count.answered(args, masked);
      return masked ? { ...rest, errors: masked } : undefined;
    },
    onError(_context, _id, _payload, errors) {
      const masked = errors.map(mask);
      count.refused(masked);
      return masked;
    },
    onComplete: ({ extra }, id) => endOperation(extra, id),
    onClose({ extra }) {
      extra.gone = true;
      parts.watch.delete(extra);
      for (const id of extra.ends.keys()) endOperation(extra, id);
    },
  };
}

/** By graphql-js where there is no plan, or it found something to complain of. */
async function executeByPlan(queries: PlannedQueries, args: ExecutionArgs): Promise<ExecutionResult> {
  const { document, operationName, variableValues: variables } = args;
  const operation = getOperationAST(document, operationName);
  // `prepare` has made it.
  const context = args.contextValue as ApiContext;
  const data = operation && (await queries.execute({ document, operation, variables }, context));
  return data ? { data } : execute(args);
}

/** A subscription that cannot begin is an answer to its operation, not the end of the connection. */
async function subscribeOrTell(args: ExecutionArgs): ReturnType<typeof subscribeSharing> {
  try {
    return await subscribeSharing(args);
  } catch (error) {
    return { errors: [graphQLErrorOf(error)] };
  }
}

/**
 * Who connects: by `connectionParams.authorization`, else by the cookie when the page is one of ours. A credential that
 * is no longer good ends the connection (4403); without one it is anonymous, for what the access table leaves to those.
 */
async function connect(parts: SocketParts, { connectionParams, extra }: ConnectionContext): Promise<boolean> {
  const { backend, secure, publicUrl, watch } = parts;
  const given = connectionParams?.['authorization'] ?? connectionParams?.['Authorization'];
  const cookie = isOwnOrigin(extra.request, publicUrl)
    ? cookieValue(extra.request.headers.cookie, sessionCookieName(secure))
    : undefined;
  extra.credential = given === undefined ? cookie : bearerOf(given);
  extra.principal = await authenticate(backend, extra.credential);
  if (given !== undefined && extra.principal.kind === 'anonymous') {
    await recordRefused(parts, extra);
    return false;
  }
  // Whoever has left meanwhile is neither counted nor watched: nobody would ever strike them out again.
  if (extra.gone) return false;
  try {
    extra.seat?.claimFor(extra.principal);
  } catch (error) {
    if (!(error instanceof LimitExceeded)) throw error;
    extra.close(TOO_MANY_CONNECTIONS, `${error.code} ${error.limit}`);
    return true;
  }
  watch.add(extra);
  return true;
}

/** That it is not recorded keeps nobody connected. */
async function recordRefused(
  { backend, addressOf, log }: SocketParts,
  extra: ConnectionExtra,
): Promise<void> {
  const caller = { actor: actorOf(anonymous), em: backend.orm.em.fork() };
  const refusal = { kind: 'connection', code: 'UNAUTHENTICATED', fields: [] } as const;
  try {
    await backend.services.recordRefusal(caller, { ...refusal, address: addressOf(extra.request) });
  } catch (error) {
    log.error({ err: error }, 'a refused connection could not be recorded in the audit');
  }
}

async function prepare(
  { rules, documents, backend, log, addressOf }: SocketParts,
  { extra, subscriptions }: ConnectionContext,
  id: string,
  payload: SubscribePayload,
): Promise<ExecutionArgs> {
  if (Object.keys(subscriptions).length > MOST_OPERATIONS) throw tooMany();
  const { schema } = rules;
  const document = documents.read(payload.query);
  const { operationName } = payload;
  const operation = operationOf(document, operationName);
  const variables = payload.variables ?? {};
  const end = new AbortController();
  const context = createContext(backend, {
    principal: await presentPrincipal(backend, extra),
    credentialGiven: extra.credential !== undefined,
    csrfProtected: true,
    address: addressOf(extra.request),
    userAgent: storableUserAgent(extra.request.headers['user-agent']),
    sessionCookie: undefined,
    device: undefined,
    signal: end.signal,
    log,
  });
  await checkOperation(rules, { document, operation, variables }, context);
  begin(extra, id, operation, end);
  return {
    schema,
    document,
    operationName: operationName ?? null,
    variableValues: variables,
    contextValue: context,
  };
}

/** From here on the operation is under way: what is counted for it is taken back when it ends. */
function begin(
  extra: ConnectionExtra,
  id: string,
  { operation }: OperationDefinitionNode,
  end: AbortController,
): void {
  if (extra.gone) throw new AppError('UNAUTHENTICATED', 'The connection is closed.');
  if (operation === 'subscription' && extra.seat !== undefined) {
    end.signal.addEventListener('abort', extra.seat.beginSubscription(), { once: true });
  }
  extra.ends.set(id, end);
}

/** Asked anew for each operation: a role may have changed since the connection was made. */
async function presentPrincipal(backend: Backend, extra: ConnectionExtra): Promise<Principal> {
  const before = extra.principal;
  extra.principal = await authenticate(backend, extra.credential);
  if (before.kind !== 'anonymous' && extra.principal.kind === 'anonymous') {
    extra.close(CloseCode.Unauthorized, 'The session is over');
  }
  return extra.principal;
}

function operationOf(document: DocumentNode, name: string | null | undefined) {
  const operation = getOperationAST(document, name);
  if (operation) return operation;
  throw new AppError('BAD_INPUT', 'Give the `operationName` of one of the operations in the document.');
}

function tooMany(): AppError {
  return new LimitExceeded(
    'OPERATIONS_PER_SOCKET',
    `A connection has at most ${MOST_OPERATIONS} operations under way. End one, or open another connection.`,
    'TOO_MANY_REQUESTS',
  );
}

function endOperation(extra: ConnectionExtra, id: string): void {
  extra.ends.get(id)?.abort();
  extra.ends.delete(id);
}

function graphQLErrorOf(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  if (error instanceof AppError) return asGraphQLError(error);
  const originalError = error instanceof Error ? error : new Error(String(error));
  return new GraphQLError(originalError.message, { originalError });
}
