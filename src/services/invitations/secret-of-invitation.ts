import type { Sql } from '../../database.js';
import { hashOfSecret, type InvitationSecrets } from '../../keys/invitation-secrets.js';
import type { MailSecret } from '../outbox/secret-of-mail.js';
import { STATE_FOR_EMPLOYEE } from './standing.js';

/** The secret that the mail of an invitation carries; only while it can be used by whom it is for. */
export async function secretOfInvitation(
  sql: Sql,
  secrets: InvitationSecrets,
  invitationId: string,
): Promise<MailSecret> {
  const { rows } = await sql.query<{ id: string; tokenHash: Buffer }>(
    `select i.id, i.token_hash as "tokenHash" from invitation i join employee e on e.id = i.employee_id
     where i.id::text = $1 and ${STATE_FOR_EMPLOYEE} = 'PENDING'`,
    [invitationId],
  );
  const [invitation] = rows;
  if (invitation === undefined) {
    return {
      kind: 'GONE',
      reason:
        'The invitation was used, replaced or revoked, or has expired, or its employee has another address, before the mail could leave.',
    };
  }
  const secret = secrets.of(invitation.id);
  if (hashOfSecret(secret).equals(invitation.tokenHash)) return { kind: 'SECRET', secret };
  return {
    kind: 'GONE',
    reason: 'The invitation was made with another master key. Send a new one with resendInvitation.',
  };
}
