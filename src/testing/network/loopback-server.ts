import { once } from 'node:events';
import { createServer as createPlainServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';

/** A server for one test, on a free loopback port. */
export interface LoopbackServer {
  readonly port: number;
  /** Connections accepted so far, before any TLS. */
  connectionCount(): number;
  /** Ends when the next connection that is open now, or the next to come, has been closed by the other side. */
  nextClose(): Promise<void>;
  close(): Promise<void>;
}

/** Serves plain TCP: `onConnection` does whatever the test is about. */
export function listenPlain(onConnection: (socket: Socket) => void): Promise<LoopbackServer> {
  return listening(createPlainServer(onConnection));
}

/** Serves TLS with this key and certificate. */
export function listenTls(
  identity: { readonly key: string; readonly certificate: string },
  onConnection: (socket: Socket) => void,
): Promise<LoopbackServer> {
  return listening(createTlsServer({ key: identity.key, cert: identity.certificate }, onConnection));
}

async function listening(server: Server): Promise<LoopbackServer> {
  const sockets = new Set<Socket>();
  let count = 0;
  const closed = (socket: Socket): Promise<void> =>
    new Promise((resolve) => void socket.once('close', () => resolve()));
  server.on('connection', (socket: Socket) => {
    count += 1;
    sockets.add(socket);
    // The other side may cut us off in the middle; that is what these tests are about.
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('secureConnection', (socket: Socket) => socket.on('error', () => undefined));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    connectionCount: () => count,
    nextClose: async () => {
      const [open] = sockets;
      if (open !== undefined) return closed(open);
      const [socket] = (await once(server, 'connection')) as [Socket];
      return closed(socket);
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
