import type { IncomingMessage } from 'node:http';
import { CloseCode, handleProtocols, type Server } from 'graphql-ws';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Log } from '../../log.js';
import { LARGEST_BODY_BYTES, MOST_BACKLOG_BYTES } from '../limits/limits.js';

/** What a connection knows besides its protocol. */
export interface SocketExtra {
  readonly request: IncomingMessage;
  readonly close: (code: number, reason: string) => void;
}

const PING_MILLISECONDS = 15_000;

/**
 * Ties the protocol to sockets, as graphql-ws's own adapter does, with our log in place of the console and without the
 * texts of errors in close reasons.
 */
export function createWebSockets<Extra extends SocketExtra>(
  protocol: Server<Extra>,
  extraOf: (connection: SocketExtra) => Extra,
  log: Log,
): WebSocketServer {
  const server = new WebSocketServer({ noServer: true, maxPayload: LARGEST_BODY_BYTES, handleProtocols });
  server.on('error', (error) => log.error({ err: error }, 'WebSocket server failed'));
  server.on('connection', (socket, request) => {
    socket.on('error', (error) => log.debug({ err: error }, 'WebSocket failed'));
    const closed = protocol.opened(
      {
        protocol: socket.protocol,
        send: (text) => sendText(socket, text),
        close: (code, reason) => socket.close(code, reason),
        onMessage: (receive) =>
          socket.on('message', (data) => void receiveText(socket, receive, data.toString(), log)),
      },
      extraOf({ request, close: (code, reason) => socket.close(code, reason) }),
    );
    const stopPings = keepAlive(socket);
    socket.once('close', (code, reason) => {
      stopPings();
      closed(code, reason.toString()).catch((error: unknown) =>
        log.error({ err: error }, 'closing a WebSocket failed'),
      );
    });
  });
  return server;
}

/**
 * Settles when the text has left, so that a slow reader slows down what it is sent. One that asks on and reads nothing
 * is ended: what waits for it is our memory.
 */
function sendText(socket: WebSocket, text: string): Promise<void> {
  if (socket.readyState !== socket.OPEN) return Promise.resolve();
  if (socket.bufferedAmount > MOST_BACKLOG_BYTES) {
    socket.terminate();
    return Promise.resolve();
  }
  return new Promise((resolve, reject) => {
    socket.send(text, (error) => (error ? reject(error) : resolve()));
  });
}

async function receiveText(
  socket: WebSocket,
  receive: (text: string) => Promise<void>,
  text: string,
  log: Log,
): Promise<void> {
  try {
    await receive(text);
  } catch (error) {
    log.warn({ err: error }, 'a WebSocket message could not be handled');
    socket.close(CloseCode.InternalServerError, 'Internal server error');
  }
}

/** Ends a connection whose other side has not answered a ping by the next one. */
function keepAlive(socket: WebSocket): () => void {
  let answered = true;
  socket.on('pong', () => (answered = true));
  const timer = setInterval(() => {
    if (!answered) {
      socket.terminate();
      return;
    }
    answered = false;
    if (socket.readyState === socket.OPEN) socket.ping();
  }, PING_MILLISECONDS);
  return () => clearInterval(timer);
}
