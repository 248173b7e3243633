import { goAhead } from '../directory-first/go-ahead.js';
import type { StoredChange } from '../rows/stored-change.js';
import type { Run, StepResult } from '../turns/run.js';
import type { ChangePatch } from '../rows/write-change.js';
import { commitOnKey } from './commit-on-key.js';

/** The directory has the password: the key uses it from now on, or gets it. */
export function proved(run: Run, change: StoredChange, patch: ChangePatch = {}): Promise<StepResult> {
  return change.changeOrder === 'DIRECTORY_FIRST'
    ? goAhead(run, change, patch)
    : commitOnKey(run, change, patch);
}
