import type { Sql } from '../../../database.js';
import {
  ACCOUNT_MOMENTS,
  ACCOUNT_VALUE_NAMES,
  type AccountValues,
} from '../../../domain/employee/account-values.js';
import { PROFILE_FIELDS, type Profile } from '../../../domain/employee/profile.js';
import type { DeactivationCause, EmployeeSource, PasswordHolder } from '../../../domain/states.js';
import type { HeldChange } from '../../../domain/sync/removal-guard.js';
import { jsonObject, valueColumn } from '../../rows.js';
import { SENIORITY, type SyncDomainRow } from '../sync-run-row.js';
import type { Attempt } from '../reading/store-snapshot.js';

/** The values of an account as JSON, from any row that has an account's columns. Dates as ISO text in UTC. */
const valuesJson = (row: string) => jsonObject(row, ACCOUNT_VALUE_NAMES, ACCOUNT_MOMENTS);

/** The values of a snapshot's person as columns of a row. */
const VALUE_COLUMNS = ACCOUNT_VALUE_NAMES.map((name) => {
  const column = valueColumn('e', name, ACCOUNT_MOMENTS);
  // A 64-bit integer would come as a bigint; the part of a SID is one of 32 bits.
  return `${name === 'rid' ? `${column}::float8` : column} as "${name}"`;
}).join(', ');

/** The open links of one employee other than one account, as JSON. */
const linksJson = (employee: string, exceptAccount: string) => `(
  select coalesce(json_agg(json_build_object(
    'accountId', l.id, 'priority', d.priority, 'seniority', ${SENIORITY}, 'account', ${valuesJson('l')},
    'enabled', l.enabled, 'inThisDomain', l.domain_id = $3,
    'leaves', coalesce(ls.standing = 'LEFT', false), 'mailSuffixes', to_jsonb(d.mail_suffixes))), '[]')
  from domain_account l
  join domain d on d.id = l.domain_id
  left join snapshot_entry ls on l.domain_id = $3 and ls.run_id = $1 and ls.attempt = $2 and ls.object_guid = l.object_guid
  where l.employee_id = ${employee} and l.closed_at is null and l.id is distinct from ${exceptAccount})`;

/** All open links of an employee, as JSON. */
export const holderLinks = (employee: string) => linksJson(employee, 'null::uuid');

/** An employee with what a decision needs to know of them, as JSON. */
const employeeJson = (row: string, exceptAccount: string) => `json_build_object(
  'id', ${row}.id, 'name', ${row}.display_name, 'source', ${row}.source,
  'causes', to_jsonb(${row}.deactivation_causes),
  'enteredByHand', ${row}.source = 'MANUAL'
    and not exists (select 1 from domain_account c where c.employee_id = ${row}.id),
  'privileged', exists (select 1 from app_user u where u.employee_id = ${row}.id and u.role <> 'EMPLOYEE'
                        and u.disabled_at is null),
  'profile', ${jsonObject(row, PROFILE_FIELDS)},
  'otherLinks', ${linksJson(`${row}.id`, exceptAccount)})`;

/** An address matches only within the suffixes its domain declares; without declared ones, always. */
const MATCHES = `(cardinality($4::text[]) = 0 or split_part(e.email_key, '@', 2) = any($4::text[]))`;

/**
 * The account is as it was last applied: the greater part of every run but the first. `values_hash` is null where
 * something was withheld, is held, or has to be looked at again, and null equals nothing.
 */
export const IS_UNCHANGED = `
  e.standing = 'PERSON' and a.closed_at is null and a.unreadable_since is null
  and a.values_hash = e.values_hash
  and a.in_password_group = e.in_password_group and a.by_primary_group = e.by_primary_group`;

/** With the values of the person, if it is one. */
export interface CandidateRow extends AccountValues {
  readonly object_guid: string;
  readonly standing: 'PERSON' | 'LEFT' | 'HELD' | 'UNREADABLE' | 'OTHER';
  readonly member_kind: string | null;
  readonly evidence: string | null;
  readonly held: HeldChange[] | null;
  readonly in_password_group: boolean;
  readonly by_primary_group: boolean;
  readonly is_bind_account: boolean;
  readonly email_key: string | null;
  readonly shares_email_with: string[];
  readonly account: StoredAccount | null;
  readonly holder: StoredEmployee | null;
}

