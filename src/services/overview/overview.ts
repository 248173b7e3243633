import type { Sql } from '../../database.js';
import { KeyStatus, WorkstationState } from '../../domain/states.js';
import { countKeys } from '../keys/lists/list-keys.js';
import { sharedCount } from '../shared-answers.js';
import { IS_ONLINE } from '../workstations/presence-rows.js';

/** Active employees. */
export function countPeople(sql: Sql): Promise<number> {
  return sharedCount(sql, `select count(*)::int as count from employee where state = 'ACTIVE'`, []);
}

/**
 * Active employees who cannot log on to some account of theirs as things are: nobody has its password, their key has not
 * got the present one yet, or it is on a key that is locked or suspended.
 */
export function countPeopleWithoutAccess(sql: Sql): Promise<number> {
  return sharedCount(
    sql,
    `select count(distinct e.id)::int as count
     from domain_account a join employee e on e.id = a.employee_id
     where a.closed_at is null and e.state = 'ACTIVE'
       and (a.password_holder in ('NO_ONE_HAS_IT', 'DIRECTORY_AHEAD')
         or (a.password_holder = 'MANAGED'
           and not exists (select 1 from key k where k.owner_id = e.id and k.status = 'ACTIVE')))`,
    [],
  );
}

export interface KeyCount {
  readonly status: KeyStatus;
  readonly count: number;
}

/** How many keys are in each status, in the order of a key's life; also where there are none. */
export async function countKeysByStatus(sql: Sql): Promise<KeyCount[]> {
  const { rows } = await sql.query<KeyCount>(
    `select status, count(*)::int as count from key group by status`,
  );
  const counts = new Map(rows.map(({ status, count }) => [status, count]));
  return Object.values(KeyStatus).map((status) => ({ status, count: counts.get(status) ?? 0 }));
}

/** Keys that said that less than a fifth of their battery is left. */
export function countLowBatteries(sql: Sql): Promise<number> {
  return countKeys(sql, { lowBattery: true }, null);
}

export interface WorkstationCount {
  readonly state: WorkstationState;
  readonly count: number;
  /** Those of them that are connected now. */
  readonly online: number;
}

/** How many workstations are in each state, in the order of what is decided about them; also where there are none. */
export async function countWorkstationsByState(sql: Sql): Promise<WorkstationCount[]> {
  const { rows } = await sql.query<WorkstationCount>(
    `select w.state, count(*)::int as count, count(p.workstation_id)::int as online
     from workstation w left join workstation_presence p on p.workstation_id = w.id and ${IS_ONLINE}
     group by w.state`,
  );
  const counts = new Map(rows.map((row) => [row.state, row]));
  return Object.values(WorkstationState).map((state) => counts.get(state) ?? { state, count: 0, online: 0 });
}

export interface LastRun {
  readonly domainId: string;
  /** Null: the domain was never synchronised. */
  readonly runId: string | null;
}

/** The newest run of each domain, by the domains' names. */
export async function lastRuns(sql: Sql): Promise<LastRun[]> {
  const { rows } = await sql.query<LastRun>(
    `select d.id as "domainId", r.id as "runId" from domain d left join lateral (
       select id from sync_run where domain_id = d.id order by requested_at desc, id desc limit 1
     ) r on true order by d.dns_name`,
  );
  return rows;
}
