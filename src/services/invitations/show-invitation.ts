import { withTransaction } from '../../database.js';
import { invitationLink } from '../../domain/authenticator/invitation-link.js';
import { AppError } from '../../errors.js';
import { auditRefusals } from '../audit/audit-refusals.js';
import { insertAudit, type Actor } from '../audit/record-audit.js';
import { publicUrlOf, type InvitationParts } from './invitation-parts.js';
import { invitationsById } from './list-invitations.js';
import { lockInvitation } from './stored-invitation.js';

/**
 * The link of an invitation, as long as it can be used: to be handed over in another way than by mail. Each look is an audit
 * event of its own, which is there before the link is answered; so is each that is refused.
 *
 * @throws AppError NOT_FOUND, PUBLIC_URL_MISSING; INVITATION_OVER for one that was used, revoked or has expired
 */
export async function showInvitation(parts: InvitationParts, actor: Actor, id: string): Promise<string> {
  const entry = { action: 'invitation.show', targetType: 'Invitation', targetId: id };
  return auditRefusals(parts.pool, actor, entry, () =>
    withTransaction(parts.pool, async (sql) => {
      await lockInvitation(sql, id);
      const [{ state = 'REVOKED' } = {}] = await invitationsById(sql, [id]);
      if (state !== 'PENDING') {
        throw new AppError(
          'INVITATION_OVER',
          `This invitation is over (${state}). Send a new one with \`resendInvitation\`.`,
        );
      }
      const link = invitationLink(publicUrlOf(parts), parts.secrets.of(id));
      await insertAudit(sql, actor, entry);
      return link;
    }),
  );
}
