import type { Sql } from '../../database.js';
import type { InvitationState } from '../../domain/states.js';
import { AppError } from '../../errors.js';
import { recordEvent } from '../../events/record-event.js';
import type { InvitationStatus } from './invitation-status.js';

/** An invitation as its row has it, with what the clock says of it. */
export interface StoredInvitation {
  readonly id: string;
  readonly employeeId: string;
  readonly state: InvitationState;
  readonly recipient: string;
  readonly expiresAt: Date;
}

/** What the clock says of the state of an `invitation i`. See STATE_FOR_EMPLOYEE for what its employee says of it besides. */
export const STATE_NOW = `case when i.state = 'PENDING' and i.expires_at <= clock_timestamp() then 'EXPIRED' else i.state end`;

/** Reads an invitation and keeps others from using or ending it until the transaction ends. Throws NOT_FOUND. */
export async function lockInvitation(sql: Sql, id: string): Promise<StoredInvitation> {
  const { rows } = await sql.query<StoredInvitation>(
    `select i.id, i.employee_id as "employeeId", ${STATE_NOW} as state, i.recipient, i.expires_at as "expiresAt"
     from invitation i where i.id = $1 for update`,
    [id],
  );
  if (rows[0] === undefined) throw new AppError('NOT_FOUND', 'There is no such invitation (any more).');
  return rows[0];
}

/** Ends these in the caller's transaction, and tells whoever has one of them open. */
export async function revokeRows(sql: Sql, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await sql.query(
    `update invitation set state = 'REVOKED', revoked_at = now() where id = any($1::uuid[]) and state = 'PENDING'`,
    [ids],
  );
  const payload: InvitationStatus = { state: 'REVOKED' };
  await recordEvent(sql, { streamIds: ids, payload, ends: ids });
}

/** The same for every invitation that those of these employees have who are deactivated. Their rows are locked already. */
export async function endInvitationsOfDeactivated(sql: Sql, employeeIds: readonly string[]): Promise<void> {
  const { rows } = await sql.query<{ id: string }>(
    `select i.id from invitation i join employee o on o.id = i.employee_id
     where i.state = 'PENDING' and o.state = 'DEACTIVATED' and o.id = any($1::uuid[]) order by i.id for update of i`,
    [employeeIds],
  );
  await revokeRows(
    sql,
    rows.map(({ id }) => id),
  );
}

/** The same for every invitation that one employee has, whatever became of them. */
export async function endInvitationsOf(sql: Sql, employeeId: string): Promise<void> {
  const { rows } = await sql.query<{ id: string }>(
    `select id from invitation where employee_id = $1 and state = 'PENDING' order by id for update`,
    [employeeId],
  );
  await revokeRows(
    sql,
    rows.map(({ id }) => id),
  );
}
