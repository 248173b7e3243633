import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { hasErrorCode } from './system-error.js';

const LOOPBACK = '127.0.0.1';

/**
 * Below the ports that operating systems hand out by themselves (from 32768 on Linux, from 49152 elsewhere). One of those
 * may be given to anybody who asks for any port, between the choice and its use, or while who uses it is being restarted.
 */
const LOWEST = 20_000;
const HIGHEST = 31_999;
const ATTEMPTS = 100;

/**
 * A TCP port of the loopback interface that nothing listens on, and that nobody is given who asks for any.
 * It is free when this returns, not reserved: whoever names it may have it.
 */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const port = randomInt(LOWEST, HIGHEST + 1);
    if (await isFree(port)) return port;
  }
  throw new Error(
    `No TCP port on ${LOOPBACK} between ${LOWEST} and ${HIGHEST} was free in ${ATTEMPTS} tries.`,
  );
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, LOOPBACK, resolve);
    });
  } catch (error) {
    if (hasErrorCode(error, 'EADDRINUSE') || hasErrorCode(error, 'EACCES')) return false;
    throw error;
  }
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return true;
}
