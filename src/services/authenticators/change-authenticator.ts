import { withTransaction, type Pool, type Sql } from '../../database.js';
import { authenticatorName } from '../../domain/authenticator/authenticator-name.js';
import { inField } from '../../domain/settings/input-fault.js';
import { AppError } from '../../errors.js';
import { valueOrThrow } from '../app-errors.js';
import { auditRefusals } from '../audit/audit-refusals.js';
import { insertAudit, type Actor } from '../audit/record-audit.js';
import type { Principal } from '../sign-in/principal.js';
import { rotateOwn, type RotatedSession } from '../sign-in/rotate-session.js';
import { revokeOfAuthenticator } from '../unlock/revoke-credentials.js';
import { MAY_SIGN_IN } from '../sign-in/authenticate.js';
import { lockAdministration } from '../users/lock-administration.js';

/**
 * Gives an authenticator another name: one's own, or, for an administrator, anybody's.
 *
 * @throws AppError NOT_FOUND, FORBIDDEN, BAD_INPUT
 */
export async function renameAuthenticator(
  pool: Pool,
  { actor, principal }: { readonly actor: Actor; readonly principal: Principal },
  { id, name }: { readonly id: string; readonly name: string },
): Promise<void> {
  const entry = { action: 'authenticator.rename', targetType: 'Authenticator', targetId: id };
  await auditRefusals(pool, actor, entry, () => {
    const text = valueOrThrow(inField('name', authenticatorName(name)));
    return withTransaction(pool, async (sql) => {
      await lockOwn(sql, principal, id);
      await sql.query(`update authenticator set name = $2 where id = $1`, [id, text]);
      await insertAudit(sql, actor, entry);
    });
  });
}

/**
 * Removes an authenticator: one's own, or, for an administrator, anybody's. Sessions that were opened with it end at once,
 * but for the one that asks, and so does what it may unlock. Where it was one's own, the session that asks gets another
 * secret, which is answered.
 *
 * @param requirePasskey whether administrators need one: then the last of all their passkeys stays
 * @throws AppError NOT_FOUND, FORBIDDEN, WRONG_STATE
 */
export async function removeAuthenticator(
  pool: Pool,
  { actor, principal }: { readonly actor: Actor; readonly principal: Principal },
  { id, requirePasskey }: { readonly id: string; readonly requirePasskey: boolean },
): Promise<RotatedSession | undefined> {
  const entry = { action: 'authenticator.remove', targetType: 'Authenticator', targetId: id };
  return auditRefusals(pool, actor, entry, () =>
    withTransaction(pool, async (sql) => {
      // Whoever may not do it is told that, and neither waits for the lock nor holds it.
      const { administers } = await findOwn(sql, principal, id);
      if (requirePasskey && administers) await assertAdministratorsRemain(sql, id);
      const { userId, kind } = await lockOwn(sql, principal, id);
      await sql.query(
        `delete from known_device d using session s
         where s.id = d.session_id and s.authenticator_id = $1 and s.id is distinct from $2`,
        [id, principal.kind === 'user' ? principal.sessionId : null],
      );
      const ended = await sql.query(
        `update session set revoked_at = now()
         where authenticator_id = $1 and revoked_at is null and expires_at > now() and id is distinct from $2`,
        [id, principal.kind === 'user' ? principal.sessionId : null],
      );
      await revokeOfAuthenticator(sql, id, actor);
      await sql.query(`delete from authenticator where id = $1`, [id]);
      await insertAudit(sql, actor, {
        ...entry,
        details: { userId, kind, endedSessions: ended.rowCount ?? 0 },
      });
      const isOwn = principal.kind === 'user' && principal.userId === userId;
      return isOwn ? rotateOwn(sql, principal) : undefined;
    }),
  );
}

/** Two are not removed at the same instant because of each other, nor one while the other's owner is deactivated. */
async function assertAdministratorsRemain(sql: Sql, id: string): Promise<void> {
  await lockAdministration(sql);
  const { rows } = await sql.query<{ id: string }>(
    `select t.id from authenticator t join app_user u on u.id = t.user_id
     where t.kind = 'PASSKEY' and u.role = 'ADMINISTRATOR' and ${MAY_SIGN_IN} order by t.id limit 2`,
  );
  if (rows.length !== 1 || rows[0]?.id !== id) return;
  throw new AppError(
    'WRONG_STATE',
    'Administrators sign in with a passkey besides their password, and this is the last one: nobody could administer Latchkey any more. Add another one first.',
  );
}

interface Found {
  readonly userId: string;
  readonly kind: string;
  /** Whether it is what an administrator signs in with besides their password. */
  readonly administers: boolean;
}

function lockOwn(sql: Sql, principal: Principal, id: string): Promise<Found> {
  return findOwn(sql, principal, id, 'for update of t');
}

/** Whoever may not see it is told that there is none. */
async function findOwn(sql: Sql, principal: Principal, id: string, lock = ''): Promise<Found> {
  const { rows } = await sql.query<Found>(
    `select t.user_id as "userId", t.kind, t.kind = 'PASSKEY' and u.role = 'ADMINISTRATOR' as administers
     from authenticator t join app_user u on u.id = t.user_id where t.id = $1 ${lock}`,
    [id],
  );
  const [found] = rows;
  if (principal.kind !== 'user') throw new AppError('FORBIDDEN', 'Only somebody who is signed in does this.');
  const isOwn = found?.userId === principal.userId;
  if (found === undefined || (!isOwn && principal.role === 'EMPLOYEE')) {
    throw new AppError('NOT_FOUND', 'There is no such authenticator (any more).');
  }
  if (isOwn || principal.role === 'ADMINISTRATOR') return found;
  throw new AppError('FORBIDDEN', 'Only an administrator changes the authenticators of others.');
}
