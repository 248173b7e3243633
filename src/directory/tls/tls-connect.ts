import { isIP, type TcpNetConnectOpts } from 'node:net';
import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls';
import type { ControllerAddress } from '../../domain/active-directory/controller-address.js';
import { connectFault, timedOut } from './tls-faults.js';
import { trustedAuthorities } from './trust.js';

/** How long one of several IP addresses of a name may take before the next is tried beside it. */
const NEXT_ADDRESS_AFTER_MS = 1_000;
/** After this much quiet the kernel asks whether the other side still lives, once a second, ten times. */
const KEEP_ALIVE_AFTER_MS = 15_000;

/**
 * A TLS connection to a controller whose certificate was checked, its name included. Fails with an AppError that
 * says which of the many ways it went wrong, or with the signal's reason. `ip` names the machine to ask where the name
 * of the address has several; the certificate is compared with the name all the same.
 */
export async function connectTls(
  address: ControllerAddress,
  caCertificates: readonly string[],
  timeoutMs: number,
  signal?: AbortSignal,
  ip?: string,
): Promise<TLSSocket> {
  signal?.throwIfAborted();
  const options: ConnectionOptions & Omit<TcpNetConnectOpts, 'timeout'> = {
    host: ip ?? address.host,
    port: address.port,
    // SNI names hosts, never IP addresses (RFC 6066 3). The certificate is compared with the address either way.
    ...(isIP(address.host) === 0 ? { servername: address.host } : {}),
    ca: trustedAuthorities(caCertificates),
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2',
    autoSelectFamilyAttemptTimeout: NEXT_ADDRESS_AFTER_MS,
  };
  const socket = connect(options);
  socket.setNoDelay(true);
  socket.setKeepAlive(true, KEEP_ALIVE_AFTER_MS);
  try {
    await established(socket, address, timeoutMs, signal);
    return socket;
  } catch (error) {
    // A late error of a socket nobody waits for any more must not end the process.
    socket.on('error', () => undefined);
    socket.destroy();
    throw error;
  }
}

function established(
  socket: TLSSocket,
  { url }: ControllerAddress,
  timeoutMs: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  let hasReachedPort = false;
  let stop = (): void => undefined;
  return new Promise<void>((resolve, reject) => {
    const onConnect = (): void => void (hasReachedPort = true);
    const onError = (error: Error): void => reject(connectFault(error, url, hasReachedPort));
    const onAbort = (): void => reject(signal?.reason);
    const timer = setTimeout(() => reject(timedOut(url, hasReachedPort)), timeoutMs);
    socket.once('connect', onConnect).once('secureConnect', resolve).once('error', onError);
    signal?.addEventListener('abort', onAbort, { once: true });
    stop = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      socket.off('connect', onConnect).off('secureConnect', resolve).off('error', onError);
    };
  }).finally(() => stop());
}
