import type { Sql } from '../../../database.js';
import { afterFailure } from '../../../domain/rotation/pace.js';
import type { AppError, ErrorCode } from '../../../errors.js';
import type { StoredChange } from '../rows/stored-change.js';
import type { ChangePatch } from '../rows/write-change.js';

/** What keeps a change by a rotation from being begun, and is no failure of it: nobody asked for it. */
export const NOT_BEGUN_FOR: readonly ErrorCode[] = [
  'ACCOUNT_DISABLED',
  'ACCOUNT_EXPIRED',
  'ACCOUNT_UNCONFIRMED',
  'ACCOUNT_NEVER_MANAGED',
];

/**
 * How a change ends that has failed for certain. One by a rotation is begun again by itself, later and later; after a few times
 * in a row its account is set aside until somebody has looked at it.
 */
export async function failedPatch(
  sql: Sql,
  { kind, accountId }: StoredChange,
  failure: AppError,
): Promise<ChangePatch> {
  if (kind !== 'ROTATION') return { stage: 'FAILED' };
  if (NOT_BEGUN_FOR.includes(failure.code)) return { stage: 'CANCELLED' };
  const { rows } = await sql.query<{ before: number }>(
    `select count(*)::int as before from password_change c join domain_account a on a.id = c.account_id
     where c.account_id = $1 and c.kind = 'ROTATION' and c.stage = 'FAILED'
       and c.ended_at > coalesce(a.password_changed_at, '-infinity')`,
    [accountId],
  );
  const tries = (rows[0]?.before ?? 0) + 1;
  if (afterFailure(tries) !== 'SET_ASIDE') return { stage: 'FAILED' };
  const attention = `It failed ${tries} times in a row, and is not tried again by itself. ${failure.message}`;
  return { stage: 'NEEDS_ATTENTION', attention };
}
