import type { Sql } from '../../database.js';
import {
  employeeAfter,
  LINK_ACCOUNT_VALUE_NAMES,
  type EmployeeAfter,
  type EmployeeLink,
  type KnownStanding,
} from '../../domain/employee/employee-after.js';
import type { RemovalEffect } from '../../domain/employee/employee-standing.js';
import { PROFILE_FIELDS } from '../../domain/employee/profile.js';
import { AppError } from '../../errors.js';
import { endInvitationsOfDeactivated } from '../invitations/stored-invitation.js';
import { actOnKeysOfEmployees } from '../keys/act-on-keys-of-employees.js';
import { forgetDevicesOfDeactivated } from '../sign-in/devices/known-devices.js';
import { revokeOfDeactivated } from '../unlock/revoke-credentials.js';
import { arrayLiteral, columnList, jsonObject, takeExcluded } from '../rows.js';
import { SENIORITY } from './sync-run-row.js';

/** How many employees are worked out at a time when a whole domain is gone through. */
const SET_SIZE = 2_000;

/**
 * Writes employees anew from all their open links: profile, source, causes, state, primary account. An employee who
 * does not exist yet is created. An address that another employee holds is shown, but matches nobody, and the links
 * are looked at again by the next run.
 *
 * @param removals what closing the last link does, by employee; others without an open link stay as they are
 * @param created employees who do not exist yet, each with the one link that makes them: nothing is read for these
 */
export async function reprofileEmployees(
  sql: Sql,
  employeeIds: readonly string[],
  { removals = new Map(), created = new Map() }: Circumstances = {},
): Promise<void> {
  const fresh = [...created].map(([id, link]) =>
    employeeAfter({ id, before: undefined, links: [link], removal: undefined }),
  );
  const known = employeeIds.length === 0 ? [] : await knownAfter(sql, employeeIds, removals);
  // In one statement: addresses move between those who were known and those who are new.
  await writeEmployees(
    sql,
    [...known, ...fresh].filter((employee) => employee !== undefined),
  );
  if (employeeIds.length === 0) return;
  await endSessionsOfDeactivated(sql, employeeIds);
  await revokeOfDeactivated(sql, employeeIds);
  await actOnKeysOfEmployees(sql, employeeIds);
}

export interface Circumstances {
  readonly removals?: ReadonlyMap<string, RemovalEffect>;
  readonly created?: ReadonlyMap<string, EmployeeLink>;
}

async function knownAfter(
  sql: Sql,
  employeeIds: readonly string[],
  removals: ReadonlyMap<string, RemovalEffect>,
): Promise<(EmployeeAfter | undefined)[]> {
  const known = await knownStandings(sql, employeeIds);
  const links = await openLinks(sql, employeeIds);
  return employeeIds.map((id) =>
    employeeAfter({ id, before: known.get(id), links: links.get(id) ?? [], removal: removals.get(id) }),
  );
}

async function knownStandings(sql: Sql, ids: readonly string[]): Promise<Map<string, KnownStanding>> {
  const { rows } = await sql.query<KnownStanding & { id: string }>(
    `select o.id, o.source, o.deactivation_causes as causes, o.delete_after as "deleteAfter",
            o.primary_account_id as "primaryAccountId", o.email_key as "emailKey",
            exists (select 1 from app_user u where u.employee_id = o.id and u.role <> 'EMPLOYEE'
                    and u.disabled_at is null) as privileged,
            ${jsonObject('o', PROFILE_FIELDS)} as profile
     from employee o where o.id = any($1::uuid[]) order by o.id for update of o`,
    [ids],
  );
  return new Map(rows.map(({ id, ...standing }) => [id, standing]));
}

async function openLinks(sql: Sql, ids: readonly string[]): Promise<Map<string, EmployeeLink[]>> {
  const { rows } = await sql.query<EmployeeLink & { employeeId: string }>(
    `select a.employee_id as "employeeId", a.id as "accountId", d.priority, ${SENIORITY} as seniority, a.enabled,
            a.password_holder as "passwordHolder", d.mail_suffixes as "mailSuffixes",
            ${jsonObject('a', LINK_ACCOUNT_VALUE_NAMES)} as values
     from domain_account a join domain d on d.id = a.domain_id
     where a.employee_id = any($1::uuid[]) and a.closed_at is null`,
    [ids],
  );
  const byEmployee = new Map<string, EmployeeLink[]>();
  for (const { employeeId, ...link } of rows) {
    byEmployee.set(employeeId, [...(byEmployee.get(employeeId) ?? []), link]);
  }
  return byEmployee;
}

const PROFILE = columnList(PROFILE_FIELDS);

