import type { PasswordChangeStage } from '../states.js';

/** A change in which no key has a part, as its row has it. */
export interface DirectoryOnlyState {
  /** Somebody typed the password. */
  readonly isTyped: boolean;
  readonly stage: PasswordChangeStage;
  readonly holdsClaim: boolean;
  /** A controller may have taken a reset. */
  readonly wasSent: boolean;
  /** Whether the time until the next attempt, or until the last look, is over. */
  readonly isDue: boolean;
}

export interface DirectoryOnlyFacts {
  /** No other change of the account goes first. */
  readonly mayClaim: boolean;
  /** What was typed is still kept, and can be read. */
  readonly hasCopy: boolean;
}

export type DirectoryOnlyStep =
  | { readonly step: 'WAIT_FOR_CLAIM' }
  | { readonly step: 'CLAIM' }
  /** Not before the time of the next attempt. */
  | { readonly step: 'LATER' }
  /** Twice in a row, so that the password before is not taken any more; then one bind. */
  | { readonly step: 'RESET_TWICE' }
  /** Nothing that was under way before can arrive any more: is the last password still ours? */
  | { readonly step: 'LOOK_AGAIN' }
  /** What was typed is not kept any more. */
  | { readonly step: 'GIVE_UP' };

/**
 * What such a change does next. It starts over wherever it was interrupted: until it was looked at for the last time nobody
 * relies on anything.
 */
export function directoryOnlyStep(
  { isTyped, stage, holdsClaim, wasSent, isDue }: DirectoryOnlyState,
  { mayClaim, hasCopy }: DirectoryOnlyFacts,
): DirectoryOnlyStep {
  if (isTyped && !hasCopy && (stage !== 'VERIFIED' || !wasSent)) return { step: 'GIVE_UP' };
  if (!holdsClaim) return { step: mayClaim ? 'CLAIM' : 'WAIT_FOR_CLAIM' };
  if (!isDue) return { step: 'LATER' };
  return { step: stage === 'VERIFIED' ? 'LOOK_AGAIN' : 'RESET_TWICE' };
}
