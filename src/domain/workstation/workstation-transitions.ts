import type { WorkstationState } from '../states.js';

/** What an administrator may do to a workstation. Deleting it is possible in every state. */
export const WORKSTATION_DECISIONS = ['APPROVE', 'REJECT', 'REVOKE'] as const;
export type WorkstationDecision = (typeof WORKSTATION_DECISIONS)[number];

/** The state that follows, which may be the same one; or what is in the way, and what to do instead. */
export type WorkstationTransition =
  | { readonly state: WorkstationState; readonly refusal?: undefined }
  | { readonly state?: undefined; readonly refusal: string };

const TRANSITIONS: Readonly<
  Record<WorkstationState, Readonly<Record<WorkstationDecision, WorkstationTransition>>>
> = {
  PENDING: {
    APPROVE: { state: 'APPROVED' },
    REJECT: { state: 'REJECTED' },
    REVOKE: refused('This workstation has not been approved, so there is nothing to revoke: reject it.'),
  },
  APPROVED: {
    APPROVE: { state: 'APPROVED' },
    REJECT: refused('This workstation has been approved already: revoke it.'),
    REVOKE: { state: 'REVOKED' },
  },
  // Somebody who has rejected the wrong one may say so.
  REJECTED: {
    APPROVE: { state: 'APPROVED' },
    REJECT: { state: 'REJECTED' },
    REVOKE: refused('This workstation was rejected and may do nothing: there is nothing to revoke.'),
  },
  // Its private key may be in other hands: nobody gives that key a second chance by a click.
  REVOKED: {
    APPROVE: refused(
      'This workstation was revoked for good. Delete it; then it can register itself again, as a new one.',
    ),
    REJECT: refused('This workstation was revoked and may do nothing: there is nothing to reject.'),
    REVOKE: { state: 'REVOKED' },
  },
};

function refused(refusal: string): WorkstationTransition {
  return { refusal };
}

/** Decides every pair of state and decision. */
export function workstationAfter(
  state: WorkstationState,
  decision: WorkstationDecision,
): WorkstationTransition {
  return TRANSITIONS[state][decision];
}

/** Whether it may open sessions at all: one that waits may, to learn what becomes of it. */
export function mayConnect(state: WorkstationState): boolean {
  return state === 'PENDING' || state === 'APPROVED';
}
