import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { RequestHandler } from 'express';
import type { Config } from '../config.js';
import type { Log } from '../log.js';
import { type AccessTable } from './access-rule.js';
import { accessTable } from './access.js';
import { ServerMetrics } from '../metrics/server-metrics.js';
import type { Backend } from './backend.js';
import { PlannedQueries } from './execution/planned-queries.js';
import { createApollo } from './http/apollo.js';
import { createApp, GRAPHQL_PATH } from './http/app.js';
import { createSharedContext } from './request/create-context.js';
import { clientAddressBehind } from './request/client-address.js';
import { ValidDocuments } from './request/valid-documents.js';
import { buildApiSchema } from './schema.js';
import { createSocketServer } from './websocket/socket-server.js';

export interface ServerParts {
  readonly config: Pick<Config, 'http' | 'access'>;
  readonly backend: Backend;
  readonly log: Log;
  /** Our own pages. */
  readonly pages: RequestHandler;
  /** Counts what is served; nobody asks for it unless told. */
  readonly metrics?: ServerMetrics;
  /** How often the right of open WebSocket connections is checked. */
  readonly recheckSeconds?: number;
  /** Who may do what, when it is not the table of src/api/access.ts. */
  readonly table?: AccessTable;
}

export interface RunningServer {
  /** Where it listens, for example `http://127.0.0.1:4000`. */
  readonly url: string;
  /** Answers what was asked, ends connections, and settles. What the server stands on is closed after it, by its owner. */
  close(): Promise<void>;
}

const RECHECK_SECONDS = 15;
const HEADERS_MILLISECONDS = 15_000;
const REQUEST_MILLISECONDS = 60_000;
/**
 * A connection that waits for the next request. Longer than the minute that proxies keep theirs: what is sent on one while it
 * is being ended here is lost, and nobody may send it again by himself.
 */
const KEPT_MILLISECONDS = 75_000;
/** A connection on which nothing moves for so long is ended: a client that does not read its answer, say. */
const SILENT_MILLISECONDS = 300_000;
/** Most connections besides WebSockets. */
const MOST_HTTP_CONNECTIONS = 5_000;

/** Serves the API and its pages on one port. Fails when the port is taken or the schema does not fit the access table. */
export async function startServer(parts: ServerParts): Promise<RunningServer> {
  const { config, backend, log, pages, recheckSeconds = RECHECK_SECONDS, table = accessTable } = parts;
  const { introspection, sockets: limits, trustedProxies } = config.access;
  const rules = { schema: await buildApiSchema(table), table, introspection };
  const queries = new PlannedQueries(rules.schema, () => createSharedContext(backend, log));
  const addressOf = clientAddressBehind(trustedProxies);
  const { metrics = new ServerMetrics() } = parts;
  const { publicUrl } = config.http;
  const secure = publicUrl?.protocol === 'https:';
  const httpServer = createServer({
    headersTimeout: HEADERS_MILLISECONDS,
    requestTimeout: REQUEST_MILLISECONDS,
    keepAliveTimeout: KEPT_MILLISECONDS,
  });
  httpServer.timeout = SILENT_MILLISECONDS;
  httpServer.maxConnections = limits.all + MOST_HTTP_CONNECTIONS;
  const sockets = createSocketServer({
    rules,
    documents: new ValidDocuments(rules.schema),
    queries,
    backend,
    log,
    secure,
    publicUrl,
    addressOf,
    httpServer,
    recheckSeconds,
    limits,
    path: GRAPHQL_PATH,
    metrics,
  });
  metrics.watchSockets(() => sockets.open());
  const apollo = createApollo({
    rules,
    queries,
    log,
    httpServer,
    drainSockets: () => sockets.drain(),
    metrics,
  });
  await apollo.start();
  httpServer.on('request', createApp({ backend, log, apollo, secure, rules, addressOf, pages, metrics }));
  await listen(httpServer, config.http).catch(async (error: unknown) => {
    await apollo.stop();
    throw error;
  });
  return { url: urlOf(httpServer, config.http.host), close: () => apollo.stop() };
}

async function listen(server: Server, { host, port }: Config['http']): Promise<void> {
  server.listen(port, host);
  await once(server, 'listening');
}

function urlOf(server: Server, host: string): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server listens on no TCP port');
  return `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`;
}
