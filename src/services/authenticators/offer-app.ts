import { randomBytes } from 'node:crypto';
import { withTransaction, type Sql } from '../../database.js';
import { AppError } from '../../errors.js';
import { hashOfSecret } from '../../keys/invitation-secrets.js';
import { mayUseMethod } from '../invitations/list-invitations.js';
import { lockInvitation } from '../invitations/stored-invitation.js';
import type { Principal } from '../sign-in/principal.js';
import { rotateOwn, type RotatedSession } from '../sign-in/rotate-session.js';
import { auditOffer } from './audit-offer.js';
import { linkForApps, type AuthenticatorParts } from './authenticator-parts.js';

export const ENROLMENT_MINUTES = 10;

/** What is shown to be scanned. */
export interface OfferedCode {
  /** The text of the QR code. */
  readonly uri: string;
  readonly expiresAt: Date;
  /** The new secret of the session of somebody who is signed in. */
  readonly session: RotatedSession | undefined;
}

/**
 * Makes a code with which one app can be registered within ten minutes: for whoever opened an invitation that can be used,
 * or for somebody who is signed in. A new one takes the place of an earlier one that was not used.
 * The session of somebody who is signed in gets another secret: it is this session that lets an app in.
 *
 * @throws AppError FORBIDDEN, INVITATION_OVER, AUTHENTICATOR_REFUSED, PUBLIC_URL_MISSING
 */
export async function offerApp(parts: AuthenticatorParts, principal: Principal): Promise<OfferedCode> {
  const secret = randomBytes(32).toString('base64url');
  const uri = linkForApps(parts, { purpose: 'enrol', token: secret });
  const expiresAt = new Date(Date.now() + ENROLMENT_MINUTES * 60_000);
  const session = await withTransaction(parts.pool, async (sql) => {
    const { invitationId, userId, sessionId } = await offeredTo(sql, principal);
    await sql.query(
      `delete from app_enrolment where used_at is null and (invitation_id = $1 or user_id = $2)`,
      [invitationId, userId],
    );
    await sql.query(
      `delete from app_enrolment where id in (
         select id from app_enrolment where used_at is null and expires_at < now() limit 100 for update skip locked)`,
    );
    await sql.query(
      `insert into app_enrolment (token_hash, invitation_id, user_id, session_id, expires_at)
       values ($1, $2, $3, $4, $5)`,
      [hashOfSecret(secret), invitationId, userId, sessionId, expiresAt],
    );
    await auditOffer(sql, principal, 'APP');
    return rotateOwn(sql, principal);
  });
  return { uri, expiresAt, session };
}

interface OfferedTo {
  readonly invitationId: string | null;
  readonly userId: string | null;
  /** A code that somebody asked for who is signed in ends with their session: whoever had stolen it keeps nothing. */
  readonly sessionId: string | null;
}

async function offeredTo(sql: Sql, principal: Principal): Promise<OfferedTo> {
  if (principal.kind === 'user') {
    await assertUserMay(sql, principal.userId);
    return { invitationId: null, userId: principal.userId, sessionId: principal.sessionId };
  }
  if (principal.kind !== 'invitee') {
    throw new AppError('FORBIDDEN', 'Only somebody who is invited or signed in adds an authenticator.');
  }
  const { state } = await lockInvitation(sql, principal.invitationId);
  if (state !== 'PENDING') throw new AppError('INVITATION_OVER', `This invitation is over (${state}).`);
  await assertEmployeeMay(sql, principal.employeeId);
  return { invitationId: principal.invitationId, userId: null, sessionId: null };
}

/** An employee may add what their domains allow; whoever has a role of their own may add either. */
export async function assertUserMay(sql: Sql, userId: string): Promise<void> {
  const { rows } = await sql.query<{ employeeId: string | null }>(
    `select case when role = 'EMPLOYEE' then employee_id end as "employeeId" from app_user where id = $1 for update`,
    [userId],
  );
  const employeeId = rows[0]?.employeeId ?? undefined;
  if (employeeId !== undefined) await assertEmployeeMay(sql, employeeId);
}

/** Throws AUTHENTICATOR_REFUSED where none of their domains allows apps (any more). */
export async function assertEmployeeMay(sql: Sql, employeeId: string): Promise<void> {
  if (await mayUseMethod(sql, employeeId, 'APP')) return;
  throw new AppError('AUTHENTICATOR_REFUSED', 'Authenticator apps are switched off for you.');
}
