import type { Sql } from '../../database.js';
import type { SyncItem } from '../../entities/sync/sync-item.js';
import { selectList } from '../rows.js';

const PROPERTIES = [
  'id',
  'objectGuid',
  'decision',
  'state',
  'reasonCode',
  'reason',
  'personName',
  'employeeId',
  'changes',
  'position',
  'errorMessage',
  'leftOut',
  'createdAt',
  'appliedAt',
] as const satisfies readonly (keyof SyncItem)[];

/** What a dry run would have decided is no part of anybody's history. */
const WAS_MEANT = `not exists (select 1 from sync_run r where r.id = i.run_id and r.kind = 'DRY_RUN')`;

/** A sync item as lists have it; `run` is the run's id. */
export type ListedSyncItem = Pick<SyncItem, (typeof PROPERTIES)[number] | 'run'>;

/** Where a page begins: behind the item with this moment and id. */
export interface SyncItemPlace {
  readonly createdAt: Date;
  readonly id: string;
}

/** The newest items of each of these employees behind a place, at most `limit` for each. One statement for all. */
export async function syncItemsOfEmployees(
  sql: Sql,
  employeeIds: readonly string[],
  after: SyncItemPlace | undefined,
  limit: number,
): Promise<ListedSyncItem[]> {
  const { rows } = await sql.query<ListedSyncItem>(
    `select page.* from unnest($1::uuid[]) employee(id) cross join lateral (
       select ${selectList('i', PROPERTIES)}, i.run_id as run from sync_item i
       where i.employee_id = employee.id and ${WAS_MEANT}
         and ($2::timestamptz is null or (i.created_at, i.id) < ($2::timestamptz, $3::uuid))
       order by i.created_at desc, i.id desc limit $4
     ) page order by page."createdAt" desc, page.id desc`,
    [employeeIds, after?.createdAt ?? null, after?.id ?? null, limit],
  );
  return rows;
}

/** How many items each of these employees has; an employee without any is not in the answer. */
export async function countSyncItems(
  sql: Sql,
  employeeIds: readonly string[],
): Promise<{ readonly employeeId: string; readonly count: number }[]> {
  const { rows } = await sql.query<{ employeeId: string; count: number }>(
    `select i.employee_id as "employeeId", count(*)::int as count
     from sync_item i where i.employee_id = any($1::uuid[]) and ${WAS_MEANT} group by i.employee_id`,
    [employeeIds],
  );
  return rows;
}
