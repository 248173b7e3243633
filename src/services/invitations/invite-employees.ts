import { randomUUID } from 'node:crypto';
import { withTransaction, type Sql } from '../../database.js';
import { auditRefusals } from '../audit/audit-refusals.js';
import { insertAudit, type Actor } from '../audit/record-audit.js';
import { BindValues, conditionsOf, type EmployeeFilter } from '../employees/employee-query.js';
import { publicUrlOf, type InvitationParts } from './invitation-parts.js';
import { issueInvitations } from './issue-invitations.js';
import { inviteesOf, type InviteeStanding } from './standing.js';

export interface Invited {
  readonly invited: number;
  /** Who was passed over, and why. */
  readonly passedOver: readonly { readonly standing: InviteeStanding; readonly people: number }[];
}

const BATCH = 500;
const FIRST = '00000000-0000-0000-0000-000000000000';

/**
 * Invites everybody whom a filter finds and who can be invited, each once: whoever has an invitation that can be used, or
 * signs in already, is passed over and counted. Set by set, so that what is done by then stays when it breaks off.
 *
 * @throws AppError PUBLIC_URL_MISSING, BAD_INPUT
 */
export async function inviteEmployees(
  parts: InvitationParts,
  actor: Actor,
  request: { readonly filter: EmployeeFilter; readonly search: string | null },
): Promise<Invited> {
  const entry = { action: 'invitation.issue-many' };
  return auditRefusals(parts.pool, actor, entry, async () => {
    publicUrlOf(parts);
    const { pool, secrets } = parts;
    const batch = randomUUID();
    const issue = { causeOf: (id: string) => `request/${batch}/${id}`, invitedBy: actor.name };
    const counts = new Map<InviteeStanding, number>();
    for (let after: string | undefined = FIRST; after !== undefined;) {
      const place: string = after;
      after = await withTransaction(pool, async (sql) => {
        const ids = await foundAfter(sql, request, place);
        const invitees = await inviteesOf(sql, ids);
        const ready = invitees.filter(({ standing }) => standing === 'READY');
        const issued = await issueInvitations(sql, secrets, actor, issue, ready);
        for (const { standing } of invitees) counts.set(standing, (counts.get(standing) ?? 0) + 1);
        // Somebody else was faster with these.
        const lost = ready.length - issued.length;
        counts.set('READY', (counts.get('READY') ?? 0) - lost);
        counts.set('INVITED_ALREADY', (counts.get('INVITED_ALREADY') ?? 0) + lost);
        return ids.at(-1);
      });
    }
    const invited = counts.get('READY') ?? 0;
    await insertAudit(pool, actor, { ...entry, details: { invited, batch } });
    // The worker sends them within a minute when this does not get through.
    if (invited > 0) await parts.workflows.deliverMail().catch(() => undefined);
    const passedOver = [...counts]
      .filter(([standing, people]) => standing !== 'READY' && people > 0)
      .map(([standing, people]) => ({ standing, people }));
    return { invited, passedOver };
  });
}

async function foundAfter(
  sql: Sql,
  { filter, search }: { readonly filter: EmployeeFilter; readonly search: string | null },
  after: string,
): Promise<string[]> {
  const bind = new BindValues();
  const conditions = [`e.id > ${bind.add(after)}::uuid`, ...conditionsOf(filter, search, bind)];
  const { rows } = await sql.query<{ id: string }>(
    `select e.id from employee e where ${conditions.join(' and ')} order by e.id limit ${BATCH}`,
    bind.all,
  );
  return rows.map(({ id }) => id);
}
