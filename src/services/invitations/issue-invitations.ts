import { randomUUID } from 'node:crypto';
import type { Sql } from '../../database.js';
import { openStreams, recordEvent } from '../../events/record-event.js';
import { hashOfSecret, type InvitationSecrets } from '../../keys/invitation-secrets.js';
import { insertAudits, type Actor } from '../audit/record-audit.js';
import { recordMails } from '../outbox/record-mail.js';
import { INVITATION_HOURS } from './invitation-parts.js';
import type { InvitationStatus } from './invitation-status.js';
import type { Invitee } from './standing.js';

/** Why people are invited, and who does. */
export interface Issue {
  /** What the invitation of one person is for: the same again invites nobody twice. */
  readonly causeOf: (employeeId: string) => string;
  /** What the mail and the page call whoever invites. */
  readonly invitedBy: string;
}

/**
 * Invites a set of people in the caller's transaction: an invitation and a mail for each. Nobody has two that can be used:
 * whoever has one, or had one for this very cause, is passed over. The secrets are in nothing that is written here.
 *
 * @returns the ids of the invitations there are now and were not before
 */
export async function issueInvitations(
  sql: Sql,
  secrets: InvitationSecrets,
  actor: Actor,
  { causeOf, invitedBy }: Issue,
  invitees: readonly Invitee[],
): Promise<readonly string[]> {
  if (invitees.length === 0) return [];
  await expireInvitations(
    sql,
    invitees.map(({ id }) => id),
  );
  const expiresAt = new Date(Date.now() + INVITATION_HOURS * 3_600_000);
  const wanted = invitees.map((invitee) => ({ ...invitee, invitationId: randomUUID() }));
  const { rows } = await sql.query<{ id: string }>(
    `insert into invitation (id, employee_id, cause, token_hash, recipient, invited_by, expires_at)
     select w.id, w.employee_id, w.cause, w.token_hash, w.recipient, $6, $7
     from unnest($1::uuid[], $2::uuid[], $3::text[], $4::bytea[], $5::text[])
       as w (id, employee_id, cause, token_hash, recipient)
     on conflict do nothing returning id`,
    [
      wanted.map(({ invitationId }) => invitationId),
      wanted.map(({ id }) => id),
      wanted.map(({ id }) => causeOf(id)),
      wanted.map(({ invitationId }) => hashOfSecret(secrets.of(invitationId))),
      wanted.map(({ emailKey }) => emailKey ?? ''),
      invitedBy,
      expiresAt,
    ],
  );
  const made = new Set(rows.map(({ id }) => id));
  const issued = wanted.filter(({ invitationId }) => made.has(invitationId));
  if (issued.length === 0) return [];
  await recordMails(
    sql,
    issued.map(({ invitationId, displayName, emailKey }) => ({
      to: emailKey ?? '',
      cause: `invitation/${invitationId}`,
      template: 'invitation',
      parameters: { invitationId, name: displayName, invitedBy, expiresAt: expiresAt.toISOString() },
    })),
  );
  await insertAudits(sql, actor, {
    action: 'invitation.issue',
    targetType: 'Employee',
    targets: issued.map(({ id, invitationId }) => ({ id, details: { invitationId } })),
  });
  const ids = issued.map(({ invitationId }) => invitationId);
  await openStreams(sql, ids);
  await recordEvent(sql, { streamIds: ids, payload: { state: 'PENDING' } satisfies InvitationStatus });
  return ids;
}

/**
 * Makes room for others: what is over by the clock, or with the address it went to, is so in its row too. All of them where
 * nobody is named.
 */
export async function expireInvitations(sql: Sql, employeeIds?: readonly string[]): Promise<void> {
  await sql.query(
    `update invitation set state = 'EXPIRED'
     where state = 'PENDING' and expires_at <= now() and ($1::uuid[] is null or employee_id = any($1))`,
    [employeeIds ?? null],
  );
  await sql.query(
    `update invitation i set state = 'REVOKED', revoked_at = now() from employee e
     where e.id = i.employee_id and i.state = 'PENDING' and i.recipient is distinct from e.email_key
       and ($1::uuid[] is null or i.employee_id = any($1))`,
    [employeeIds ?? null],
  );
}
