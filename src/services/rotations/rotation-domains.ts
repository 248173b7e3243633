import type { Pool, Sql } from '../../database.js';
import { IS_AHEAD } from '../password-changes/directory-first/ahead.js';
import { KEY_IN_REACH } from './rotation-progress.js';
import { scanDue } from './due/scan-due.js';

/**
 * What keys that were connected mean for rotations: passwords of their owners that are due are found, and the domains are
 * answered in which a change waits for one of them. A few statements, whatever their number.
 */
export async function rotationsOfConnected(pool: Pool, serials: readonly string[]): Promise<string[]> {
  for (const domainId of await domainsOf(pool, serials))
    await scanDue(pool, { domainId, keySerials: serials });
  const { rows } = await pool.query<{ id: string }>(
    `select distinct r.domain_id as id from key k
     join domain_account a on a.employee_id = k.owner_id
     join password_change c on c.account_id = a.id and c.ended_at is null and c.kind = 'ROTATION'
     join rotation r on r.id = c.rotation_id
     where k.serial = any($1::text[]) and not ${IS_AHEAD('c')}`,
    [serials],
  );
  return rows.map(({ id }) => id);
}

/** Domains in which the owners of these keys have managed passwords. */
async function domainsOf(sql: Sql, serials: readonly string[]): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>(
    `select distinct a.domain_id as id from key k join domain_account a on a.employee_id = k.owner_id
     where k.serial = any($1::text[]) and a.password_holder = 'MANAGED'`,
    [serials],
  );
  return rows.map(({ id }) => id);
}

/** Domains in which a change by a rotation could go on, as far as a look at all of them tells: somebody may have lost them. */
export async function domainsToRotate(sql: Sql): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>(
    `select d.id from domain d where exists (
       select 1 from rotation r join password_change c on c.rotation_id = r.id
       join domain_account a on a.id = c.account_id
       left join key k on k.owner_id = a.employee_id and k.status = 'ACTIVE'
       where r.domain_id = d.id and r.ended_at is null and c.ended_at is null
         and (c.next_attempt_at is null or c.next_attempt_at <= now())
         and (c.holds_claim or (r.state = 'RUNNING' and c.sent_at is null
              and (r.keys_away = 'DIRECTORY_FIRST' or coalesce(${KEY_IN_REACH}, false))))
     ) or exists (
       select 1 from rotation r where r.domain_id = d.id and r.ended_at is null
         and (not exists (select 1 from password_change c where c.rotation_id = r.id and c.ended_at is null)
           or exists (select 1 from password_change c where c.rotation_id = r.id and c.ended_at > r.updated_at))
     )`,
  );
  return rows.map(({ id }) => id);
}
