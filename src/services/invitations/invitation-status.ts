import type { AuthenticatorKind, InvitationState } from '../../domain/states.js';

/** What whoever has an invitation open is told of it. */
export interface InvitationStatus {
  readonly state: InvitationState;
  /** What was registered with it, once it is accepted. */
  readonly method?: AuthenticatorKind;
  /** What that is called. */
  readonly name?: string;
}
