import type { Client } from '@temporalio/client';
import { AppError } from '../errors.js';

/** How long a request waits for Temporal before what it asked for is left to the worker. */
export const CALL_MILLISECONDS = 5_000;

/** Everything asked of Temporal in `work`, within one time limit. Whatever goes wrong is WORKFLOWS_UNAVAILABLE. */
export async function callTemporal<T>(
  client: Client,
  work: () => Promise<T>,
  milliseconds = CALL_MILLISECONDS,
): Promise<T> {
  try {
    return await client.connection.withDeadline(Date.now() + milliseconds, work);
  } catch (cause) {
    const message =
      'The workflow server cannot be reached. What was asked for is recorded and begins as soon as it can.';
    throw new AppError('WORKFLOWS_UNAVAILABLE', message, { cause });
  }
}
