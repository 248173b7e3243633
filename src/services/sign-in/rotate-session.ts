import type { Sql } from '../../database.js';
import { ACCESS_CHANNEL } from '../../events/record-event.js';
import type { Principal } from './principal.js';
import { newBearer } from './bearer.js';

/** The secret a session has from now on. */
export interface RotatedSession {
  readonly token: string;
  readonly expiresAt: Date;
}

/**
 * Gives a session another secret: whoever has the old one has nothing any more, and a WebSocket that was opened with it
 * ends. Done when what its user signs in with changes. Undefined for one that is over.
 */
async function rotateSession(sql: Sql, sessionId: string): Promise<RotatedSession | undefined> {
  const bearer = newBearer('session');
  const { rows } = await sql.query<{ expiresAt: Date }>(
    `update session set token_hash = $2 where id = $1 and revoked_at is null and expires_at > now()
     returning expires_at as "expiresAt"`,
    [sessionId, bearer.hash],
  );
  await sql.query(`select pg_notify('${ACCESS_CHANNEL}', '')`);
  return rows[0] && { token: bearer.text, expiresAt: rows[0].expiresAt };
}

/** The same for the session that asks; undefined where none does. */
export async function rotateOwn(sql: Sql, principal: Principal): Promise<RotatedSession | undefined> {
  return principal.kind === 'user' ? rotateSession(sql, principal.sessionId) : undefined;
}