export interface StoredLink {
  readonly accountId: string;
  readonly priority: number;
  readonly seniority: string;
  readonly account: AccountValues;
  readonly enabled: boolean | null;
  readonly inThisDomain: boolean;
  readonly leaves: boolean;
  readonly mailSuffixes: string[];
}

export interface StoredEmployee {
  readonly id: string;
  readonly name: string;
  readonly source: EmployeeSource;
  readonly enteredByHand: boolean;
  readonly causes: DeactivationCause[];
  readonly privileged: boolean;
  readonly profile: Profile;
  readonly otherLinks: StoredLink[];
}

export interface StoredAccount {
  readonly id: string;
  readonly isOpen: boolean;
  readonly values: AccountValues;
  readonly inPasswordGroup: boolean;
  readonly confirmed: boolean;
  readonly passwordHolder: PasswordHolder;
  readonly isSettled: boolean;
  readonly employee: StoredEmployee;
}

const CANDIDATES = `
  select e.object_guid, e.standing, e.member_kind, e.evidence, e.held, ${VALUE_COLUMNS},
         e.in_password_group, e.by_primary_group, e.email_key,
         exists (select 1 from domain b where b.bind_account_guid = e.object_guid) as is_bind_account,
         case when twice.names is null then '{}'
              else array(select t.name from unnest(twice.guids, twice.names) as t (guid, name)
                         where t.guid <> e.object_guid order by t.name limit 10) end as shares_email_with,
         case when a.id is not null then json_build_object(
           'id', a.id, 'isOpen', a.closed_at is null, 'values', ${valuesJson('a')},
           'inPasswordGroup', a.in_password_group, 'confirmed', a.confirmed, 'passwordHolder', a.password_holder,
           'isSettled', a.values_hash is not null,
           'employee', ${employeeJson('o', 'a.id')}) end as account,
         case when h.id is not null then ${employeeJson('h', 'null::uuid')} end as holder
  from snapshot_entry e
  left join domain_account a on a.domain_id = $3 and a.object_guid = e.object_guid
  left join employee o on o.id = a.employee_id
  left join employee h on e.standing = 'PERSON' and h.email_key = e.email_key and h.id is distinct from o.id and ${MATCHES}
  left join (
    select email_key, (array_agg(object_guid order by object_guid))[1:11] as guids,
           (array_agg(coalesce(display_name, common_name, sam_account_name, dn) order by object_guid))[1:11] as names
    from snapshot_entry where run_id = $1 and attempt = $2 and standing = 'PERSON' and email_key is not null
    group by email_key having count(*) > 1
  ) twice on e.standing = 'PERSON' and twice.email_key = e.email_key
  where e.run_id = $1 and e.attempt = $2
    and (${IS_UNCHANGED}) is not true
    and not exists (select 1 from sync_item i where i.run_id = $1 and i.object_guid = e.object_guid)
  order by e.object_guid`;

/** Some of those a plan has to decide about, each with what was decided, in the same order. */
export interface DecidedRows<Decision> {
  readonly rows: readonly CandidateRow[];
  readonly decisions: readonly Decision[];
}

/**
 * Everybody a plan has to decide about, in sets, with the decisions. Works inside the caller's transaction through a
 * database cursor, so that memory stays flat whatever the number of people. While one set is decided about, the database
 * fetches the next, and goes on to whatever the caller asked of it about the set before.
 */
export async function* decidedRows<Decision>(
  sql: Sql,
  { runId, attempt }: Attempt,
  domain: SyncDomainRow,
  { size, decide }: { size: number; decide: (row: CandidateRow) => Decision },
): AsyncGenerator<DecidedRows<Decision>> {
  // The whole result will be fetched: a plan for the first rows only would join row by row.
  await sql.query(`set local cursor_tuple_fraction = 1`);
  await sql.query(`declare candidates no scroll cursor for ${CANDIDATES}`, [
    runId,
    attempt,
    domain.id,
    domain.mailSuffixes,
  ]);
  const fetch = async (): Promise<CandidateRow[]> => {
    const { rows } = await sql.query<CandidateRow>(`fetch ${size} from candidates`);
    return rows;
  };
  for (let rows = await fetch(); rows.length > 0;) {
    const ahead = rows.length < size ? undefined : fetch();
    // Awaited below, unless a decision throws or the caller leaves.
    ahead?.catch(() => undefined);
    yield { rows, decisions: rows.map(decide) };
    rows = (await ahead) ?? [];
  }
  await sql.query(`close candidates`);
}
