import type { Sql } from '../../../database.js';
import { AppError } from '../../../errors.js';
import type { StoredKey } from '../moves/stored-key.js';

/** The code a key waits for. */
export interface PendingCode {
  readonly id: string;
  /** Null until it is drawn. */
  readonly codeSealed: Buffer | null;
  readonly expiresAt: Date | null;
  readonly isExpired: boolean;
}

/** Undefined when the key waits for none. The key is locked. */
export async function pendingCode(sql: Sql, keyId: string): Promise<PendingCode | undefined> {
  const { rows } = await sql.query<PendingCode>(
    `select id, code_sealed as "codeSealed", expires_at as "expiresAt",
            coalesce(expires_at <= clock_timestamp(), false) as "isExpired"
     from activation where key_id = $1 and state = 'PENDING'`,
    [keyId],
  );
  return rows[0];
}

/** Why there is no code to be used or shown. */
export function noCode({ serial, status, reason }: StoredKey): AppError {
  if (status === 'LOCKED' && reason === 'INVALID_ACTIVATION_CODE') return attemptsGone();
  return new AppError(
    'ACTIVATION_CODE_MISSING',
    `The key ${serial} is ${status} and waits for no activation code. Reserved and suspended keys do: an administrator issues one.`,
  );
}

export function attemptsGone(): AppError {
  return new AppError(
    'ACTIVATION_ATTEMPTS_GONE',
    'Three wrong activation codes were given, and the key is locked. An administrator unlocks it, which issues a new code.',
  );
}

export function expired(): AppError {
  return new AppError(
    'ACTIVATION_CODE_EXPIRED',
    'The activation code was not used in time. An administrator issues a new one.',
  );
}
