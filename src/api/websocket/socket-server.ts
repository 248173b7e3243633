import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { makeServer } from 'graphql-ws';
import type { WebSocketServer } from 'ws';
import type { SocketLimits } from '../../config.js';
import { networkOf } from '../../services/sign-in/attempts/sign-in-limits.js';
import { LimitExceeded } from '../limits/limit-exceeded.js';
import { ConnectionWatch } from './connection-watch.js';
import { createWebSockets } from './socket-glue.js';
import { connectionExtra, socketOptions, type SocketParts } from './socket-operations.js';
import { SocketSeats, type Seat } from './socket-seats.js';

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
  readonly limits: SocketLimits;
}

/** `graphql-transport-ws` on the same port as HTTP. */
export function createSocketServer(parts: SocketServerParts): SocketServer {
  const { backend, httpServer, log, path, recheckSeconds, addressOf, limits } = parts;
  const watch = new ConnectionWatch({
    rules: backend,
    log,
    onAccessChange: backend.onAccessChange,
    seconds: recheckSeconds,
  });
  const seats = new SocketSeats(limits);
  const seatOf = new WeakMap<IncomingMessage, Seat>();
  const sockets = createWebSockets(
    makeServer(socketOptions({ ...parts, watch })),
    (connection) => connectionExtra(connection, seatOf.get(connection.request)),
    log,
  );
  httpServer.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // The request's own listener is gone by now; a connection that breaks here must not end the process.
    socket.on('error', (error) => log.debug({ err: error }, 'WebSocket failed'));
    if (request.url?.split('?')[0] !== path) return refuse(socket, '404 Not Found');
    const seat = takeSeat(seats, networkOf(addressOf(request)));
    if (seat instanceof LimitExceeded) return refuse(socket, statusOf(seat), seat);
    seatOf.set(request, seat);
    socket.once('close', () => seat.leave());
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

function takeSeat(seats: SocketSeats, network: string): Seat | LimitExceeded {
  try {
    return seats.take(network);
  } catch (error) {
    if (error instanceof LimitExceeded) return error;
    throw error;
  }
}

function statusOf({ limit }: LimitExceeded): string {
  return limit === 'SOCKETS' ? '503 Service Unavailable' : '429 Too Many Requests';
}

/** Answers an upgrade that is not taken, in the form of a GraphQL answer where there is something to say. */
function refuse(socket: Duplex, status: string, fault?: LimitExceeded): void {
  const error = fault && {
    message: fault.message,
    extensions: { code: fault.code, limit: fault.limit },
  };
  const body = error === undefined ? '' : JSON.stringify({ errors: [error] });
  const headers = [
    `HTTP/1.1 ${status}`,
    'Connection: close',
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  socket.end(`${headers.join('\r\n')}\r\n\r\n${body}`);
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
