import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { makeServer } from 'graphql-ws';
import type { WebSocketServer } from 'ws';
import { networkOf } from '../../services/sign-in/sign-in-limits.js';
import { ConnectionWatch } from './connection-watch.js';
import { createWebSockets } from './socket-glue.js';
import { connectionExtra, socketOptions, type SocketParts } from './socket-operations.js';

const MOST_CONNECTIONS = 2_000;
const MOST_CONNECTIONS_PER_ADDRESS = 200;
const GOING_AWAY = 1001;
/** How long a client may take to say goodbye. */
const FAREWELL_MILLISECONDS = 2_000;

export interface SocketServer {
  /** Connections that are open now. */
  open(): number;
  /** Tells every client that we are going, and settles when the last connection is closed. */
  drain(): Promise<void>;
}

export interface SocketServerParts extends Omit<SocketParts, 'watch'> {
  readonly httpServer: Server;
  readonly path: string;
  readonly recheckSeconds: number;
}

/** `graphql-transport-ws` on the same port as HTTP. */
export function createSocketServer(parts: SocketServerParts): SocketServer {
  const { backend, httpServer, log, path, recheckSeconds } = parts;
  const watch = new ConnectionWatch(backend.pool, log, recheckSeconds);
  const sockets = createWebSockets(makeServer(socketOptions({ ...parts, watch })), connectionExtra, log);
  const countOf = new Map<string, number>();
  httpServer.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const network = networkOf(request.socket.remoteAddress ?? 'unknown');
    const count = countOf.get(network) ?? 0;
    const fault = faultOf(request, path, sockets.clients.size, count);
    if (fault !== undefined) {
      socket.end(`HTTP/1.1 ${fault}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    countOf.set(network, count + 1);
    socket.once('close', () => countDown(countOf, network));
    sockets.handleUpgrade(request, socket, head, (client) => sockets.emit('connection', client, request));
  });
  return {
    open: () => sockets.clients.size,
    async drain() {
      watch.stop();
      await drain(sockets);
    },
  };
}

function faultOf(request: IncomingMessage, path: string, all: number, ofNetwork: number): string | undefined {
  if (request.url?.split('?')[0] !== path) return '404 Not Found';
  if (all >= MOST_CONNECTIONS) return '503 Service Unavailable';
  return ofNetwork >= MOST_CONNECTIONS_PER_ADDRESS ? '429 Too Many Requests' : undefined;
}

function countDown(countOf: Map<string, number>, network: string): void {
  const left = (countOf.get(network) ?? 1) - 1;
  if (left > 0) countOf.set(network, left);
  else countOf.delete(network);
}

async function drain(sockets: WebSocketServer): Promise<void> {
  for (const client of sockets.clients) client.close(GOING_AWAY, 'Going away');
  const cutOff = setTimeout(() => {
    for (const client of sockets.clients) client.terminate();
  }, FAREWELL_MILLISECONDS);
  await new Promise<void>((resolve, reject) => {
    sockets.close((error) => (error ? reject(error) : resolve()));
  }).finally(() => clearTimeout(cutOff));
}
