import { setTimeout as pause } from 'node:timers/promises';
import type { Pool } from '../../../src/database.js';
import { eventually } from '../../../src/testing/eventually.js';
import type { PasswordChangeStage, PasswordHolder } from '../../../src/domain/states.js';

const POLL_MS = 100;
/** Longer than every time-out, back-off and look for what was left put together. */
const END_LIMIT_MS = 150_000;

export interface EndedChange {
  readonly id: string;
  readonly stage: PasswordChangeStage;
  readonly lastErrorCode: string | null;
}

/** What the database has of an account once nothing is under way any more. */
export interface StoredTruth {
  readonly holder: PasswordHolder;
  /** The oldest first. */
  readonly changes: readonly EndedChange[];
  /** Copies of passwords, claims, and tasks that a key has yet to answer: none when everything has ended well. */
  readonly copies: number;
  readonly claims: number;
  readonly openTasks: number;
}

/** Settles when the account has at least one change and all of them have ended, whatever dies meanwhile. */
export async function untilChangesEnd(pool: Pool, accountId: string): Promise<void> {
  const deadline = performance.now() + END_LIMIT_MS;
  let seen = 'The database did not answer.';
  for (;;) {
    try {
      const { rows } = await pool.query<{ ended: boolean; text: string }>(
        `select ended_at is not null as ended,
                concat_ws(' ', stage, intent, undo, last_error_code, last_error, 'attempts', attempts) as text
         from password_change where account_id = $1`,
        [accountId],
      );
      if (rows.length > 0 && rows.every(({ ended }) => ended)) return;
      seen = rows.length === 0 ? 'There is no change.' : rows.map(({ text }) => text).join('; ');
    } catch {
      // The database is one of the things that die.
    }
    if (performance.now() > deadline) throw new Error(`It has not ended: ${seen}`);
    await pause(POLL_MS);
  }
}

/** Settles when the directory has the password of a change, and its key is yet to get it. */
export async function untilAhead(pool: Pool, changeId: string): Promise<void> {
  await eventually(async () => {
    const { rows } = await pool.query<{ stage: string }>(`select stage from password_change where id = $1`, [
      changeId,
    ]);
    if (rows[0]?.stage !== 'WAITING_FOR_KEY')
      throw new Error(`It does not wait for its key: ${rows[0]?.stage}`);
  });
}

export async function storedTruth(pool: Pool, accountId: string): Promise<StoredTruth> {
  const { rows: changes } = await pool.query<EndedChange>(
    `select id, stage, last_error_code as "lastErrorCode" from password_change where account_id = $1
     order by created_at, id`,
    [accountId],
  );
  const { rows } = await pool.query<Omit<StoredTruth, 'changes'>>(
    `select a.password_holder as holder,
            (select count(*)::int from password_copy p join password_change c on c.id = p.change_id
             where c.account_id = a.id) as copies,
            (select count(*)::int from password_change c where c.account_id = a.id and c.holds_claim) as claims,
            (select count(*)::int from key_task t where t.account_id = a.id and t.state in ('PENDING', 'DELIVERED')
               and t.kind in ('WRITE_PENDING', 'COMMIT', 'DISCARD'))
              as "openTasks"
     from domain_account a where a.id = $1`,
    [accountId],
  );
  const [row] = rows;
  if (row === undefined) throw new Error('The account is gone.');
  return { ...row, changes };
}
