import type { Sql } from '../../../database.js';
import {
  GUARDED_FIELDS,
  HELD_CHANGES,
  type GuardedField,
  type GuardFacts,
  type HeldChange,
} from '../../../domain/sync/removal-guard.js';
import { columnName } from '../../rows.js';
import type { SyncRunRow } from '../sync-run-row.js';

/**
 * When a link suffers a change: `a` is the link, `e` what was read of it. Only what is open can be closed or disabled;
 * somebody who comes back has the fields of a link that was closed, and loses one that is shown no more.
 */
const CONDITIONS: Readonly<Record<HeldChange, string>> = {
  REMOVAL: `a.closed_at is null and e.standing = 'LEFT'`,
  DISABLING: `a.closed_at is null and e.standing = 'PERSON' and a.enabled and (e.user_account_control & 2) <> 0`,
  UNKNOWN_STATE: `a.closed_at is null and e.standing = 'PERSON' and a.enabled and e.user_account_control is null`,
  ...emptied(),
};

function emptied(): Record<GuardedField, string> {
  const conditions = GUARDED_FIELDS.map((field) => {
    const column = columnName(field);
    return [field, `e.standing = 'PERSON' and a.${column} is not null and e.${column} is null`] as const;
  });
  return Object.fromEntries(conditions) as Record<GuardedField, string>;
}

/** Every change a link suffers, in the order of the list of changes. */
export const CHANGES_OF_LINK = `array_remove(array[${HELD_CHANGES.map(
  (change) => `case when ${CONDITIONS[change]} then '${change}' end`,
).join(', ')}]::text[], null)`;

/** Nothing is written about somebody whose employee has another account in the domain by now. */
const CAN_BE_WRITTEN = `(a.closed_at is null or not exists (
  select 1 from domain_account o where o.employee_id = a.employee_id and o.domain_id = a.domain_id and o.closed_at is null))`;

/**
 * The links of the domain ($3), open or about to be opened again, for which a snapshot ($1, $2) has a change to be
 * guarded, without those that were approved of what an earlier run ($4, or null) held.
 */
export const DUE = `
  select a.*, e.object_guid as guid,
         case when p.held is null then ${CHANGES_OF_LINK}
              else array(select c from unnest(${CHANGES_OF_LINK}) with ordinality as u (c, place)
                         where c <> all(p.held) order by place) end as due
  from domain_account a
  join snapshot_entry e on e.run_id = $1 and e.attempt = $2 and e.object_guid = a.object_guid
  left join sync_item p on p.run_id = $4 and p.object_guid = a.object_guid and p.held is not null
  where a.domain_id = $3 and ${CAN_BE_WRITTEN}
    and (e.standing = 'LEFT' or (e.standing = 'PERSON' and e.values_hash is distinct from a.values_hash))`;

/** The parameters of `DUE`. */
export function dueParameters(run: SyncRunRow, approvedRunId: string | null): unknown[] {
  return [run.id, run.attempt, run.domainId, approvedRunId];
}

/** What the guard decides on, counted in the snapshot: decisions would not show a change that a conflict hides. */
export async function guardFacts(
  sql: Sql,
  run: SyncRunRow,
  approvedRunId: string | null,
): Promise<GuardFacts> {
  const { rows } = await sql.query<{ change: HeldChange; people: number }>(
    `select c as change, count(*)::int as people from (${DUE}) d cross join unnest(d.due) c group by c`,
    dueParameters(run, approvedRunId),
  );
  const links = await sql.query<{ count: number }>(
    `select count(*)::int as count from domain_account where domain_id = $1 and closed_at is null`,
    [run.domainId],
  );
  const due: Partial<Record<HeldChange, number>> = {};
  for (const { change, people } of rows) due[change] = people;
  return {
    limit: { people: run.domain.removalLimitPeople, percent: run.domain.removalLimitPercent },
    openLinks: links.rows[0]?.count ?? 0,
    due,
    groupIsEmpty: run.groupEmpty,
  };
}
