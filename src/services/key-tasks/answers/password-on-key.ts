import { keySerial } from '../../../domain/key/key-serial.js';
import { inField } from '../../../domain/settings/input-fault.js';
import { valueOrThrow } from '../../app-errors.js';
import type { KeyTaskParts } from '../key-task-parts.js';
import { assertApproved } from './lock-key.js';

export interface AskedPassword {
  readonly workstationId: string;
  readonly keySerial: string;
  readonly accountId: string;
}

/**
 * Whether the directory has the pending password of an account on a key, or may have it: then a log-on that it refused with
 * the active one is worth another try. In doubt it is: a try with a password the directory does not have costs one strike,
 * none costs the log-on.
 *
 * @throws AppError BAD_INPUT; FORBIDDEN
 */
export async function passwordOnKey(
  { pool }: Pick<KeyTaskParts, 'pool'>,
  { workstationId, keySerial: given, accountId }: AskedPassword,
): Promise<{ readonly pendingIsInDirectory: boolean }> {
  const serial = valueOrThrow(inField('keySerial', keySerial(given)));
  await assertApproved(pool, workstationId);
  const { rows } = await pool.query<{ sent: boolean }>(
    `select c.accepted_at is not null or (c.ended_at is null and c.sent_at is not null) as sent
     from password_change c join key k on k.id = c.key_id
     where c.account_id = $1 and k.serial = $2 and c.write is not null
     order by c.write desc limit 1`,
    [accountId, serial],
  );
  return { pendingIsInDirectory: rows[0]?.sent ?? false };
}
