import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** One address behind which several servers answer, as a load balancer or a domain's own name does. */
export interface Balancer {
  readonly port: number;
  /** Connections given to each server so far, in the order of the servers. */
  readonly given: readonly number[];
  /** From now on this server gets every connection; undefined: each in turn again. */
  pin(server: number | undefined): void;
  close(): Promise<void>;
}

/** Listens on loopback and hands each connection to the next of these ports, byte by byte and unread. */
export async function startBalancer(ports: readonly number[]): Promise<Balancer> {
  const given = ports.map(() => 0);
  const sockets = new Set<Socket>();
  let pinned: number | undefined;
  let next = 0;
  const server = createServer((client) => {
    const chosen = pinned ?? next++ % ports.length;
    given[chosen] = (given[chosen] ?? 0) + 1;
    const controller = connect({ host: '127.0.0.1', port: ports[chosen] ?? 0 });
    for (const [one, other] of [
      [client, controller],
      [controller, client],
    ] as const) {
      sockets.add(one);
      one.on('error', () => one.destroy());
      one.once('close', () => {
        sockets.delete(one);
        other.destroySoon();
      });
      one.pipe(other);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: portOf(server.address()),
    given,
    pin: (to) => void (pinned = to),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function portOf(address: AddressInfo | string | null): number {
  return address !== null && typeof address === 'object' ? address.port : 0;
}
