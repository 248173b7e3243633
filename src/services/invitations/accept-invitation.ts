import type { Sql } from '../../database.js';
import type { AuthenticatorKind } from '../../domain/states.js';
import { AppError } from '../../errors.js';
import { recordEvent } from '../../events/record-event.js';
import { insertAudit, type Actor } from '../audit/record-audit.js';
import type { InvitationStatus } from './invitation-status.js';
import { STATE_FOR_EMPLOYEE } from './standing.js';
import { lockInvitation } from './stored-invitation.js';

/** Somebody who uses an invitation: locked, and good for it. */
export interface Accepting {
  readonly invitationId: string;
  readonly employeeId: string;
  /** The user they sign in as from now on. */
  readonly userId: string;
  readonly actor: Actor;
}

interface EmployeeRow {
  readonly displayName: string;
  readonly email: string | null;
  readonly emailKey: string | null;
}

/**
 * Locks an invitation that can be used, and finds or makes the user whom its employee signs in as. Of two who use it at the
 * same instant the second finds it used.
 *
 * @throws AppError INVITATION_OVER, INVITATION_REFUSED
 */
export async function beginAccepting(sql: Sql, invitationId: string): Promise<Accepting> {
  // The employee before the invitation: whoever deactivates them locks in that order too.
  const { rows } = await sql.query<{ employeeId: string }>(
    `select employee_id as "employeeId" from invitation where id = $1`,
    [invitationId],
  );
  const employeeId = rows[0]?.employeeId;
  const employee = employeeId === undefined ? undefined : await lockEmployeeRow(sql, employeeId);
  if (employeeId === undefined || employee === undefined) throw over('It is gone.');
  const { state } = await lockInvitation(sql, invitationId);
  if (state === 'ACCEPTED') throw over('It was used already.');
  if (state !== 'PENDING' || !(await isStillGood(sql, invitationId)))
    throw over('It has expired or was revoked.');
  const actor = { kind: 'INVITEE', id: invitationId, name: employee.displayName } as const;
  const userId = await userOfEmployee(sql, actor, employeeId, employee);
  return { invitationId, employeeId, userId, actor };
}

async function isStillGood(sql: Sql, invitationId: string): Promise<boolean> {
  const { rows } = await sql.query<{ good: boolean }>(
    `select ${STATE_FOR_EMPLOYEE} = 'PENDING' as good from invitation i join employee e on e.id = i.employee_id
     where i.id = $1`,
    [invitationId],
  );
  return rows[0]?.good ?? false;
}

/** The invitation is used: the last statements of the transaction. Whoever has its page open is told. */
export async function finishAccepting(
  sql: Sql,
  { invitationId, employeeId, userId, actor }: Accepting,
  registered: { readonly id: string; readonly kind: AuthenticatorKind; readonly name: string },
): Promise<void> {
  await sql.query(`update invitation set state = 'ACCEPTED', accepted_at = now() where id = $1`, [
    invitationId,
  ]);
  await insertAudit(sql, actor, {
    action: 'invitation.accept',
    targetType: 'Employee',
    targetId: employeeId,
    details: { invitationId, userId, authenticatorId: registered.id, method: registered.kind },
  });
  const payload: InvitationStatus = { state: 'ACCEPTED', method: registered.kind, name: registered.name };
  await recordEvent(sql, { streamIds: [invitationId], payload, ends: [invitationId] });
}

async function lockEmployeeRow(sql: Sql, id: string): Promise<EmployeeRow | undefined> {
  const { rows } = await sql.query<EmployeeRow>(
    `select display_name as "displayName", email, email_key as "emailKey"
     from employee where id = $1 for no key update`,
    [id],
  );
  return rows[0];
}

/**
 * Made when somebody accepts for the first time; whoever accepts again is the same user. Of several the one that has the
 * address already, since an address belongs to one.
 */
async function userOfEmployee(
  sql: Sql,
  actor: Actor,
  employeeId: string,
  employee: EmployeeRow,
): Promise<string> {
  const { displayName, email, emailKey } = employee;
  if (email === null || emailKey === null) {
    throw new AppError(
      'INVITATION_REFUSED',
      'You have no e-mail address here any more. Ask your administrators.',
    );
  }
  const known = await sql.query<{ id: string }>(
    `select id from app_user where employee_id = $1 and role = 'EMPLOYEE'
     order by email_key = $2 desc, created_at, id limit 1 for update`,
    [employeeId, emailKey],
  );
  await makeRoomForAddress(sql, actor, employeeId, emailKey);
  const userId = known.rows[0]?.id;
  if (userId !== undefined) {
    await sql.query(
      `update app_user set disabled_at = null, email = $2, email_key = $3, display_name = $4 where id = $1`,
      [userId, email.trim(), emailKey, displayName],
    );
    return userId;
  }
  const { rows } = await sql.query<{ id: string }>(
    `insert into app_user (email, email_key, display_name, role, employee_id)
     values ($1, $2, $3, 'EMPLOYEE', $4) returning id`,
    [email.trim(), emailKey, displayName, employeeId],
  );
  return rows[0]!.id;
}

/**
 * An address belongs to one user. One with a role of their own keeps it, and nobody else becomes them; one of somebody who
 * is gone goes; one of another employee, whose address it was, gives it up: they sign in without it.
 */
async function makeRoomForAddress(
  sql: Sql,
  actor: Actor,
  employeeId: string,
  emailKey: string,
): Promise<void> {
  const { rows } = await sql.query<{ id: string; role: string; employeeId: string | null }>(
    `select id, role, employee_id as "employeeId" from app_user
     where (email_key = $1 and employee_id is distinct from $2) or (employee_id = $2 and role <> 'EMPLOYEE')
     order by role <> 'EMPLOYEE' desc, id for update`,
    [emailKey, employeeId],
  );
  const [holder] = rows;
  if (holder === undefined) return;
  if (holder.role !== 'EMPLOYEE') {
    throw new AppError(
      'INVITATION_REFUSED',
      'You, or your e-mail address, belong to a user with a role of their own here. Ask your administrators.',
    );
  }
  const target = { targetType: 'User', targetId: holder.id, details: { employeeId } };
  if (holder.employeeId === null) {
    await sql.query(`delete from app_user where id = $1`, [holder.id]);
    await insertAudit(sql, actor, { action: 'user.remove', ...target });
    return;
  }
  const freed = `${holder.id}@moved.invalid`;
  await sql.query(`update app_user set email = $2, email_key = $2 where id = $1`, [holder.id, freed]);
  await insertAudit(sql, actor, { action: 'user.lose-address', ...target });
}

function over(why: string): AppError {
  return new AppError(
    'INVITATION_OVER',
    `This invitation cannot be used any more. ${why} Ask your administrators for a new one.`,
  );
}
