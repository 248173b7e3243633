import { randomUUID } from 'node:crypto';
import { withTransaction, type Sql } from '../../../database.js';
import { emailKey, type EmailKey } from '../../../domain/identifiers.js';
import { AppError } from '../../../errors.js';
import { auditRefusals } from '../../audit/audit-refusals.js';
import { insertAudit, type Actor } from '../../audit/record-audit.js';
import { recordMail } from '../../outbox/record-mail.js';
import type { KeyResources } from '../key-resources.js';
import { lockKey } from '../moves/stored-key.js';
import { usableCode } from './show-code.js';

/**
 * Mails the activation code a key waits for to its owner. The code itself is put in when the mail leaves, and is in no
 * table in between.
 *
 * @throws AppError NOT_FOUND; EMAIL_ADDRESS_MISSING; ACTIVATION_CODE_MISSING; ACTIVATION_CODE_EXPIRED;
 *   ACTIVATION_ATTEMPTS_GONE
 */
export async function mailCode(
  { pool, codes, workflows }: Pick<KeyResources, 'pool' | 'codes' | 'workflows'>,
  actor: Actor,
  keyId: string,
): Promise<void> {
  const entry = { action: 'key.mail-code', targetType: 'Key', targetId: keyId };
  await auditRefusals(pool, actor, entry, () =>
    withTransaction(pool, async (sql) => {
      const key = await lockKey(sql, keyId);
      const { id, expiresAt } = await usableCode(sql, codes, key);
      await recordMail(sql, {
        to: await addressOf(sql, key.ownerId),
        // Asked for again, it is sent again.
        cause: `activation-code/${id}/${randomUUID()}`,
        template: 'activation-code',
        parameters: { activationId: id, serial: key.serial, expiresAt: expiresAt.toISOString() },
      });
      await insertAudit(sql, actor, { ...entry, details: { activationId: id, ownerId: key.ownerId } });
    }),
  );
  // The worker sends it within a minute when this does not get through.
  await workflows.deliverMail().catch(() => undefined);
}

async function addressOf(sql: Sql, employeeId: string | null): Promise<EmailKey> {
  const { rows } = await sql.query<{ email: string | null }>(`select email from employee where id = $1`, [
    employeeId,
  ]);
  const address = emailKey(rows[0]?.email);
  if (address !== undefined) return address;
  throw new AppError(
    'EMAIL_ADDRESS_MISSING',
    'The owner of the key has no e-mail address. Add one, or hand the code over in another way.',
  );
}
