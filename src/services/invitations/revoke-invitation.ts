import { withTransaction } from '../../database.js';
import { AppError } from '../../errors.js';
import { auditRefusals } from '../audit/audit-refusals.js';
import { insertAudit, type Actor } from '../audit/record-audit.js';
import { lockInvitation, revokeRows } from './stored-invitation.js';
import type { InvitationParts } from './invitation-parts.js';

/**
 * Ends an invitation that was not used: its link is good for nothing from now on, and whoever has it open is told. Doing it
 * again changes nothing.
 *
 * @throws AppError NOT_FOUND; WRONG_STATE for one that was used or has expired
 */
export async function revokeInvitation(
  { pool }: Pick<InvitationParts, 'pool'>,
  actor: Actor,
  id: string,
): Promise<void> {
  const entry = { action: 'invitation.revoke', targetType: 'Invitation', targetId: id };
  await auditRefusals(pool, actor, entry, () =>
    withTransaction(pool, async (sql) => {
      const { state } = await lockInvitation(sql, id);
      if (state === 'ACCEPTED' || state === 'EXPIRED') {
        const why = state === 'ACCEPTED' ? 'was used' : 'has expired';
        throw new AppError('WRONG_STATE', `This invitation ${why}, so there is nothing left to revoke.`);
      }
      await insertAudit(sql, actor, { ...entry, details: { changed: state === 'PENDING' } });
      if (state === 'PENDING') await revokeRows(sql, [id]);
    }),
  );
}
