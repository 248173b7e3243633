import type { Sql } from '../../database.js';
import { SHOWN_ACCOUNT_VALUES } from '../../domain/employee/account-values.js';
import type { DomainAccount } from '../../entities/domain-account.js';
import { prepared } from '../prepared.js';
import { selectList } from '../rows.js';

const PROPERTIES = [
  'id',
  'objectGuid',
  'enabled',
  'whenChanged',
  'inSyncGroup',
  'inPasswordGroup',
  'confirmed',
  'passwordHolder',
  'firstSeenAt',
  'lastSeenAt',
  'unreadableSince',
  'closedAt',
  ...SHOWN_ACCOUNT_VALUES,
] as const satisfies readonly (keyof DomainAccount)[];

/** An account as lists have it; `employee` and `domain` are ids. */
export type ListedAccount = Readonly<
  Pick<DomainAccount, (typeof PROPERTIES)[number] | 'employee' | 'domain'>
>;

const SELECT = `select ${selectList('a', PROPERTIES)}, a.employee_id as employee, a.domain_id as domain
  from domain_account a`;

/** The accounts of these employees, each employee's oldest first; closed ones only when asked for. */
export async function accountsOfEmployees(
  sql: Sql,
  employeeIds: readonly string[],
  includeClosed: boolean,
): Promise<readonly ListedAccount[]> {
  const text = `${SELECT} where a.employee_id = any($1::uuid[])${includeClosed ? '' : ' and a.closed_at is null'}
     order by a.first_seen_at, a.id`;
  const { rows } = await sql.query<ListedAccount>(prepared(text, [employeeIds]));
  return rows;
}

/** The accounts with these ids, in no order. */
export async function accountsById(sql: Sql, ids: readonly string[]): Promise<ListedAccount[]> {
  const { rows } = await sql.query<ListedAccount>(`${SELECT} where a.id = any($1::uuid[])`, [ids]);
  return rows;
}
