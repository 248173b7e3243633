import { randomUUID } from 'node:crypto';
import { withTransaction } from '../../database.js';
import { AppError } from '../../errors.js';
import { auditRefusals } from '../audit/audit-refusals.js';
import { insertAudit, type Actor } from '../audit/record-audit.js';
import { lockEmployee } from '../employees/stored-employee.js';
import { publicUrlOf, type InvitationParts } from './invitation-parts.js';
import { issueInvitations } from './issue-invitations.js';
import { inviteesOf, type InviteeStanding } from './standing.js';
import { revokeRows } from './stored-invitation.js';

/**
 * Invites one employee anew: with a new link, for another 24 hours. An earlier one that could still be used is revoked.
 * Somebody who signs in already may be invited too: their telephone is lost, say.
 *
 * @returns the id of the new invitation
 * @throws AppError NOT_FOUND, PUBLIC_URL_MISSING, INVITATION_REFUSED
 */
export async function resendInvitation(
  parts: InvitationParts,
  actor: Actor,
  employeeId: string,
): Promise<string> {
  const entry = { action: 'invitation.resend', targetType: 'Employee', targetId: employeeId };
  const id = await auditRefusals(parts.pool, actor, entry, () => {
    publicUrlOf(parts);
    return withTransaction(parts.pool, async (sql) => {
      await lockEmployee(sql, employeeId);
      const [invitee] = await inviteesOf(sql, [employeeId]);
      if (invitee === undefined) throw new Error('an employee is locked and not there');
      const why = REFUSALS[invitee.standing];
      if (why !== undefined) throw new AppError('INVITATION_REFUSED', why);
      const { rows } = await sql.query<{ id: string }>(
        `select id from invitation where employee_id = $1 and state = 'PENDING' for update`,
        [employeeId],
      );
      const replaced = rows.map((row) => row.id);
      await revokeRows(sql, replaced);
      const [issued] = await issueInvitations(
        sql,
        parts.secrets,
        actor,
        { causeOf: () => `resend/${randomUUID()}`, invitedBy: actor.name },
        [invitee],
      );
      if (issued === undefined) throw new Error('an invitation was not made');
      await insertAudit(sql, actor, { ...entry, details: { invitationId: issued, replaced } });
      return issued;
    });
  });
  // The worker sends it within a minute when this does not get through.
  await parts.workflows.deliverMail().catch(() => undefined);
  return id;
}

const REFUSALS: Readonly<Partial<Record<InviteeStanding, string>>> = {
  DEACTIVATED: 'This employee is deactivated, and so may not sign in. Reactivate them first.',
  NO_ADDRESS: 'This employee has no e-mail address to which an invitation could go.',
  SIGN_IN_OFF:
    'No domain that knows this employee for certain has single sign-on switched on. Switch it on with `updateDomain`, or confirm their account.',
  NOT_CONFIRMED:
    'The e-mail address of this employee comes from an account that nobody has confirmed. Look at it, and use `confirmAccount`.',
  OTHER_USER:
    'This employee, or their e-mail address, belongs to a user with a role of their own: they sign in as that, and add an authenticator there.',
};
