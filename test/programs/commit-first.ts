import { keyFirstStep, type KeyFirstState } from '../../src/domain/password-change/key-first-step.js';

/**
 * The order that must not be: the key uses a password before the directory was asked for it. For a test that has to notice.
 */
export const commitFirst: typeof keyFirstStep = (state, facts) => {
  const right = keyFirstStep(state, facts);
  const asksDirectory = right.step === 'RESET' || right.step === 'CHANGE';
  if (asksDirectory && isOnKeyOnly(state)) return { step: 'COMMIT' };
  if (right.step === 'COMPLETE' && !state.wasSent) return { step: state.isOwners ? 'CHANGE' : 'RESET' };
  return right;
};

function isOnKeyOnly({ stage, wasSent }: KeyFirstState): boolean {
  return stage === 'ON_KEY' && !wasSent;
}
