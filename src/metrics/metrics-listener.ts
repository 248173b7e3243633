import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Registry } from 'prom-client';
import type { Log } from '../log.js';

export interface MetricsListenerParts {
  readonly host: string;
  /** 0: a free one. */
  readonly port: number;
  readonly registry: Registry;
  /** `ready`, or in a word what is missing. */
  readonly readiness: () => Promise<string>;
  readonly log: Log;
}

export interface MetricsListener {
  readonly url: string;
  close(): Promise<void>;
}

const REQUEST_MILLISECONDS = 10_000;

/**
 * Serves `/metrics` in the text form of Prometheus, `/healthz` (this process answers) and `/readyz` (it can do its work),
 * and nothing else. Asks nobody who they are: the address it listens on decides who can ask.
 */
export async function startMetricsListener(parts: MetricsListenerParts): Promise<MetricsListener> {
  const { host, port, log } = parts;
  const server = createServer({
    headersTimeout: REQUEST_MILLISECONDS,
    requestTimeout: REQUEST_MILLISECONDS,
  });
  server.on('request', (request, response) => {
    answer(parts, request, response).catch((error: unknown) => {
      log.warn({ err: error }, 'metrics could not be read');
      if (!response.headersSent) response.statusCode = 500;
      response.end();
    });
  });
  server.listen(port, host);
  await once(server, 'listening');
  return { url: urlOf(server, host), close: () => close(server) };
}

async function answer(
  { registry, readiness }: MetricsListenerParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = request.url?.split('?')[0];
  if (request.method !== 'GET' && request.method !== 'HEAD') return end(response, 405, 'Only GET.');
  switch (path) {
    case '/metrics':
      response.setHeader('content-type', registry.contentType);
      return end(response, 200, await registry.metrics());
    case '/healthz':
      return endJson(response, 200, 'up');
    case '/readyz': {
      const status = await readiness();
      return endJson(response, status === 'ready' ? 200 : 503, status);
    }
    default:
      return end(response, 404, 'Here are /metrics, /healthz and /readyz.');
  }
}

function endJson(response: ServerResponse, code: number, status: string): void {
  response.setHeader('content-type', 'application/json');
  end(response, code, JSON.stringify({ status }));
}

function end(response: ServerResponse, code: number, body: string): void {
  response.statusCode = code;
  response.end(body);
}

function urlOf(server: Server, host: string): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the metrics listen on no TCP port');
  return `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`;
}

async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
