import type { InvitationState, TokenScope, UserRole } from '../../domain/states.js';
import type { Actor } from '../audit/record-audit.js';

/** Who asks, as far as access goes. */
export type Principal =
  | AnonymousPrincipal
  | UserPrincipal
  | TokenPrincipal
  | WorkstationPrincipal
  | InviteePrincipal
  | AuthenticatorPrincipal;

export interface AnonymousPrincipal {
  readonly kind: 'anonymous';
}

export interface UserPrincipal {
  readonly kind: 'user';
  readonly userId: string;
  readonly displayName: string;
  readonly role: UserRole;
  readonly sessionId: string;
  readonly expiresAt: Date;
}

export interface TokenPrincipal {
  readonly kind: 'token';
  readonly tokenId: string;
  readonly name: string;
  readonly scopes: readonly TokenScope[];
  readonly expiresAt: Date;
}

export interface WorkstationPrincipal {
  readonly kind: 'workstation';
  readonly workstationId: string;
  readonly machineName: string;
  /** False for one that waits for a decision. One that was rejected or revoked is anonymous. */
  readonly approved: boolean;
  readonly sessionId: string;
  readonly expiresAt: Date;
}

/** Somebody who has the link of an invitation. */
export interface InviteePrincipal {
  readonly kind: 'invitee';
  readonly invitationId: string;
  readonly employeeId: string;
  readonly displayName: string;
  /** Of one that is over, whoever has the link may only learn that. */
  readonly state: InvitationState;
  readonly expiresAt: Date;
}

/** An authenticator app that has proved its key. */
export interface AuthenticatorPrincipal {
  readonly kind: 'authenticator';
  readonly authenticatorId: string;
  readonly name: string;
  readonly userId: string;
  readonly sessionId: string;
  readonly expiresAt: Date;
}

export const anonymous: AnonymousPrincipal = { kind: 'anonymous' };

/** The same as the audit remembers it. */
export function actorOf(principal: Principal): Actor {
  switch (principal.kind) {
    case 'anonymous':
      return { kind: 'ANONYMOUS', id: null, name: 'anonymous' };
    case 'user':
      return { kind: 'USER', id: principal.userId, name: principal.displayName };
    case 'token':
      return { kind: 'TOKEN', id: principal.tokenId, name: principal.name };
    case 'workstation':
      return { kind: 'WORKSTATION', id: principal.workstationId, name: principal.machineName };
    case 'invitee':
      return { kind: 'INVITEE', id: principal.invitationId, name: principal.displayName };
    case 'authenticator':
      return { kind: 'AUTHENTICATOR', id: principal.authenticatorId, name: principal.name };
  }
}
