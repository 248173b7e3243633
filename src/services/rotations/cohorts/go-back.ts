import type { Pool } from '../../../database.js';
import { keyFirstStep } from '../../../domain/password-change/key-first-step.js';
import { advanceChange } from '../../password-changes/advance-change.js';
import type { AdvanceParts } from '../../password-changes/advance-parts.js';

/** A key that did not answer is left alone for so long. */
const PAUSE = '10 minutes';

/** Nothing of it is in the directory: the key drops what it was given, and the change waits as one that never began. */
export async function goBack(changing: AdvanceParts, id: string): Promise<void> {
  const nextStep: AdvanceParts['nextStep'] = (state, facts) => {
    if (facts.key === 'GONE' || state.wasSent) return keyFirstStep(state, facts);
    return state.holdsClaim ? { step: 'BEGIN_ANEW' } : { step: 'WAIT', reason: 'KEY_NOT_CONNECTED' };
  };
  await advanceChange({ ...changing, nextStep }, id);
}

/** A key that is connected and does not answer would only hold up the next cohort as well. */
export async function leaveWaiting(pool: Pool, id: string): Promise<void> {
  await pool.query(
    `update password_change set next_attempt_at = now() + interval '${PAUSE}'
     where id = $1 and ended_at is null and not holds_claim`,
    [id],
  );
}

/** The same of one that could not go on, whatever it holds. */
export async function leaveForLater(pool: Pool, id: string): Promise<void> {
  await pool.query(
    `update password_change set next_attempt_at = now() + interval '${PAUSE}' where id = $1 and ended_at is null`,
    [id],
  );
}
