import type { Sql } from '../../../database.js';
import type { SyncRunRow } from '../sync-run-row.js';
import { CHANGES_OF_LINK } from './due-changes.js';

/** Most names in a run's warning; each person's item says it of them. */
const NAMES = 10;

/** Why a change that was approved is not there to be applied: `p` was held, `k` the change, `e` what is read now. */
const WHY = `
  case when a.id is null then 'no employee is linked to them any more'
       when e.object_guid is null or e.standing in ('UNREADABLE', 'HELD') then 'they cannot be read any more'
       when e.standing = 'OTHER' then 'they are no person any more'
       when e.standing = 'LEFT' then 'they have left the sync group by now, which is guarded by itself'
       when k.change = 'REMOVAL' then 'they are in the sync group again'
       when k.change not in ('DISABLING', 'UNKNOWN_STATE') then k.change || ' has a value again'
       when e.user_account_control is null then 'the directory does not say any more whether the account is enabled'
       when (e.user_account_control & 2) = 0 then 'the account is enabled again'
       else 'the account is shown as disabled by now, which is guarded by itself' end`;

/**
 * Whoever was approved and has moved since is left out: their item of the run that held them says why, and the
 * approval's warnings name them. Read in the snapshot of the approval, before anything is held back in it.
 */
export async function nameLeftOut(sql: Sql, run: SyncRunRow, approvedRunId: string): Promise<void> {
  const { rows } = await sql.query<{ person_name: string; left_out: string }>(
    `with moved as (
       select p.id, string_agg(${WHY}, '; ' order by k.place) as why
       from sync_item p cross join unnest(p.held) with ordinality as k (change, place)
       left join domain_account a on a.domain_id = $3 and a.object_guid = p.object_guid and a.closed_at is null
       left join snapshot_entry e on e.run_id = $1 and e.attempt = $2 and e.object_guid = p.object_guid
       where p.run_id = $4 and p.held is not null
         and (a.id is null or e.object_guid is null or k.change <> all(${CHANGES_OF_LINK}))
       group by p.id
     )
     update sync_item p set left_out = 'Left out: ' || m.why || '.' from moved m where p.id = m.id
     returning p.person_name, p.left_out`,
    [run.id, run.attempt, run.domainId, approvedRunId],
  );
  if (rows.length === 0) return;
  const named = rows.slice(0, NAMES).map((row) => `${row.person_name}: ${row.left_out}`);
  const others = rows.length - named.length;
  const more = others > 0 ? [`${others} more were left out; the items of the approved hold name them.`] : [];
  await sql.query(`update sync_run set warnings = warnings || $2::text[] where id = $1`, [
    run.id,
    [...named, ...more],
  ]);
}
