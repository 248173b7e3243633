import type { Sql } from '../../database.js';
import type { SignInMethod, UserRole } from '../../domain/states.js';
import { AppError } from '../../errors.js';
import { insertAudit } from '../audit/record-audit.js';
import { newBearer } from './bearer.js';
import { rememberDevice, type GivenDevice, type KeptDevice } from './devices/known-devices.js';
import { holdStanding } from './hold-standing.js';
import { networkOf } from './attempts/sign-in-limits.js';

/** How long sessions that are over are kept: so long their addresses count as known. */
export const REMEMBERED_DAYS = 90;

/** Where somebody signs in. */
export interface SignInPlace {
  readonly address: string;
  readonly userAgent: string | null;
  /** Undefined where nothing could be kept. */
  readonly device: GivenDevice | undefined;
}

export interface NewSession {
  /** As they were when they showed who they are: whoever is another by now is not let in. */
  readonly user: {
    readonly id: string;
    readonly name: string;
    readonly role: UserRole;
    /** Undefined where no password was given. */
    readonly passwordHash?: string | null;
  };
  readonly method: SignInMethod;
  readonly authenticatorId: string | null;
  readonly sessionHours: number;
  readonly sessionIdleMinutes: number;
  readonly place: SignInPlace;
}

export interface InsertedSession {
  /** The bearer token: told this once, stored only as a hash. */
  readonly token: string;
  readonly sessionId: string;
  readonly userId: string;
  readonly expiresAt: Date;
  /** By which the device is known again. */
  readonly device: KeptDevice | undefined;
}

/** Opens a session for somebody who has shown who they are, in the caller's transaction. Throws SIGN_IN_REFUSED. */
export async function insertSession(sql: Sql, session: NewSession): Promise<InsertedSession> {
  const { user, method, authenticatorId, sessionHours, sessionIdleMinutes, place } = session;
  const { address, userAgent } = place;
  if (!(await holdStanding(sql, user.id)) || !(await holdAsShown(sql, user))) {
    throw new AppError('SIGN_IN_REFUSED', 'You may not sign in (any more).');
  }
  const bearer = newBearer('session');
  const expiresAt = new Date(Date.now() + sessionHours * 3_600_000);
  await sql.query(`delete from session where user_id = $1 and expires_at < now() - $2 * interval '1 day'`, [
    user.id,
    REMEMBERED_DAYS,
  ]);
  const { rows } = await sql.query<{ id: string }>(
    `insert into session (user_id, token_hash, expires_at, idle_minutes, user_agent, address, network, method,
                          authenticator_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id`,
    [
      user.id,
      bearer.hash,
      expiresAt,
      sessionIdleMinutes,
      userAgent,
      address,
      networkOf(address),
      method,
      authenticatorId,
    ],
  );
  const sessionId = rows[0]!.id;
  const device = place.device && (await rememberDevice(sql, { userId: user.id, sessionId }, place.device));
  await insertAudit(
    sql,
    { kind: 'USER', id: user.id, name: user.name },
    {
      action: 'session.sign-in',
      targetType: 'User',
      targetId: user.id,
      details: { method, sessionId, ...(authenticatorId === null ? {} : { authenticatorId }) },
    },
  );
  return { token: bearer.text, sessionId, userId: user.id, expiresAt, device };
}

/**
 * Whether role and password are still what they were; then they stay so until the transaction ends, and whoever changes them
 * finds the session and the device that are written here. After the employee: whoever locks both does so in that order.
 */
async function holdAsShown(sql: Sql, { id, role, passwordHash }: NewSession['user']): Promise<boolean> {
  const { rowCount } = await sql.query(
    `select 1 from app_user u where u.id = $1 and u.role = $2 and u.disabled_at is null
       and ($3::text is null or u.password_hash = $3) for share of u`,
    [id, role, passwordHash ?? null],
  );
  return rowCount === 1;
}
