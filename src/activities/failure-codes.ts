import { ApplicationFailure, CancelledFailure, Context } from '@temporalio/activity';
import { AppError } from '../errors.js';
import type { Log } from '../log.js';

type Activity = (...args: never[]) => Promise<unknown>;

/**
 * Lets an AppError cross into workflows as its code and public message. The private cause is logged here and goes no
 * further; whatever has no code stays retryable and tells the workflow nothing but that it failed.
 *
 * @param attemptsWithCode how often an activity is tried that fails with a code, where that is less than the workflow would
 */
export function withFailureCodes<A extends { readonly [name: string]: Activity }>(
  activities: A,
  log: Log,
  attemptsWithCode: { readonly [Name in keyof A]?: number } = {},
): A {
  const guarded = Object.entries(activities).map(([name, run]) => {
    const attempts = attemptsWithCode[name] ?? Number.POSITIVE_INFINITY;
    const guard = (...args: never[]) =>
      run(...args).catch((error: unknown) => rethrow({ activity: name, log, attempts }, error));
    return [name, guard];
  });
  return Object.fromEntries(guarded) as A;
}

interface Failing {
  readonly activity: string;
  readonly log: Log;
  readonly attempts: number;
}

function rethrow({ activity, log, attempts }: Failing, error: unknown): never {
  const { cancellationSignal, info } = Context.current();
  if (cancellationSignal.aborted)
    throw new CancelledFailure('stopped', [], error instanceof Error ? error : undefined);
  const about = { activity, attempt: info.attempt, workflowId: info.workflowExecution?.workflowId };
  if (error instanceof AppError) {
    log.warn({ ...about, code: error.code, cause: error.cause }, error.message);
    throw ApplicationFailure.create({
      type: error.code,
      message: error.message,
      nonRetryable: !error.retryable || info.attempt >= attempts,
    });
  }
  log.error({ ...about, err: error }, 'activity failed');
  throw ApplicationFailure.create({
    type: 'INTERNAL_ERROR',
    message: 'Failed inside; the log of the worker says why.',
  });
}
