import { withTransaction } from '../../../database.js';
import { auditRefusals } from '../../audit/audit-refusals.js';
import { insertAudit, type Actor } from '../../audit/record-audit.js';
import { lockDomain } from '../../domains/stored-domain.js';
import { findOpenChanges } from '../left-open/open-changes.js';
import type { PasswordChangeServiceParts } from '../password-change-service.js';

/**
 * Lets first passwords of a domain be set again: changes that waited for that go on, those that cannot be told now within two
 * minutes. Doing it again changes nothing.
 *
 * @throws AppError NOT_FOUND
 */
export async function resumePasswords(
  { pool, workflows }: Pick<PasswordChangeServiceParts, 'pool' | 'workflows'>,
  actor: Actor,
  domainId: string,
): Promise<void> {
  const entry = { action: 'domain.resume-passwords', targetType: 'Domain', targetId: domainId };
  await auditRefusals(pool, actor, entry, () =>
    withTransaction(pool, async (sql) => {
      await lockDomain(sql, domainId);
      const { rowCount } = await sql.query(
        `update domain set passwords_paused_at = null, passwords_pause_reason = null
         where id = $1 and passwords_paused_at is not null`,
        [domainId],
      );
      await insertAudit(sql, actor, { ...entry, details: { changed: rowCount === 1 } });
    }),
  );
  const ids = await findOpenChanges(pool, { domainId, quietSeconds: 0 });
  await Promise.all(ids.map((id) => workflows.advanceChange(id).catch(() => undefined)));
  await workflows.rotate(domainId).catch(() => undefined);
}
