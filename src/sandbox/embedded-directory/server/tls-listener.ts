import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { createServer } from 'node:tls';
import { serveConnection } from './connection.js';
import type { ConnectionSetup } from './connection.js';

const HANDSHAKE_MILLISECONDS = 10_000;

/** PEM of a private key and of the certificate chain that goes with it. */
export interface ServerCertificate {
  readonly key: string;
  readonly certificate: string;
}

/** Where to listen, and with which certificate. */
export interface ListenerSetup extends ConnectionSetup, ServerCertificate {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
}

/** A server that is listening. */
export interface TlsListener {
  readonly port: number;
  /** Shows this certificate to connections that begin from now on. */
  present(certificate: ServerCertificate): void;
  /** Ends every connection and stops listening. May be called twice. */
  close(): Promise<void>;
}

/** Listens for LDAP over TLS. Rejects when the address is taken or the certificate does not fit its key. */
export async function listenTls(setup: ListenerSetup): Promise<TlsListener> {
  const server = createServer({
    key: setup.key,
    cert: setup.certificate,
    minVersion: 'TLSv1.2',
    handshakeTimeout: HANDSHAKE_MILLISECONDS,
  });
  server.maxConnections = setup.limits.mostConnections;
  const sockets = new Set<Socket>();
  let connections = 0;
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.setNoDelay(true);
  });
  server.on('secureConnection', (socket) => {
    connections += 1;
    serveConnection(socket, connections, setup);
  });
  // A client that does not trust the certificate, or speaks no TLS at all, is its own affair.
  server.on('tlsClientError', (_error, socket) => socket.destroy());
  server.listen(setup.port, setup.host);
  await once(server, 'listening');
  return {
    port: portOf(server.address()),
    present: ({ key, certificate }) =>
      server.setSecureContext({ key, cert: certificate, minVersion: 'TLSv1.2' }),
    close: closer(server, sockets),
  };
}

function portOf(address: AddressInfo | string | null): number {
  return address !== null && typeof address === 'object' ? address.port : 0;
}

function closer(server: ReturnType<typeof createServer>, sockets: ReadonlySet<Socket>): () => Promise<void> {
  let closing: Promise<void> | undefined;
  return () => {
    closing ??= new Promise((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
    return closing;
  };
}
