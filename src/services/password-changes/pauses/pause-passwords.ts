import { inTransaction, type Sql } from '../../../database.js';
import { insertAudit } from '../../audit/record-audit.js';
import { recordMailToAdministrators } from '../../outbox/record-mail.js';
import { actorOf } from '../rows/change-events.js';
import type { StoredChange } from '../rows/stored-change.js';

interface Paused {
  readonly domainName: string;
  readonly accountName: string | null;
}

/**
 * No first password of this domain is set until an administrator resumes it; administrators are mailed. Pausing what is paused
 * changes nothing. In a transaction of its own: whoever saves a domain locks it before any account.
 */
export async function pausePasswords(
  client: Sql,
  domainId: string,
  { change, reason }: { readonly change: StoredChange; readonly reason: string },
): Promise<void> {
  await inTransaction(client, async (sql) => {
    const { rows } = await sql.query<Paused>(
      `update domain d set passwords_paused_at = now(), passwords_pause_reason = $2
       where d.id = $1 and d.passwords_paused_at is null
       returning d.dns_name as "domainName",
                 (select coalesce(a.sam_account_name, a.user_principal_name) from domain_account a where a.id = $3) as "accountName"`,
      [domainId, reason, change.accountId],
    );
    const [paused] = rows;
    if (paused === undefined) return;
    await insertAudit(sql, actorOf(change), {
      action: 'domain.pause-passwords',
      targetType: 'Domain',
      targetId: domainId,
      details: { changeId: change.id },
    });
    // The change that has shown it does so once: a domain that is resumed too early is paused by another one.
    await recordMailToAdministrators(sql, {
      cause: `passwords-paused/${domainId}/${change.id}`,
      template: 'passwords-paused',
      parameters: { ...paused, reason },
    });
  });
}
