import type { AdvanceOutcome, AdvanceParts } from '../advance-parts.js';
import type { StoredChange } from '../stored-change.js';

/** Goes on with a change in which no key has a part. */
export async function advanceDirectoryOnly(
  _parts: AdvanceParts,
  _change: StoredChange,
): Promise<AdvanceOutcome> {
  return { state: 'AGAIN', afterMilliseconds: 60_000, wake: [] };
}
