import { withTransaction, type Sql } from '../../../database.js';
import type { ActivationCodes } from '../../../keys/activation-codes.js';
import { auditRefusals } from '../../audit/audit-refusals.js';
import { insertAudit, type Actor } from '../../audit/record-audit.js';
import type { KeyResources } from '../key-resources.js';
import { drawCode } from '../moves/move-codes.js';
import { lockKey, type StoredKey } from '../moves/stored-key.js';
import { expired, noCode, pendingCode } from './pending-code.js';

export interface ShownCode {
  readonly code: string;
  readonly expiresAt: Date;
  readonly attemptsLeft: number;
}

export const MOST_ATTEMPTS = 3;

/**
 * The activation code a key waits for, as long as it can be used. Each look is an audit event of its own, which is there
 * before the code is answered; so is each that is refused.
 *
 * @throws AppError NOT_FOUND; ACTIVATION_CODE_MISSING; ACTIVATION_CODE_EXPIRED; ACTIVATION_ATTEMPTS_GONE
 */
export async function showCode(
  { pool, codes }: Pick<KeyResources, 'pool' | 'codes'>,
  actor: Actor,
  keyId: string,
): Promise<ShownCode> {
  const entry = { action: 'key.show-code', targetType: 'Key', targetId: keyId };
  return auditRefusals(pool, actor, entry, () =>
    withTransaction(pool, async (sql) => {
      const key = await lockKey(sql, keyId);
      const { id, sealed, expiresAt } = await usableCode(sql, codes, key);
      const code = codes.open(sealed, id);
      await insertAudit(sql, actor, { ...entry, details: { activationId: id } });
      return { code, expiresAt, attemptsLeft: MOST_ATTEMPTS - key.codeAttempts };
    }),
  );
}

export interface UsableCode {
  readonly id: string;
  readonly sealed: Buffer;
  readonly expiresAt: Date;
}

/** The code a locked key waits for, drawn now if it was not before. */
export async function usableCode(sql: Sql, codes: ActivationCodes, key: StoredKey): Promise<UsableCode> {
  const pending = await pendingCode(sql, key.id);
  if (pending === undefined) throw noCode(key);
  if (pending.isExpired) throw expired();
  const { id, codeSealed, expiresAt } = pending;
  if (codeSealed !== null && expiresAt !== null) return { id, sealed: codeSealed, expiresAt };
  return { id, ...(await drawCode(sql, codes, id)) };
}
