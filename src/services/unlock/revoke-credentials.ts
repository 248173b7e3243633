import type { Sql } from '../../database.js';
import type { UnlockRevocation } from '../../domain/states.js';
import { recordEvent } from '../../events/record-event.js';
import { insertAudits, type Actor } from '../audit/record-audit.js';
import type { UnlockNews } from './ask-unlock.js';

/** Who acts where credentials follow what a synchronisation wrote. */
const FOLLOWING: Actor = { kind: 'SYNC', id: null, name: 'synchronisation' };

/** Which credentials, as a condition over `unlock_credential c`, its `authenticator t`, its `app_user u`, and its `employee o`. */
interface Which {
  readonly where: string;
  readonly values: readonly unknown[];
}

/**
 * Revokes credentials that stand, each audited, in the caller's transaction: a handful of statements, whatever their number,
 * and one look at an index where there are none. A workstation that waits for an answer is told at once. Answers how many.
 */
export async function revokeCredentials(
  sql: Sql,
  actor: Actor,
  revocation: UnlockRevocation,
  { where, values }: Which,
): Promise<number> {
  const { rows } = await sql.query<{ id: string }>(
    `select c.id from unlock_credential c join authenticator t on t.id = c.authenticator_id
     join app_user u on u.id = t.user_id left join employee o on o.id = u.employee_id
     where c.revoked_at is null and ${where} order by c.id for update of c`,
    [...values],
  );
  if (rows.length === 0) return 0;
  const ids = rows.map(({ id }) => id);
  await sql.query(
    `update unlock_credential set revoked_at = now(), revocation = $2 where id = any($1::uuid[])`,
    [ids, revocation],
  );
  await insertAudits(sql, actor, {
    action: 'unlock.revoke',
    targetType: 'UnlockCredential',
    targets: ids.map((id) => ({ id, details: { revocation } })),
  });
  await endQuestions(sql, ids);
  return ids.length;
}

async function endQuestions(sql: Sql, credentialIds: readonly string[]): Promise<void> {
  const { rows } = await sql.query<{ id: string }>(
    `update unlock_request set state = 'REFUSED', answered_at = now()
     where credential_id = any($1::uuid[]) and state = 'WAITING' returning id`,
    [credentialIds],
  );
  if (rows.length === 0) return;
  const ids = rows.map(({ id }) => id);
  const payload: UnlockNews = { state: 'REFUSED', code: 'UNLOCK_CREDENTIAL_REVOKED' };
  await recordEvent(sql, { streamIds: ids, payload, ends: ids });
}

/** Those of employees who are deactivated now, in the transaction that made them so and behind it. */
export async function revokeOfDeactivated(
  sql: Sql,
  employeeIds: readonly string[],
  actor: Actor = FOLLOWING,
): Promise<number> {
  return revokeCredentials(sql, actor, 'DEACTIVATION', {
    where: `o.state = 'DEACTIVATED' and o.id = any($1::uuid[])`,
    values: [employeeIds],
  });
}

/** Those of an employee who is about to be deleted. */
export async function revokeOfDeleted(sql: Sql, employeeId: string, actor: Actor): Promise<number> {
  return revokeCredentials(sql, actor, 'DEACTIVATION', { where: `o.id = $1`, values: [employeeId] });
}

/** Those for a workstation that is not approved any more. */
export async function revokeOfWorkstation(sql: Sql, workstationId: string, actor: Actor): Promise<number> {
  return revokeCredentials(sql, actor, 'WORKSTATION', {
    where: `c.workstation_id = $1`,
    values: [workstationId],
  });
}

/** Those of an app that is about to be removed. */
export async function revokeOfAuthenticator(
  sql: Sql,
  authenticatorId: string,
  actor: Actor,
): Promise<number> {
  return revokeCredentials(sql, actor, 'AUTHENTICATOR', {
    where: `c.authenticator_id = $1`,
    values: [authenticatorId],
  });
}
