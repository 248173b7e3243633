import type { AppError } from '../../../errors.js';
import { errorPatch } from '../rows/failure.js';
import { end, type Run, type StepResult } from '../turns/run.js';
import type { StoredChange } from '../rows/stored-change.js';

/**
 * Nothing more can be done without somebody. Where a controller may have taken one of the passwords that were tried, nobody
 * has the account's any more.
 */
export function needsSomebody(run: Run, change: StoredChange, failure: AppError): Promise<StepResult> {
  const patch = {
    stage: 'NEEDS_ATTENTION',
    ...errorPatch(failure),
    attention: ATTENTION[change.kind === 'COMPROMISE' ? 'COMPROMISE' : 'HAND_BACK'],
  } as const;
  return end(run, change, patch, { losesPassword: change.sentAt !== null });
}

const ATTENTION = {
  COMPROMISE:
    'The password that the lost key has could not be replaced. Mend the cause, then hand back a temporary password or activate another key; or disable the account in the directory.',
  HAND_BACK: 'The temporary password may not be in the directory. Mend the cause, then hand it back again.',
};

/** Nothing was changed in the directory for certain. */
export function failUnchanged(run: Run, change: StoredChange, failure: AppError): Promise<StepResult> {
  return end(run, change, { stage: 'FAILED', ...errorPatch(failure) });
}
