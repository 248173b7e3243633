import type { Sql } from '../../database.js';
import { mergeProfile, PROFILE_FIELDS, type ProfileField } from '../../domain/employee/profile.js';
import {
  PROFILE_VALUE_NAMES,
  profileOfAccount,
  type ProfileValues,
} from '../../domain/employee/account-values.js';
import { jsonObject } from '../rows.js';
import { SENIORITY } from '../sync/sync-run-row.js';

/** Which account a field of a merged profile came from; null where no directory has a value. */
export interface FieldOrigin {
  readonly field: ProfileField;
  readonly accountId: string | null;
}

interface LinkRow {
  readonly employeeId: string;
  readonly accountId: string;
  readonly priority: number;
  readonly seniority: string;
  readonly values: ProfileValues;
}

/** The origins of every profile field, by employee; all null for whom no directory knows. One statement for all. */
export async function fieldOrigins(
  sql: Sql,
  employeeIds: readonly string[],
): Promise<Map<string, readonly FieldOrigin[]>> {
  const { rows } = await sql.query<LinkRow>(
    `select a.employee_id as "employeeId", a.id as "accountId", d.priority, ${SENIORITY} as seniority,
            ${jsonObject('a', PROFILE_VALUE_NAMES)} as values
     from domain_account a join domain d on d.id = a.domain_id
     where a.employee_id = any($1::uuid[]) and a.closed_at is null`,
    [employeeIds],
  );
  const links = Map.groupBy(rows, (row) => row.employeeId);
  return new Map(employeeIds.map((id) => [id, originsOf(links.get(id) ?? [])]));
}

function originsOf(links: readonly LinkRow[]): FieldOrigin[] {
  const { origins } = mergeProfile(links.map((link) => ({ ...link, values: profileOfAccount(link.values) })));
  return PROFILE_FIELDS.map((field) => ({ field, accountId: origins[field] }));
}

/** The names of the domains that own an employee's fields: each field's own, and all of them for a field without a value. */
export async function fieldOwners(
  sql: Sql,
  employeeId: string,
): Promise<Map<ProfileField, readonly string[]>> {
  const { rows } = await sql.query<{ id: string; dnsName: string }>(
    `select a.id, d.dns_name as "dnsName" from domain_account a join domain d on d.id = a.domain_id
     where a.employee_id = $1 and a.closed_at is null order by d.dns_name`,
    [employeeId],
  );
  const everyDomain = rows.map(({ dnsName }) => dnsName);
  const origins = (await fieldOrigins(sql, [employeeId])).get(employeeId) ?? [];
  return new Map(
    origins.map(({ field, accountId }) => {
      const own = rows.filter(({ id }) => id === accountId).map(({ dnsName }) => dnsName);
      return [field, own.length > 0 ? own : everyDomain];
    }),
  );
}
