import { isIP } from 'node:net';
import type { IncomingMessage } from 'node:http';
import proxyAddr from 'proxy-addr';

/** The address a request comes from. */
export type ClientAddress = (request: IncomingMessage) => string;

/**
 * The other side of the connection; when that is one of the trusted proxies, what it says in `X-Forwarded-For`, read
 * from the right for as long as the one who says it is trusted. Whatever a client writes into the header itself stands
 * further left and does not count.
 *
 * @param proxies addresses, networks, or the names `loopback`, `linklocal`, `uniquelocal`
 */
export function clientAddressBehind(proxies: readonly string[]): ClientAddress {
  if (proxies.length === 0) return peerOf;
  const isTrusted = proxyAddr.compile([...proxies]);
  return (request) => {
    const address = proxyAddr(request, isTrusted);
    return isIP(address) === 0 ? peerOf(request) : address;
  };
}

function peerOf({ socket }: IncomingMessage): string {
  return socket.remoteAddress ?? 'unknown';
}
