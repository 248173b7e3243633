import type { PasswordChangeKind, PasswordChangeStage } from '../states.js';

/** In which order the key and the directory get a password. `DIRECTORY_ONLY`: no key has a part in it. */
export type ChangeOrder = 'KEY_FIRST' | 'DIRECTORY_ONLY';

const ORDERS: { readonly [Kind in PasswordChangeKind]: ChangeOrder } = {
  ACTIVATION: 'KEY_FIRST',
  COMPROMISE: 'DIRECTORY_ONLY',
  HAND_BACK: 'DIRECTORY_ONLY',
};

export function orderOf(kind: PasswordChangeKind): ChangeOrder {
  return ORDERS[kind];
}

/** The most urgent first. */
const PRECEDENCE: readonly PasswordChangeKind[] = ['COMPROMISE', 'HAND_BACK', 'ACTIVATION'];

/** Whether a change of one kind goes before a change of another. */
export function goesBefore(one: PasswordChangeKind, other: PasswordChangeKind): boolean {
  return PRECEDENCE.indexOf(one) < PRECEDENCE.indexOf(other);
}

const FINAL_STAGES: readonly PasswordChangeStage[] = ['COMPLETED', 'FAILED', 'NEEDS_ATTENTION', 'CANCELLED'];

/** True when nothing more will happen in this change. */
export function isFinalStage(stage: PasswordChangeStage): boolean {
  return FINAL_STAGES.includes(stage);
}

/** The change that has an account's claim. */
export interface Holder {
  readonly kind: PasswordChangeKind;
  /** Whether a controller may have taken something from it already. */
  readonly wasSent: boolean;
}

/**
 * What a change may do about the account's claim. `CANCEL_AND_TAKE`: the one that has it has not asked the directory for
 * anything, so it ends. `TAKE_OVER`: whatever was sent, nothing counts but this one.
 */
export type ClaimDecision = 'TAKE' | 'CANCEL_AND_TAKE' | 'TAKE_OVER' | 'WAIT';

/** Who goes first where two changes of one account meet. */
export function decideClaim(kind: PasswordChangeKind, holder: Holder | undefined): ClaimDecision {
  if (holder === undefined) return 'TAKE';
  if (!goesBefore(kind, holder.kind)) return 'WAIT';
  if (kind === 'COMPROMISE') return 'TAKE_OVER';
  return holder.wasSent ? 'WAIT' : 'CANCEL_AND_TAKE';
}
