import {
  directoryFirstStep,
  type DirectoryFirstStep,
} from '../../../domain/password-change/directory-first-step.js';
import { keyOnlyStep, type KeyOnlyStep } from '../../../domain/password-change/key-only-step.js';
import { keyFirstStep } from '../../../domain/password-change/key-first-step.js';
import type { AdvanceParts } from '../advance-parts.js';
import type { StoredChange } from '../rows/stored-change.js';
import { stateOf, type Situation } from './situation.js';

export type Step = DirectoryFirstStep | KeyOnlyStep;

/** What comes next of a change in which a key has a part. */
export function stepOf(
  { nextStep = keyFirstStep }: Pick<AdvanceParts, 'nextStep'>,
  change: StoredChange,
  { now, facts }: Pick<Situation, 'now' | 'facts'>,
): Step {
  const state = stateOf(change, now);
  switch (change.changeOrder) {
    case 'DIRECTORY_FIRST':
      return directoryFirstStep(state, facts);
    case 'KEY_ONLY':
      return keyOnlyStep(state, facts);
    default:
      return nextStep(state, facts);
  }
}
