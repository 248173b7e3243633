import type { Sql } from '../../database.js';
import type { InvitationState } from '../../domain/states.js';
import { AppError } from '../../errors.js';

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
