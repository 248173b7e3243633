import { withTransaction, type Pool } from '../../database.js';
import type { MailState } from '../../domain/states.js';
import { AppError } from '../../errors.js';
import { auditRefusals } from '../audit/audit-refusals.js';
import { insertAudit, type Actor } from '../audit/record-audit.js';
import type { Workflows } from '../workflows.js';

/**
 * Sends a refused mail once more, under the Message-ID it had.
 *
 * @throws AppError NOT_FOUND; WRONG_STATE when it was not refused
 */
export async function retryMail(
  { pool, workflows }: { pool: Pool; workflows: Workflows },
  actor: Actor,
  id: string,
): Promise<void> {
  const entry = { action: 'mail.retry', targetType: 'Mail', targetId: id };
  await auditRefusals(pool, actor, entry, () =>
    withTransaction(pool, async (sql) => {
      const { rows } = await sql.query<{ state: MailState }>(
        `select state from mail where id = $1 for update`,
        [id],
      );
      const state = rows[0]?.state;
      if (state === undefined) throw new AppError('NOT_FOUND', 'There is no such mail.');
      if (state !== 'REFUSED') throw notRefused(state);
      await sql.query(`update mail set state = 'WAITING' where id = $1`, [id]);
      await insertAudit(sql, actor, entry);
    }),
  );
  // The worker sends it within a minute when this does not get through.
  await workflows.deliverMail().catch(() => undefined);
}

function notRefused(state: MailState): AppError {
  const why = state === 'SENT' ? 'The mail server took it.' : 'It waits and is tried again by itself.';
  return new AppError('WRONG_STATE', `This mail was not refused, so there is nothing to repeat. ${why}`);
}
