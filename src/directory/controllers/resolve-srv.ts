import { promises } from 'node:dns';
import type { ResolveSrv } from './find-controllers.js';

export interface DnsOptions {
  /** `address:port` of DNS servers; those of the operating system unless given. */
  readonly servers?: readonly string[];
  /** For the first try with one server, in milliseconds. */
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 2_000;
const TRIES = 2;

/** Asks DNS servers; Node's own look-up of host names, which knows no SRV records, is not involved. */
export function srvResolver({ servers, timeoutMs = TIMEOUT_MS }: DnsOptions = {}): ResolveSrv {
  return async (name, signal) => {
    signal?.throwIfAborted();
    const resolver = new promises.Resolver({ timeout: timeoutMs, tries: TRIES });
    if (servers !== undefined) resolver.setServers(servers);
    const cancel = (): void => resolver.cancel();
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      return await resolver.resolveSrv(name);
    } finally {
      signal?.removeEventListener('abort', cancel);
    }
  };
}
