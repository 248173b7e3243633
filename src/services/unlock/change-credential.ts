import { withTransaction, type Pool, type Sql } from '../../database.js';
import { appRenewMessage } from '../../domain/unlock/unlock-messages.js';
import { unlockRefusal } from '../../domain/unlock/unlock-refusal.js';
import { AppError } from '../../errors.js';
import { isSignedBy } from '../../keys/ed25519.js';
import { auditRefusals } from '../audit/audit-refusals.js';
import { insertAudit } from '../audit/record-audit.js';
import { actorOf, type AuthenticatorPrincipal, type Principal } from '../sign-in/principal.js';
import { shareDecisions } from '../workstations/workstation-streams.js';
import { ONE_YEAR } from './pair-workstation.js';
import { revokeCredentials } from './revoke-credentials.js';
import { lockCredential } from './stored-credential.js';
import { noCredential, unlockRefused, wrongSignature } from './unlock-errors.js';
import type { IdOf, UnlockParts } from './unlock-parts.js';

/**
 * Makes a credential good for a year from now, when its app asks for it, signed: at any time before it has ended.
 *
 * @throws AppError NOT_FOUND, SIGNATURE_INVALID; what `unlockRefusal` says
 */
export async function renewCredential(
  { pool, identity }: UnlockParts,
  app: AuthenticatorPrincipal,
  { credentialId, signature }: { readonly credentialId: string; readonly signature: string },
  idOf: IdOf,
): Promise<void> {
  const { authenticatorId } = app;
  const entry = { action: 'unlock.renew', targetType: 'UnlockCredential', targetId: credentialId };
  await auditRefusals(pool, actorOf(app), entry, () =>
    withTransaction(pool, async (sql) => {
      await shareDecisions(sql);
      const credential = await lockCredential(sql, credentialId);
      if (credential?.authenticatorId !== authenticatorId) throw noCredential();
      const refusal = unlockRefusal(credential);
      if (refusal !== undefined) throw unlockRefused(refusal);
      const message = appRenewMessage(
        identity.publicKey,
        idOf('Authenticator', authenticatorId),
        idOf('UnlockCredential', credentialId),
        credential.expiresAt.toISOString(),
      );
      if (!isSignedBy(credential.publicKey, message, signature)) throw wrongSignature();
      await sql.query(
        `update unlock_credential set expires_at = now() + ${ONE_YEAR}, renewed_at = now() where id = $1`,
        [credentialId],
      );
      await insertAudit(sql, actorOf(app), entry);
    }),
  );
}

/**
 * Revokes a credential at once: one's own, as its app or as whose app it is, or, as an administrator, anybody's. Doing it
 * again changes nothing.
 *
 * @throws AppError NOT_FOUND, FORBIDDEN
 */
export async function revokeCredential(pool: Pool, principal: Principal, id: string): Promise<void> {
  const actor = actorOf(principal);
  const entry = { action: 'unlock.revoke', targetType: 'UnlockCredential', targetId: id };
  await auditRefusals(pool, actor, entry, () =>
    withTransaction(pool, async (sql) => {
      const revocation = await whoseRevocation(sql, principal, id);
      const revoked = await revokeCredentials(sql, actor, revocation, { where: 'c.id = $1', values: [id] });
      if (revoked === 0) await insertAudit(sql, actor, { ...entry, details: { changed: false } });
    }),
  );
}

/** Whoever may not see it is told that there is none. */
async function whoseRevocation(
  sql: Sql,
  principal: Principal,
  id: string,
): Promise<'PERSON' | 'ADMINISTRATOR'> {
  const { rows } = await sql.query<{ authenticatorId: string | null; userId: string | null }>(
    `select c.authenticator_id as "authenticatorId", t.user_id as "userId"
     from unlock_credential c left join authenticator t on t.id = c.authenticator_id where c.id = $1`,
    [id],
  );
  const [found] = rows;
  if (found === undefined) throw noCredential();
  if (principal.kind === 'authenticator') {
    if (found.authenticatorId === principal.authenticatorId) return 'PERSON';
    throw noCredential();
  }
  if (principal.kind !== 'user')
    throw new AppError('FORBIDDEN', 'Only its owner or an administrator does this.');
  if (found.userId === principal.userId) return 'PERSON';
  if (principal.role === 'ADMINISTRATOR') return 'ADMINISTRATOR';
  if (principal.role === 'EMPLOYEE') throw noCredential();
  throw new AppError('FORBIDDEN', 'Only its owner or an administrator does this.');
}
