import type { Sql } from '../../database.js';
import { newBearer } from './bearer.js';

/** The secret a session has from now on. */
export interface RotatedSession {
  readonly token: string;
  readonly expiresAt: Date;
}

/**
 * Gives a session another secret: whoever has the old one has nothing any more. Done when its user may do more with it than
 * before. Undefined for one that is over.
 */
export async function rotateSession(sql: Sql, sessionId: string): Promise<RotatedSession | undefined> {
  const bearer = newBearer('session');
  const { rows } = await sql.query<{ expiresAt: Date }>(
    `update session set token_hash = $2 where id = $1 and revoked_at is null and expires_at > now()
     returning expires_at as "expiresAt"`,
    [sessionId, bearer.hash],
  );
  return rows[0] && { token: bearer.text, expiresAt: rows[0].expiresAt };
}
