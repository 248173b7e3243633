import { PAUSED_WITH_DOMAIN } from '../../../domain/password-change/change-order.js';
import type { Sql } from '../../../database.js';
import { IS_AHEAD } from '../directory-first/ahead.js';
import { IS_ONLINE, WORKSTATIONS_OF_KEY } from '../../workstations/lease.js';

/** How long nothing was written about a change before somebody asks whether anybody drives it. */
const QUIET_SECONDS = 30;
/** Most that are begun anew in one look; the others come in a later one. */
const MOST = 200;

/** Which of the open changes to look for. */
export interface OpenChangesWanted {
  readonly limit?: number;
  /** Of this domain alone. */
  readonly domainId?: string;
  /** Of which nothing was heard for so long. */
  readonly quietSeconds?: number;
}

/** In SQL: true when the key `k` of a change for the account `a` can be given a password now, or never will be. */
const KEY_IS_THERE_OR_GONE = `(
  k.id is null or k.status in ('READY', 'DEACTIVATED', 'COMPROMISED') or k.owner_id is distinct from a.employee_id
  or (k.status = 'ACTIVE' and exists (
    select 1 from ${WORKSTATIONS_OF_KEY}
    where w.state = 'APPROVED' and ${IS_ONLINE}
  ))
)`;

const KEY_OWES_NOTHING = `not exists (
  select 1 from key_task t where t.change_id = c.id and t.state in ('PENDING', 'DELIVERED')
)`;

/**
 * Open changes that could go on, and of which nothing was heard for a while, by default half a minute: their worker or workflow is gone, Temporal
 * has lost them, or it could not be told of them. `Workflows.advanceChange` for each does no harm where that is wrong.
 *
 * One that has the claim goes on unless its key has yet to answer a task, for which it waits as long as its copy exists. One
 * that has none goes on when its account is free, its key is connected, and nothing stops first passwords.
 */
export async function findOpenChanges(
  sql: Sql,
  { limit = MOST, domainId, quietSeconds = QUIET_SECONDS }: OpenChangesWanted = {},
): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>(
    `select c.id from password_change c
     join domain_account a on a.id = c.account_id
     join domain d on d.id = a.domain_id
     left join key k on k.id = c.key_id
     where c.ended_at is null
       and c.updated_at <= now() - $2 * interval '1 second'
       and ($3::uuid is null or d.id = $3)
       and (c.next_attempt_at is null or c.next_attempt_at <= now())
       and case when c.holds_claim then
         c.change_order = 'DIRECTORY_FIRST' or ${KEY_OWES_NOTHING}
         or (c.stage = 'WAITING_FOR_KEY' and not exists (select 1 from password_copy p where p.change_id = c.id))
       when ${IS_AHEAD('c')} then ${KEY_OWES_NOTHING}
       else
         not exists (select 1 from password_change o where o.account_id = c.account_id and o.holds_claim)
         and c.rotation_id is null and (c.change_order not in ('KEY_FIRST', 'KEY_ONLY')
           or ((d.passwords_paused_at is null or c.kind <> all($4::text[])) and ${KEY_IS_THERE_OR_GONE}))
       end
     order by random() limit $1`,
    [limit, quietSeconds, domainId ?? null, PAUSED_WITH_DOMAIN],
  );
  return rows.map(({ id }) => id);
}
