import type { AdvanceOutcome, AdvanceParts } from '../advance-parts.js';
import type { StoredChange } from '../stored-change.js';

/** Goes on with a change that the key gets before the directory does. */
export async function advanceKeyFirst(_parts: AdvanceParts, _change: StoredChange): Promise<AdvanceOutcome> {
  return { state: 'WAITING_FOR_KEY', wake: [] };
}
