import type { AdvanceOutcome, AdvanceParts } from './advance-parts.js';
import { advanceDirectoryOnly } from './directory-only/advance-directory-only.js';
import { advanceWithKey } from './key-first/advance-with-key.js';
import { readChange } from './rows/stored-change.js';

/**
 * Finds out what is true of a change and goes forward with it, or back, as far as that goes at this moment. It may be called
 * any number of times, in every state, by several workers at once: a change is what its row says. Never fails for a
 * directory's fault, which is written to the row; fails when the database does.
 */
export async function advanceChange(parts: AdvanceParts, changeId: string): Promise<AdvanceOutcome> {
  const change = await readChange(parts.pool, changeId);
  if (change === undefined || change.endedAt !== null) return { state: 'ENDED', wake: [] };
  return change.changeOrder === 'DIRECTORY_ONLY'
    ? advanceDirectoryOnly(parts, change)
    : advanceWithKey(parts, change);
}
