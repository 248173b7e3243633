import { ApplicationFailure, CancelledFailure, Context } from '@temporalio/activity';
import { AppError } from '../errors.js';
import type { Log } from '../log.js';

type Activity = (...args: never[]) => Promise<unknown>;

/**
 * How often something with a code is tried, a directory that cannot be reached for example: then somebody has to know.
 * What has none is our own trouble (the database is away, a worker was killed), and the workflow's policy counts.
 */
export const ATTEMPTS_WITH_CODE = 4;

/**
 * Lets an AppError cross into workflows as its code and public message. The private cause is logged here and goes no
 * further; whatever has no code stays retryable and tells the workflow nothing but that it failed.
 */
export function withFailureCodes<A extends { readonly [name: string]: Activity }>(
  activities: A,
  log: Log,
): A {
  const guarded = Object.entries(activities).map(([name, run]) => {
    const guard = (...args: never[]) => run(...args).catch((error: unknown) => rethrow(name, error, log));
    return [name, guard];
  });
  return Object.fromEntries(guarded) as A;
}

function rethrow(activity: string, error: unknown, log: Log): never {
  const { cancellationSignal, info } = Context.current();
  if (cancellationSignal.aborted)
    throw new CancelledFailure('stopped', [], error instanceof Error ? error : undefined);
  const about = { activity, attempt: info.attempt, workflowId: info.workflowExecution?.workflowId };
  if (error instanceof AppError) {
    log.warn({ ...about, code: error.code, cause: error.cause }, error.message);
    throw ApplicationFailure.create({
      type: error.code,
      message: error.message,
      nonRetryable: !error.retryable || info.attempt >= ATTEMPTS_WITH_CODE,
    });
  }
  log.error({ ...about, err: error }, 'activity failed');
  throw ApplicationFailure.create({
    type: 'INTERNAL_ERROR',
    message: 'Failed inside; the log of the worker says why.',
  });
}
