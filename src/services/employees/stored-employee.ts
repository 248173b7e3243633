import type { Sql } from '../../database.js';
import { emailKey } from '../../domain/identifiers.js';
import type { NamedProfile } from '../../domain/employee/manual-profile.js';
import { PROFILE_FIELDS } from '../../domain/employee/profile.js';
import { searchTextOf } from '../../domain/employee/search-text.js';
import type { DeactivationCause, EmployeeSource } from '../../domain/states.js';
import { AppError } from '../../errors.js';
import { ACCESS_CHANNEL } from '../../events/record-event.js';
import { endInvitationsOf } from '../invitations/stored-invitation.js';
import { selectList, type RowValues } from '../rows.js';

/** An employee's row, as services need it. */
export interface StoredEmployee extends NamedProfile {
  readonly id: string;
  readonly source: EmployeeSource;
  readonly deactivationCauses: readonly DeactivationCause[];
}

const PROPERTIES = ['id', 'source', 'deactivationCauses', ...PROFILE_FIELDS];

/**
 * Reads an employee and keeps everybody else from changing them until the transaction ends. Fails with NOT_FOUND.
 * A synchronisation writes accounts first and then employees: whoever locks both does so in that order.
 */
export async function lockEmployee(sql: Sql, id: string): Promise<StoredEmployee> {
  const { rows } = await sql.query<StoredEmployee>(
    `select ${selectList('e', PROPERTIES)} from employee e where e.id = $1 for update`,
    [id],
  );
  if (rows[0] === undefined) {
    throw new AppError('NOT_FOUND', 'There is no such employee (any more). Look them up in `employees`.');
  }
  return rows[0];
}

/** A profile as it is written to the row, with what people are matched and found by. */
export function rowOfProfile(profile: NamedProfile): RowValues {
  const searchText = searchTextOf({ ...profile, logins: [] });
  return { ...profile, emailKey: emailKey(profile.email) ?? null, searchText };
}

/**
 * Ends the sessions of users who are linked to the employee: they are signed out everywhere, and no device of theirs is
 * known any more. An invitation is revoked, and
 * its page is told. API tokens they made lend nothing any more, though no row of theirs changes: so every server is told to
 * look.
 */
export async function endSessions(sql: Sql, employeeId: string): Promise<number> {
  const { rowCount } = await sql.query(
    `update session s set revoked_at = now() from app_user u
     where u.employee_id = $1 and s.user_id = u.id and s.revoked_at is null`,
    [employeeId],
  );
  await sql.query(
    `delete from known_device where user_id in (select id from app_user where employee_id = $1)`,
    [employeeId],
  );
  await endInvitationsOf(sql, employeeId);
  await sql.query(`select pg_notify('${ACCESS_CHANNEL}', '')`);
  return rowCount ?? 0;
}
