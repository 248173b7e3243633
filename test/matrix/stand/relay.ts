import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect, createServer, type Server, type TLSSocket } from 'node:tls';
import { authorityForTests } from '../../../src/testing/directories/samba-for-tests.js';

/** What a request that sets a password has in it. */
const PASSWORD_ATTRIBUTE = Buffer.from('unicodePwd');

/**
 * Stands before a domain controller, at its address and on a port of its own, with a certificate of its own that the domain's
 * authority has signed. It can keep for itself what the controller answers once a password was set.
 */
export class Relay {
  /** Bytes of answers that nobody got. */
  swallowed = 0;
  private isArmed = false;
  private readonly sockets = new Set<TLSSocket>();

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async before(controllerUrl: string): Promise<Relay> {
    const { hostname, port } = new URL(controllerUrl.replace('ldaps:', 'https:'));
    const authority = await authorityForTests();
    const { certificate: cert, key } = await authority.issue({
      commonName: 'relay',
      dnsNames: [],
      addresses: [hostname],
    });
    const server = createServer({ cert, key });
    server.listen(0, hostname);
    await once(server, 'listening');
    const relay = new Relay(server, `ldaps://${hostname}:${(server.address() as AddressInfo).port}`);
    const controller = { host: hostname, port: Number(port === '' ? 636 : port), ca: authority.certificate };
    server.on('tlsClientError', () => undefined);
    server.on('secureConnection', (client) => relay.pass(client, connect(controller)));
    return relay;
  }

  /** The next connection that sets a password hears nothing any more, though everything it says arrives. */
  swallowNextAnswer(): void {
    this.isArmed = true;
  }

  /** Breaks every connection. New ones pass as before. */
  breakConnections(): void {
    this.isArmed = false;
    for (const socket of this.sockets) socket.destroy();
  }

  async close(): Promise<void> {
    this.breakConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private pass(client: TLSSocket, controller: TLSSocket): void {
    for (const [socket, other] of [
      [client, controller],
      [controller, client],
    ] as const) {
      this.sockets.add(socket);
      socket.on('error', () => undefined);
      socket.once('close', () => {
        this.sockets.delete(socket);
        other.destroy();
      });
    }
    let isDeaf = false;
    client.on('data', (bytes: Buffer) => {
      if (this.isArmed && bytes.includes(PASSWORD_ATTRIBUTE)) isDeaf = true;
      controller.write(bytes);
    });
    controller.on('data', (bytes: Buffer) => {
      if (isDeaf) this.swallowed += bytes.length;
      else client.write(bytes);
    });
  }
}