// An address belongs to one employee at a time: first come, and who has it already comes first. Addresses that others
// of the same set give up are free, which is how they move between people. Who holds one is looked up by the addresses:
// asked row by row, the planner goes through all employees for each set.
const WRITE = `
  with wanted as (
    select w.id, w.source, w.state, w.causes::text[] as causes, ${PROFILE}, w.email_key, w.primary_account_id, w.search_text,
           w.delete_after
    from unnest($1::text[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::uuid[], $7::text[], $8::timestamptz[],
                ${PROFILE_FIELDS.map((_, index) => `$${index + 9}::text[]`).join(', ')})
      as w (email_key, id, source, state, causes, primary_account_id, search_text, delete_after, ${PROFILE})
  ), holder as materialized (
    select o.id, o.email_key from employee o where o.email_key = any($1::text[])
  ), keyed as (
    select w.*, case
        when w.email_key is null then null
        when exists (select 1 from holder o where o.email_key = w.email_key
                     and not exists (select 1 from wanted v where v.id = o.id)) then null
        when row_number() over (partition by w.email_key
               order by (exists (select 1 from holder o where o.id = w.id and o.email_key = w.email_key)) desc, w.id) > 1
          then null
        else w.email_key end as granted_key
    from wanted w
  ), written as (
    insert into employee as o (id, source, state, deactivation_causes, ${PROFILE},
      email_key, primary_account_id, search_text, delete_after)
    select id, source, state, causes, ${PROFILE},
      granted_key, primary_account_id, search_text, delete_after
    from keyed
    on conflict (id) do update set
      source = excluded.source, state = excluded.state, deactivation_causes = excluded.deactivation_causes,
      ${takeExcluded(PROFILE_FIELDS)}, email_key = excluded.email_key,
      primary_account_id = excluded.primary_account_id, search_text = excluded.search_text,
      delete_after = excluded.delete_after, updated_at = now()
    returning o.id
  )
  update domain_account a set values_hash = null
  from keyed k
  where k.email_key is not null and k.granted_key is null and a.employee_id = k.id and a.closed_at is null`;

async function writeEmployees(sql: Sql, employees: readonly EmployeeAfter[]): Promise<void> {
  if (employees.length === 0) return;
  const columns = [
    employees.map(({ emailKey }) => emailKey),
    employees.map(({ id }) => id),
    employees.map(({ standing }) => standing.source),
    employees.map(({ state }) => state),
    // Causes are names of ours, with nothing in them that an array would have to quote.
    employees.map(({ standing }) => `{${standing.causes.join(',')}}`),
    employees.map(({ primaryAccountId }) => primaryAccountId),
    employees.map(({ searchText }) => searchText),
    employees.map(({ standing }) => standing.deleteAfter),
    ...PROFILE_FIELDS.map((field) => employees.map(({ profile }) => profile[field])),
  ];
  await sql.query(WRITE, columns.map(arrayLiteral));
}

/** Deactivation ends every session, known device and invitation at once, in the same transaction. */
async function endSessionsOfDeactivated(sql: Sql, employeeIds: readonly string[]): Promise<void> {
  await sql.query(
    `update session s set revoked_at = now()
     from app_user u join employee o on o.id = u.employee_id
     where s.user_id = u.id and s.revoked_at is null and o.state = 'DEACTIVATED' and o.id = any($1::uuid[])`,
    [employeeIds],
  );
  await forgetDevicesOfDeactivated(sql, employeeIds);
  await endInvitationsOfDeactivated(sql, employeeIds);
}

/**
 * Writes every employee with an open link to a domain anew, after something changed that all of them depend on, such
 * as the domain's priority. Fails with RUN_IN_PROGRESS while a synchronisation is planning or applying.
 *
 * @returns how many employees were written
 */
export async function reprofileDomain(sql: Sql, domainId: string): Promise<number> {
  await claimInstallation(sql);
  let after = '00000000-0000-0000-0000-000000000000';
  for (let written = 0; ;) {
    const { rows } = await sql.query<{ id: string }>(
      `select distinct employee_id as id from domain_account
       where domain_id = $1 and closed_at is null and employee_id > $2 order by 1 limit ${SET_SIZE}`,
      [domainId, after],
    );
    await reprofileEmployees(
      sql,
      rows.map(({ id }) => id),
    );
    written += rows.length;
    if (rows.length < SET_SIZE) return written;
    after = rows.at(-1)!.id;
  }
}

/** The one lock under which plans are made and applied, in all processes: an advisory lock of PostgreSQL. */
export const INSTALLATION_LOCK = 7_203_114_551;

/**
 * Shared by those who write for whoever holds the installation's lock, over further connections. Taken alone by the next
 * holder, so that what somebody who lost the lock had begun is over before a plan is made.
 */
export const WRITERS_LOCK = 7_203_114_552;

/** Takes the installation's lock until the end of the transaction, or refuses at once. */
export async function claimInstallation(sql: Sql): Promise<void> {
  const { rows } = await sql.query<{ free: boolean }>(
    `select pg_try_advisory_xact_lock($1) and pg_try_advisory_xact_lock($2) as free`,
    [INSTALLATION_LOCK, WRITERS_LOCK],
  );
  if (rows[0]?.free === true) return;
  throw new AppError(
    'RUN_IN_PROGRESS',
    'A synchronisation is planning or applying at this moment. Nothing was changed; try again when it is done.',
  );
}
