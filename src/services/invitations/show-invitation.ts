import { withTransaction } from '../../database.js';
import { invitationLink } from '../../domain/authenticator/invitation-link.js';
import { AppError } from '../../errors.js';
import { auditRefusals } from '../audit/audit-refusals.js';
import { noteAudited } from '../audit/audited-failures.js';
import { insertAudits, type Actor } from '../audit/record-audit.js';
import { publicUrlOf, type InvitationParts } from './invitation-parts.js';
import { invitationsById } from './list-invitations.js';

/**
 * The links of invitations, as long as they can be used: to be handed over in another way than by mail. A handful of
 * statements, whatever their number. Each look is an audit event of its own, which is there before the link is answered; so is
 * each that is refused: NOT_FOUND, INVITATION_OVER for one that was used, revoked or has expired.
 *
 * @returns link or refusal in the order of the ids
 * @throws AppError PUBLIC_URL_MISSING
 */
export async function showInvitations(
  parts: InvitationParts,
  actor: Actor,
  ids: readonly string[],
): Promise<readonly (string | AppError)[]> {
  const entry = { action: 'invitation.show', targetType: 'Invitation' } as const;
  const one = ids.length === 1 ? { targetId: ids[0]! } : { details: { ids } };
  return auditRefusals(parts.pool, actor, { ...entry, ...one }, () =>
    withTransaction(parts.pool, async (sql) => {
      const publicUrl = publicUrlOf(parts);
      await sql.query(`select 1 from invitation where id = any($1::uuid[]) order by id for update`, [ids]);
      const stateOf = new Map((await invitationsById(sql, ids)).map(({ id, state }) => [id, state]));
      const shown = ids.map(
        (id) => refusalOf(stateOf.get(id)) ?? invitationLink(publicUrl, parts.secrets.of(id)),
      );
      const targets = ids.map((id, place) => ({ id, seen: shown[place]! }));
      const done = targets.filter(({ seen }) => typeof seen === 'string');
      await insertAudits(sql, actor, { ...entry, targets: done.map(({ id }) => ({ id, details: {} })) });
      const refused = targets.flatMap(({ id, seen }) =>
        typeof seen === 'string' ? [] : [{ id, details: { refusals: [{ code: seen.code, path: [] }] } }],
      );
      await insertAudits(sql, actor, { ...entry, outcome: 'REFUSED', targets: refused });
      return shown;
    }),
  );
}

function refusalOf(state: string | undefined): AppError | undefined {
  if (state === 'PENDING') return undefined;
  return noteAudited(
    state === undefined
      ? new AppError('NOT_FOUND', 'There is no such invitation (any more).')
      : new AppError(
          'INVITATION_OVER',
          `This invitation is over (${state}). Send a new one with \`resendInvitation\`.`,
        ),
  );
}
