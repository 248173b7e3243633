import { pauseAfter } from '../../../domain/password-change/limits.js';
import { AppError } from '../../../errors.js';
import type { StoredChange } from './stored-change.js';
import type { ChangePatch } from './write-change.js';

/** A failure by its code and in words that are fit for an administrator's eyes. */
export function errorPatch({ code, message }: AppError): Pick<ChangePatch, 'lastErrorCode' | 'lastError'> {
  return { lastErrorCode: code, lastError: message };
}

export const NO_ERROR = { lastErrorCode: null, lastError: null, nextAttemptAt: null } as const;

/** Counts an attempt that failed and will be made again: after a second, and then less and less often. */
export function againPatch(
  change: Pick<StoredChange, 'attempts'>,
  failure: AppError,
  now: Date,
): Pick<ChangePatch, 'attempts' | 'lastErrorCode' | 'lastError' | 'nextAttemptAt'> {
  const attempts = change.attempts + 1;
  return {
    ...errorPatch(failure),
    attempts,
    nextAttemptAt: new Date(now.getTime() + pauseAfter(attempts)),
  };
}

/** What is no AppError is no fault of a directory: it goes to whoever called. */
export function asFailure(error: unknown): AppError {
  if (error instanceof AppError) return error;
  throw error;
}

export function keyGone(): AppError {
  return new AppError(
    'KEY_GONE',
    'The key was withdrawn, replaced, reported or reset before it could use the password.',
  );
}
