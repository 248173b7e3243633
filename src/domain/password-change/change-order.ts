import type { PasswordChangeKind, PasswordChangeOrder, PasswordChangeStage } from '../states.js';

const ORDERS: { readonly [Kind in PasswordChangeKind]: PasswordChangeOrder } = {
  ACTIVATION: 'KEY_FIRST',
  ROTATION: 'KEY_FIRST',
  USER_CHANGE: 'KEY_FIRST',
  USER_KEY_ONLY: 'KEY_ONLY',
  ADMIN_SET: 'KEY_FIRST',
  ADMIN_GENERATE: 'KEY_FIRST',
  HAND_BACK: 'DIRECTORY_ONLY',
  COMPROMISE: 'DIRECTORY_ONLY',
};

/** The order of a change for which no other one was chosen. */
export function usualOrderOf(kind: PasswordChangeKind): PasswordChangeOrder {
  return ORDERS[kind];
}

/** The most urgent first. Of two that are equally urgent none goes before the other. */
const PRECEDENCE: { readonly [Kind in PasswordChangeKind]: number } = {
  COMPROMISE: 0,
  HAND_BACK: 1,
  ADMIN_SET: 2,
  ADMIN_GENERATE: 2,
  USER_CHANGE: 3,
  USER_KEY_ONLY: 4,
  ACTIVATION: 5,
  ROTATION: 6,
};

/** Changes nobody asked for at that moment: they stop for a domain in which people are made to change their passwords. */
export const PAUSED_WITH_DOMAIN: readonly PasswordChangeKind[] = ['ACTIVATION', 'ROTATION'];

/** Whether a change waits while the passwords of its domain are paused. */
export function isPausedWithDomain(kind: PasswordChangeKind): boolean {
  return PAUSED_WITH_DOMAIN.includes(kind);
}

/** Whether a change of one kind goes before a change of another. */
export function goesBefore(one: PasswordChangeKind, other: PasswordChangeKind): boolean {
  return PRECEDENCE[one] < PRECEDENCE[other];
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
