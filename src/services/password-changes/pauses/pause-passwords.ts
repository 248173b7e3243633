import { inTransaction, type Sql } from '../../../database.js';
import { insertAudit } from '../../audit/record-audit.js';
import { actorOf } from '../rows/change-events.js';
import type { StoredChange } from '../rows/stored-change.js';

/**
 * No first password of this domain is set until an administrator resumes it. Pausing what is paused changes nothing. In a
 * transaction of its own: whoever saves a domain locks it before any account.
 */
export async function pausePasswords(
  client: Sql,
  domainId: string,
  { change, reason }: { readonly change: StoredChange; readonly reason: string },
): Promise<void> {
  await inTransaction(client, async (sql) => {
    const { rowCount } = await sql.query(
      `update domain set passwords_paused_at = now(), passwords_pause_reason = $2
       where id = $1 and passwords_paused_at is null`,
      [domainId, reason],
    );
    if (rowCount === 0) return;
    await insertAudit(sql, actorOf(change), {
      action: 'domain.pause-passwords',
      targetType: 'Domain',
      targetId: domainId,
      details: { changeId: change.id },
    });
  });
}
