import type { StreamedEvent } from '../../events/stream-events.js';
import { AppError } from '../../errors.js';
import type { Actor } from '../audit/record-audit.js';
import type { EmployeeFilter } from '../employees/employee-query.js';
import type { InviteePrincipal, Principal } from '../sign-in/principal.js';
import type { InvitationParts } from './invitation-parts.js';
import { inviteEmployees, type Invited } from './invite-employees.js';
import { openedInvitation, type OpenedInvitation } from './list-invitations.js';
import { resendInvitation } from './resend-invitation.js';
import { revokeInvitation } from './revoke-invitation.js';
import { showInvitations } from './show-invitation.js';

export type InvitationService = ReturnType<typeof createInvitationService>;

/** Inviting people, and what whoever has a link sees. What each promises stands at the function behind it. */
export function createInvitationService(parts: InvitationParts) {
  return {
    invite: (
      actor: Actor,
      request: { readonly filter: EmployeeFilter; readonly search: string | null },
    ): Promise<Invited> => inviteEmployees(parts, actor, request),

    resend: (actor: Actor, employeeId: string): Promise<string> => resendInvitation(parts, actor, employeeId),

    revoke: (actor: Actor, id: string): Promise<void> => revokeInvitation(parts, actor, id),

    show: (actor: Actor, ids: readonly string[]): Promise<readonly (string | AppError)[]> =>
      showInvitations(parts, actor, ids),

    /** What the link of an invitation opens. Throws FORBIDDEN for whoever has none. */
    async opened(principal: Principal): Promise<OpenedInvitation> {
      const opened = await openedInvitation(parts.pool, inviteeOf(principal).invitationId);
      if (opened === undefined) throw new AppError('NOT_FOUND', 'This invitation is gone.');
      return opened;
    },

    /** What becomes of the invitation, from any event on, until it is over. */
    watch: (principal: Principal, after: number): AsyncIterableIterator<StreamedEvent> =>
      parts.events.subscribe(inviteeOf(principal).invitationId, after),
  };
}

/** Whoever has the link of an invitation. Throws FORBIDDEN for anybody else. */
export function inviteeOf(principal: Principal): InviteePrincipal {
  if (principal.kind === 'invitee') return principal;
  throw new AppError('FORBIDDEN', 'Only whoever has the link of an invitation does this.');
}
