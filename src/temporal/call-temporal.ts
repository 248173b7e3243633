import type { Client } from '@temporalio/client';
import { AppError } from '../errors.js';

/** How long a request waits for Temporal before what it asked for is left to the worker. */
export const CALL_MILLISECONDS = 5_000;

const underWay = new WeakMap<Client, Set<Promise<unknown>>>();

/** Remembers a call until it is over, so that the client is not closed under it. */
export function whileOpen<T>(client: Client, call: Promise<T>): Promise<T> {
  const calls = underWay.get(client) ?? new Set();
  underWay.set(client, calls);
  calls.add(call);
  const forget = (): void => void calls.delete(call);
  call.then(forget, forget);
  return call;
}

/**
 * Closes a client once every call of it is over: seconds at most. The library tries a call again by a timer, and one that
 * fires when its connection is closed would end the process.
 */
export async function closeClient(client: Client): Promise<void> {
  await Promise.allSettled(underWay.get(client) ?? []);
  await client.connection.close();
}

/** Everything asked of Temporal in `work`, within one time limit. Whatever goes wrong is WORKFLOWS_UNAVAILABLE. */
export async function callTemporal<T>(
  client: Client,
  work: () => Promise<T>,
  milliseconds = CALL_MILLISECONDS,
): Promise<T> {
  try {
    return await whileOpen(client, client.connection.withDeadline(Date.now() + milliseconds, work));
  } catch (cause) {
    const message =
      'The workflow server cannot be reached. What was asked for is recorded and begins as soon as it can.';
    throw new AppError('WORKFLOWS_UNAVAILABLE', message, { cause });
  }
}
