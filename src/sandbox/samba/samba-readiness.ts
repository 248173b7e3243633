import { connect } from 'node:net';
import { Client, ResultCodeError } from 'ldapts';
import pRetry, { AbortError } from 'p-retry';
import { SandboxError } from '../sandbox-error.js';
import type { SandboxAccount } from '../sandbox-directory.js';

export const LDAPS_PORT = 636;
const START_LIMIT_MS = 60_000;
const ATTEMPT_LIMIT_MS = 5_000;
const LOOK_LIMIT_MS = 2_000;
const PAUSE_MS = 30;

/** @throws SandboxError when something listens on the LDAPS port of `address`. */
export async function assertAddressFree(address: string): Promise<void> {
  const isTaken = await new Promise<boolean>((resolve) => {
    const socket = connect({ host: address, port: LDAPS_PORT, timeout: LOOK_LIMIT_MS });
    const answer = (taken: boolean): void => {
      socket.destroy();
      resolve(taken);
    };
    socket.once('connect', () => answer(true));
    socket.once('timeout', () => answer(true));
    socket.once('error', () => answer(false));
  });
  if (!isTaken) return;
  throw new SandboxError(
    `Something listens on ${address}:${LDAPS_PORT} already, perhaps a domain of another run. ` +
      `See who with: ss -ltnp 'sport = :${LDAPS_PORT}'. Stop it, or choose another loopback address.`,
  );
}

interface Readiness {
  readonly url: string;
  readonly account: SandboxAccount;
  readonly caCertificate: string;
  /** Aborted when waiting is no use any more. */
  readonly ended: AbortSignal;
}

/**
 * Returns once the account can sign in over LDAPS with a certificate of that authority.
 * @throws the reason of `ended`; the directory's refusal of the account, at once; SandboxError after a minute.
 */
export async function untilServing({ url, account, caCertificate, ended }: Readiness): Promise<void> {
  const signIn = async (): Promise<void> => {
    const client = new Client({
      url,
      connectTimeout: ATTEMPT_LIMIT_MS,
      timeout: ATTEMPT_LIMIT_MS,
      tlsOptions: { ca: [caCertificate] },
    });
    try {
      await client.bind(account.name, account.password);
    } catch (cause) {
      const failure = new SandboxError(`${url} does not let ${account.name} sign in.`, { cause });
      throw isRefusal(cause) ? new AbortError(failure) : failure;
    } finally {
      await client.unbind();
    }
  };
  const limit = AbortSignal.timeout(START_LIMIT_MS);
  try {
    await pRetry(signIn, {
      retries: Number.POSITIVE_INFINITY,
      factor: 1,
      minTimeout: PAUSE_MS,
      signal: AbortSignal.any([ended, limit]),
    });
  } catch (cause) {
    ended.throwIfAborted();
    throw new SandboxError(`The Samba server at ${url} did not let ${account.name} sign in.`, { cause });
  }
}

/** While it starts, Samba answers *busy*, *unavailable* or *operations error*; a wrong password stays wrong. */
function isRefusal(error: unknown): boolean {
  return error instanceof ResultCodeError && error.code === INVALID_CREDENTIALS;
}

const INVALID_CREDENTIALS = 49;
