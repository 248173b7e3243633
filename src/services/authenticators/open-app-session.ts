import { withTransaction, type Sql } from '../../database.js';
import { appSessionMessage } from '../../domain/authenticator/app-messages.js';
import { AppError } from '../../errors.js';
import { isSignedBy } from '../../keys/ed25519.js';
import { insertAudit } from '../audit/record-audit.js';
import { MAY_SIGN_IN } from '../sign-in/authenticate.js';
import { newBearer } from '../sign-in/bearer.js';
import { holdStanding } from '../sign-in/hold-standing.js';
import { networkOf, TooManyRequests } from '../sign-in/attempts/sign-in-limits.js';
import { spendChallenge } from '../sign-in/spend-challenge.js';
import type { AuthenticatorParts } from './authenticator-parts.js';

/** Sessions that one app may have open; a new one ends the oldest beyond. */
const MOST_SESSIONS = 3;
/** Sessions one app may open; more is an app that runs wild, and each leaves an audit event. */
export const APP_SESSION_LIMIT = { attempts: 60, windowSeconds: 300 };

export interface AppSessionRequest {
  readonly authenticatorId: string;
  /** The same as clients have it: this is what they sign. */
  readonly givenId: string;
  readonly nonce: string;
  /** Over `appSessionMessage`. */
  readonly signature: string;
  readonly address: string;
  readonly userAgent: string | null;
}

export interface OpenedAppSession {
  /** The bearer token: told this once, stored only as a hash. */
  readonly token: string;
  readonly expiresAt: Date;
}

/**
 * Opens a session for the app that signs our nonce with its key: as the app, which may do little by itself.
 *
 * @throws AppError CHALLENGE_OVER, SIGNATURE_INVALID, AUTHENTICATOR_REFUSED, TOO_MANY_REQUESTS
 */
export async function openAppSession(
  { pool, identity, challenges, sessionHours, sessionIdleMinutes, limit }: AuthenticatorParts,
  request: AppSessionRequest,
): Promise<OpenedAppSession> {
  const { authenticatorId, givenId, nonce, signature, address, userAgent } = request;
  const known = await findApp(pool, authenticatorId);
  const challenge = challenges.open(nonce, authenticatorId, new Date());
  if (challenge === undefined) throw challengeOver();
  if (!isSignedBy(known.publicKey, appSessionMessage(identity.publicKey, givenId, nonce), signature)) {
    throw new AppError('SIGNATURE_INVALID', 'The signature does not fit the key of this app and the nonce.', {
      path: ['input', 'signature'],
    });
  }
  const bearer = newBearer('app');
  const expiresAt = new Date(Date.now() + sessionHours * 3_600_000);
  await withTransaction(pool, async (sql) => {
    // Before what is the user's: whoever deactivates somebody locks in that order too.
    if (!(await holdStanding(sql, known.userId))) throw appRefused();
    const now = await findApp(sql, authenticatorId, 'for update of t, u');
    if (!(await spendChallenge(sql, challenge))) throw challengeOver();
    // Counted only now: nobody without the key keeps an app out, nor who has heard what it signed.
    const wait = limit.take(authenticatorId);
    if (wait > 0) throw new TooManyRequests(wait, 'This app opens too many sessions.');
    await makeRoom(sql, authenticatorId);
    const { rows } = await sql.query<{ id: string }>(
      `insert into session (user_id, token_hash, expires_at, idle_minutes, user_agent, address, network, method,
                            authenticator_id)
       values ($1, $2, $3, $4, $5, $6, $7, 'APP_ITSELF', $8) returning id`,
      [
        now.userId,
        bearer.hash,
        expiresAt,
        sessionIdleMinutes,
        userAgent,
        address,
        networkOf(address),
        authenticatorId,
      ],
    );
    await sql.query(`update authenticator set last_used_at = now() where id = $1`, [authenticatorId]);
    const actor = { kind: 'AUTHENTICATOR', id: authenticatorId, name: now.name } as const;
    await insertAudit(sql, actor, {
      action: 'authenticator.open-session',
      targetType: 'Authenticator',
      targetId: authenticatorId,
      details: { sessionId: rows[0]?.id },
    });
  });
  return { token: bearer.text, expiresAt };
}

interface KnownApp {
  readonly publicKey: Buffer;
  readonly name: string;
  readonly userId: string;
}

/** An app whose owner may sign in. Whether there is none or they may not is not told. */
async function findApp(sql: Sql, id: string, lock = ''): Promise<KnownApp> {
  const { rows } = await sql.query<KnownApp>(
    `select t.public_key as "publicKey", t.name, t.user_id as "userId"
     from authenticator t join app_user u on u.id = t.user_id
     where t.id = $1 and t.kind = 'APP' and ${MAY_SIGN_IN} ${lock}`,
    [id],
  );
  if (rows[0] !== undefined) return rows[0];
  throw appRefused();
}

function appRefused(): AppError {
  return new AppError(
    'AUTHENTICATOR_REFUSED',
    'There is no such app (any more), or its owner may not sign in.',
  );
}

function challengeOver(): AppError {
  return new AppError(
    'CHALLENGE_OVER',
    'This nonce is not for this app, was used before, or its minute is over. Ask for a new one.',
    { path: ['input', 'nonce'] },
  );
}

async function makeRoom(sql: Sql, authenticatorId: string): Promise<void> {
  await sql.query(
    `update session set revoked_at = now() where id in (
       select id from session
       where authenticator_id = $1 and method = 'APP_ITSELF' and revoked_at is null and expires_at > now()
       order by created_at desc, id desc offset $2)`,
    [authenticatorId, MOST_SESSIONS - 1],
  );
}
