import type { Pool } from '../../database.js';

/** What has not been delivered. */
export interface MailBacklog {
  readonly waiting: number;
  readonly refused: number;
  /** When the oldest waiting mail was recorded; null when none waits. */
  readonly oldestWaitingAt: Date | null;
}

/** Counts waiting and refused mails. Sent ones are not looked at. */
export async function readBacklog(pool: Pool): Promise<MailBacklog> {
  const { rows } = await pool.query<MailBacklog>(
    `select count(*) filter (where state = 'WAITING')::int as waiting,
            count(*) filter (where state = 'REFUSED')::int as refused,
            min(created_at) filter (where state = 'WAITING') as "oldestWaitingAt"
     from mail where state in ('WAITING', 'REFUSED')`,
  );
  return rows[0] ?? { waiting: 0, refused: 0, oldestWaitingAt: null };
}
