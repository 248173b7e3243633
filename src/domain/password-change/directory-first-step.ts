import {
  inDirectory,
  inDoubt,
  type KeyFirstFacts,
  type KeyFirstState,
  type KeyFirstStep,
  type WaitingReason,
} from './key-first-step.js';

export type DirectoryFirstStep =
  | KeyFirstStep
  /** The directory has a password that the key will never get. */
  | { readonly step: 'LOSE' };

/**
 * What a change does next that the directory gets before the key. It has the claim until the directory is seen to have the
 * password; from then on it waits for its key, for as long as that takes, with nothing left but what was sealed to it.
 */
export function directoryFirstStep(state: KeyFirstState, facts: KeyFirstFacts): DirectoryFirstStep {
  const { holdsClaim, wasSent, isDue } = state;
  const isAhead = wasSent && !holdsClaim;
  if (facts.key === 'GONE') {
    if (!wasSent) return { step: 'GIVE_UP', why: 'KEY_GONE' };
    if (isAhead) return { step: 'LOSE' };
    return isDue ? { step: 'SETTLE' } : { step: 'LATER' };
  }
  if (!facts.isAccountOpen && !wasSent) return { step: 'GIVE_UP', why: 'ACCOUNT_GONE' };
  if (isAhead) return ahead(state, facts);
  if (!holdsClaim) return unclaimed(state, facts);
  if (state.stage === 'IN_DIRECTORY') return inDirectory(state, facts);
  if (wasSent) return inDoubt(isDue, facts.hasCopy);
  if (!facts.hasCopy) return { step: 'BEGIN_ANEW' };
  return { step: isDue ? 'RESET' : 'LATER' };
}

function unclaimed({ isDue, isTyped }: KeyFirstState, facts: KeyFirstFacts): KeyFirstStep {
  if (isTyped && !facts.hasCopy) return { step: 'GIVE_UP', why: 'COPY_OVER' };
  const reason = whyNotNow(facts);
  if (reason !== undefined) return { step: 'WAIT', reason };
  if (!facts.mayClaim) return { step: 'WAIT_FOR_CLAIM' };
  return { step: isDue ? 'PREPARE' : 'LATER' };
}

function whyNotNow(facts: KeyFirstFacts): WaitingReason | undefined {
  if (facts.alarm) return 'ALARM_RAISED';
  if (!facts.isAssigned) return 'KEY_NOT_ACTIVE';
  return facts.isPaused ? 'PASSWORDS_PAUSED' : undefined;
}

function ahead({ stage, undo }: KeyFirstState, facts: KeyFirstFacts): DirectoryFirstStep {
  // What was sealed to the key is nowhere else: once it is cancelled, nothing brings it there.
  if (stage !== 'ON_KEY') return { step: facts.writeIsOpen ? 'AWAIT_KEY' : 'LOSE' };
  // Only the key's acknowledgement takes the undo away.
  if (undo === 'NOTHING') return { step: 'COMPLETE' };
  return { step: facts.commitIsOpen ? 'AWAIT_KEY' : 'COMMIT' };
}
