import { withTransaction, type Pool, type Sql } from '../../database.js';
import { inField, line } from '../../domain/settings/input-fault.js';
import { AppError } from '../../errors.js';
import { valueOrThrow } from '../app-errors.js';
import { auditRefusals } from '../audit/audit-refusals.js';
import { insertAudit, type Actor } from '../audit/record-audit.js';
import { actOnKeysOfEmployees } from '../keys/act-on-keys-of-employees.js';
import { revokeOfDeactivated } from '../unlock/revoke-credentials.js';
import { lockAdministration } from '../users/lock-administration.js';
import { endSessions, lockEmployee } from './stored-employee.js';

const NOTE_LIMIT = 500;

export interface Deactivation {
  /** Why, for the audit; at most 500 characters. */
  readonly note: string | null;
  /** Whether administrators need a passkey: then the last of them who has one stays. */
  readonly requirePasskey: boolean;
}

/**
 * Deactivates any employee with the cause ADMINISTRATOR, which no synchronisation lifts, ends the sessions of their
 * users, revokes what they may unlock, and suspends their key. Doing it again changes nothing.
 *
 * @throws AppError NOT_FOUND; BAD_INPUT; WRONG_STATE when nobody could administer Latchkey any more
 */
export async function deactivateEmployee(
  pool: Pool,
  actor: Actor,
  id: string,
  { note, requirePasskey }: Deactivation,
): Promise<void> {
  const entry = { action: 'employee.deactivate', targetType: 'Employee', targetId: id };
  await auditRefusals(pool, actor, entry, async () => {
    const text = note === null ? null : valueOrThrow(inField('note', line(NOTE_LIMIT)(note)));
    await withTransaction(pool, async (sql) => {
      await lockAdministration(sql);
      await lockEmployee(sql, id);
      await assertAdministratorsRemain(sql, id, requirePasskey);
      const changed = await addCause(sql, id);
      const endedSessions = await endSessions(sql, id);
      await revokeOfDeactivated(sql, [id], actor);
      await insertAudit(sql, actor, { ...entry, details: { changed, endedSessions, note: text } });
      await actOnKeysOfEmployees(sql, [id], actor);
    });
  });
}

/** Relative to what is there: a synchronisation adds and lifts causes of its own at the same time. */
async function addCause(sql: Sql, id: string): Promise<boolean> {
  const { rowCount } = await sql.query(
    `update employee set state = 'DEACTIVATED', updated_at = now(),
            deactivation_causes = array(
              select cause from unnest(deactivation_causes || '{ADMINISTRATOR}'::text[]) cause order by cause)
     where id = $1 and not 'ADMINISTRATOR' = any(deactivation_causes)`,
    [id],
  );
  return rowCount === 1;
}

/** Under `lockAdministration`: two administrators who deactivate each other at the same time do so one after the other. */
async function assertAdministratorsRemain(
  sql: Sql,
  employeeId: string,
  requirePasskey: boolean,
): Promise<void> {
  const { rows } = await sql.query<{ concerned: boolean; active: boolean; hasPasskey: boolean }>(
    `select u.employee_id is not distinct from $1 as concerned, coalesce(e.state = 'ACTIVE', true) as active,
            exists (select 1 from authenticator t where t.user_id = u.id and t.kind = 'PASSKEY') as "hasPasskey"
     from app_user u left join employee e on e.id = u.employee_id
     where u.role = 'ADMINISTRATOR' and u.disabled_at is null`,
    [employeeId],
  );
  const isLastOf = (among: typeof rows): boolean =>
    among.some(({ concerned }) => concerned) && among.every(({ concerned }) => concerned);
  const active = rows.filter((row) => row.active || row.concerned);
  if (isLastOf(active)) throw nobodyLeft('the last administrator. Add another administrator first');
  if (requirePasskey && isLastOf(rows.filter((row) => row.active && row.hasPasskey)))
    throw nobodyLeft('the last administrator who has a passkey. See to it that another one has one first');
}

function nobodyLeft(last: string): AppError {
  return new AppError(
    'WRONG_STATE',
    `This employee is linked to ${last}, or nobody could sign in to undo this.`,
  );
}
