import { whyNotNow, type KeyFirstFacts, type KeyFirstState, type KeyFirstStep } from './key-first-step.js';

export type KeyOnlyStep =
  | KeyFirstStep
  /** One sign-in with what the key was given, unless the person insists. */
  | { readonly step: 'TRY_PASSWORD' };

/** What a change does next of which the directory hears nothing but one sign-in. There is always a way back. */
export function keyOnlyStep(state: KeyFirstState, facts: KeyFirstFacts): KeyOnlyStep {
  if (facts.key === 'GONE') return { step: 'GIVE_UP', why: 'KEY_GONE' };
  if (!facts.isAccountOpen) return { step: 'GIVE_UP', why: 'ACCOUNT_GONE' };
  const { stage, undo, intent, isDue } = state;
  if (stage === 'ON_KEY') {
    // Only the key's acknowledgement takes the undo away.
    if (undo === 'NOTHING') return { step: 'COMPLETE' };
    if (intent === 'COMMIT') return { step: facts.commitIsOpen ? 'AWAIT_KEY' : 'COMMIT' };
  }
  if (!facts.hasCopy) return { step: 'GIVE_UP', why: 'COPY_OVER' };
  if (!state.holdsClaim) return unclaimed(state, facts);
  if (stage !== 'ON_KEY' && (facts.writeIsOpen || facts.key !== 'ACTIVE')) return { step: 'AWAIT_KEY' };
  if (!isDue) return { step: 'LATER' };
  return { step: stage === 'ON_KEY' ? 'TRY_PASSWORD' : 'WRITE_AGAIN' };
}

function unclaimed({ isDue }: KeyFirstState, facts: KeyFirstFacts): KeyFirstStep {
  const reason = whyNotNow(facts);
  if (reason !== undefined) return { step: 'WAIT', reason };
  if (!facts.mayClaim) return { step: 'WAIT_FOR_CLAIM' };
  return { step: isDue ? 'PREPARE' : 'LATER' };
}
