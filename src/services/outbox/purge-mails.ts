import type { Pool } from '../../database.js';

/** How long a mail that was delivered can be looked at. Its cause is over by then, and is not recorded again. */
const KEPT_DAYS = 90;
const PURGE_SIZE = 1_000;

/**
 * Deletes the mails that were delivered more than 90 days ago, at most a thousand at a time. What waits or was refused
 * stays: nobody has had it yet.
 * @returns how many were deleted
 */
export async function purgeDeliveredMails(pool: Pool): Promise<number> {
  const { rowCount } = await pool.query(
    `delete from mail where id in (
       select id from mail
       where state = 'SENT' and created_at < now() - $1 * interval '1 day' and sent_at < now() - $1 * interval '1 day'
       order by created_at limit ${PURGE_SIZE} for update skip locked)`,
    [KEPT_DAYS],
  );
  return rowCount ?? 0;
}
