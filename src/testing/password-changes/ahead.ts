import type { Pool } from '../../database.js';

/** A change whose directory was asked first, as it stands. */
export interface Ahead {
  readonly kind: string;
  /** The directory is not seen to have the password yet. */
  readonly hasClaim: boolean;
  readonly hasEnded: boolean;
  readonly hasCopy: boolean;
  /** Something is sealed to its key that the key has not answered, or it has the password and is about to use it. */
  readonly isOnItsWay: boolean;
  /** The account counts as one whose key has the password. */
  readonly isManaged: boolean;
}

export async function aheadOf(pool: Pool, changeId: string): Promise<Ahead> {
  const { rows } = await pool.query<Ahead>(
    `select c.kind, c.holds_claim as "hasClaim", c.ended_at is not null as "hasEnded",
            exists (select 1 from password_copy y where y.change_id = c.id) as "hasCopy",
            c.stage = 'ON_KEY' or exists (select 1 from key_task t where t.change_id = c.id
              and t.kind = 'WRITE_PENDING' and t.state in ('PENDING', 'DELIVERED')) as "isOnItsWay",
            a.password_holder = 'MANAGED' as "isManaged"
     from password_change c join domain_account a on a.id = c.account_id where c.id = $1`,
    [changeId],
  );
  return rows[0]!;
}
