import { createHash } from 'node:crypto';
import type { Pool } from '../../../database.js';

/** How many within which time. */
export interface AttemptAllowance {
  readonly attempts: number;
  readonly windowSeconds: number;
}

/** Windows that are over, deleted with each look: more than one look adds. */
const FORGOTTEN_AT_ONCE = 50;

/**
 * Counts attempts by key in fixed windows, in the database: for all servers together, and on after any of them is started
 * anew. A count is one statement, so of many at the same instant no more pass than may. Windows that are over go.
 */
export class StoredAttempts {
  constructor(private readonly pool: Pool) {}

  /** Counts an attempt. Answers 0 when it is within the allowance, else the whole seconds until the next one may be. */
  async take(key: string, { attempts, windowSeconds }: AttemptAllowance): Promise<number> {
    const hash = hashOf(key);
    const counted = await this.pool.query(
      `insert into attempt_window as w (key, attempts, ends_at)
       values ($1, 1, clock_timestamp() + $2 * interval '1 second')
       on conflict (key) do update set
         attempts = case when w.ends_at <= clock_timestamp() then 1 else w.attempts + 1 end,
         ends_at = case when w.ends_at <= clock_timestamp() then excluded.ends_at else w.ends_at end
       where w.attempts < $3 or w.ends_at <= clock_timestamp()`,
      [hash, windowSeconds, attempts],
    );
    if (counted.rowCount === 1) return 0;
    const { rows } = await this.pool.query<{ seconds: number }>(
      `select ceil(extract(epoch from ends_at - clock_timestamp()))::int as seconds from attempt_window where key = $1`,
      [hash],
    );
    return Math.max(1, rows[0]?.seconds ?? 1);
  }

  /** Takes one attempt back: it turned out to be a good one. */
  async giveBack(...keys: readonly string[]): Promise<void> {
    await this.pool.query(
      `update attempt_window set attempts = attempts - 1 where key = any($1::bytea[]) and attempts > 0`,
      [keys.map(hashOf)],
    );
  }

  /** Forgets what was counted for these. */
  async forget(...keys: readonly string[]): Promise<void> {
    await this.pool.query(`delete from attempt_window where key = any($1::bytea[])`, [keys.map(hashOf)]);
  }

  /** Deletes windows that are over; some of them, if there are many. */
  async forgetOld(): Promise<void> {
    await this.pool.query(
      `delete from attempt_window where key in (
         select key from attempt_window where ends_at <= clock_timestamp() limit $1 for update skip locked)`,
      [FORGOTTEN_AT_ONCE],
    );
  }
}

function hashOf(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}
