import { createServer } from 'node:net';

const LOOPBACK = '127.0.0.1';

/**
 * A TCP port of the loopback interface that nothing listens on, chosen by the operating system.
 * It is free when this returns, not reserved: whoever uses it must be ready for it to be taken.
 */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, LOOPBACK, resolve);
  });
  const address = server.address();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  if (address === null || typeof address === 'string') {
    throw new Error('The operating system gave no TCP port on 127.0.0.1.');
  }
  return address.port;
}
