import type { Sql } from '../../database.js';
import type { UnlockFacts } from '../../domain/unlock/unlock-refusal.js';
import { MAY_SIGN_IN } from '../sign-in/authenticate.js';

/** A link that is open, as `domain_account a`. */
const OPEN_LINK = `a.employee_id = u.employee_id and a.closed_at is null`;

/**
 * Whose account it is has to be certain before it unlocks anything: an employee whom directories know needs a confirmed link,
 * and where one of them is to the domain that the workstation is joined to, that very one is confirmed. Over `app_user u`
 * and `workstation w`.
 */
const LINK_IS_CONFIRMED = `(
  not exists (
    select 1 from domain_account a join domain d on d.id = a.domain_id
    where ${OPEN_LINK} and not a.confirmed and d.dns_name = w.joined_domain)
  and (not exists (select 1 from domain_account a where ${OPEN_LINK})
       or exists (select 1 from domain_account a where ${OPEN_LINK} and a.confirmed)))`;

/** In SQL, over `app_user u` and `workstation w`: what is known of a person at a workstation. */
export const FACTS_OF_BOTH = `exists (select 1 from alarm where lifted_at is null) as alarm,
  w.state = 'APPROVED' as "workstationApproved", (${MAY_SIGN_IN}) as "ownerMaySignIn",
  ${LINK_IS_CONFIRMED} as "linkConfirmed"`;

export interface LockedCredential extends UnlockFacts {
  readonly id: string;
  readonly authenticatorId: string;
  readonly publicKey: Buffer;
  readonly workstationId: string;
  readonly workstationName: string;
  readonly expiresAt: Date;
}

/**
 * A credential with all that decides whether it is good, locked until the end of the transaction: whoever revokes it comes
 * before or after. Undefined where there is none, or its app is gone. After `shareDecisions`.
 */
export async function lockCredential(sql: Sql, id: string): Promise<LockedCredential | undefined> {
  const { rowCount } = await sql.query(`select 1 from unlock_credential where id = $1 for update`, [id]);
  if (rowCount !== 1) return undefined;
  // A statement sees what was committed before it began, so looking comes after the lock.
  const { rows } = await sql.query<LockedCredential>(
    `select c.id, t.id as "authenticatorId", t.public_key as "publicKey", w.id as "workstationId",
            w.machine_name as "workstationName", c.expires_at as "expiresAt", c.revoked_at is not null as revoked,
            c.expires_at <= clock_timestamp() as expired, ${FACTS_OF_BOTH}
     from unlock_credential c join workstation w on w.id = c.workstation_id
     join authenticator t on t.id = c.authenticator_id join app_user u on u.id = t.user_id
     where c.id = $1`,
    [id],
  );
  return rows[0];
}
