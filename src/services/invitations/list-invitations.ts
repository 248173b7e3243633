import type { Sql } from '../../database.js';
import type { AuthenticatorKind, InvitationState, MailState } from '../../domain/states.js';
import { STATE_FOR_EMPLOYEE } from './standing.js';

/** An invitation as lists have it. */
export interface ListedInvitation {
  readonly id: string;
  readonly employeeId: string;
  readonly state: InvitationState;
  readonly recipient: string;
  readonly invitedBy: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly acceptedAt: Date | null;
  readonly revokedAt: Date | null;
  /** What became of its mail; null when that was sent long ago and is forgotten. */
  readonly mailState: MailState | null;
  readonly mailError: string | null;
}

const LISTED = `i.id, i.employee_id as "employeeId", ${STATE_FOR_EMPLOYEE} as state, i.recipient, i.invited_by as "invitedBy",
  i.created_at as "createdAt", i.expires_at as "expiresAt", i.accepted_at as "acceptedAt",
  i.revoked_at as "revokedAt", m.state as "mailState", m.last_error as "mailError"`;
const WITH_EMPLOYEE_AND_MAIL = `join employee e on e.id = i.employee_id
  left join mail m on m.cause = 'invitation/' || i.id and m.recipient = i.recipient`;

export async function invitationsById(sql: Sql, ids: readonly string[]): Promise<ListedInvitation[]> {
  const { rows } = await sql.query<ListedInvitation>(
    `select ${LISTED} from invitation i ${WITH_EMPLOYEE_AND_MAIL} where i.id = any($1::uuid[])`,
    [ids],
  );
  return rows;
}

/** The newest invitation of each of these employees. */
export async function newestInvitations(
  sql: Sql,
  employeeIds: readonly string[],
): Promise<ListedInvitation[]> {
  const { rows } = await sql.query<ListedInvitation>(
    `select distinct on (i.employee_id) ${LISTED} from invitation i ${WITH_EMPLOYEE_AND_MAIL}
     where i.employee_id = any($1::uuid[]) order by i.employee_id, i.created_at desc, i.id desc`,
    [employeeIds],
  );
  return rows;
}

/** What somebody who has the link is shown of it. */
export interface OpenedInvitation {
  readonly state: InvitationState;
  readonly name: string;
  readonly invitedBy: string;
  readonly expiresAt: Date;
  readonly methods: readonly AuthenticatorKind[];
}

/** What an invitation offers: whatever one of the domains allows that know its employee for certain. */
export async function openedInvitation(sql: Sql, id: string): Promise<OpenedInvitation | undefined> {
  const { rows } = await sql.query<OpenedInvitation>(
    `select ${STATE_FOR_EMPLOYEE} as state, e.display_name as name, i.invited_by as "invitedBy", i.expires_at as "expiresAt",
            ${METHODS} as methods
     from invitation i join employee e on e.id = i.employee_id where i.id = $1`,
    [id],
  );
  return rows[0];
}

/** What `employee e` may sign in with, as an expression. */
const METHODS = `case when e.source = 'MANUAL' then '{APP,PASSKEY}'::text[] else array(
  select distinct m from domain_account a join domain d on d.id = a.domain_id, unnest(d.sign_in_methods) m
  where a.employee_id = e.id and a.closed_at is null and a.confirmed and d.single_sign_on order by m) end`;

/** Whether an employee may sign in with this. */
export async function mayUseMethod(
  sql: Sql,
  employeeId: string,
  method: AuthenticatorKind,
): Promise<boolean> {
  const { rows } = await sql.query<{ may: boolean }>(
    `select $2 = any(${METHODS}) as may from employee e where e.id = $1`,
    [employeeId, method],
  );
  return rows[0]?.may ?? false;
}

/** Why mails to these addresses are refused; addresses to which the newest one went are left out. */
export async function refusedAddresses(
  sql: Sql,
  emailKeys: readonly string[],
): Promise<{ emailKey: string; reason: string | null }[]> {
  const { rows } = await sql.query<{ emailKey: string; reason: string | null; state: MailState }>(
    `select distinct on (recipient) recipient as "emailKey", last_error as reason, state
     from mail where recipient = any($1::text[]) and state in ('SENT', 'REFUSED')
     order by recipient, created_at desc, id desc`,
    [emailKeys],
  );
  return rows.filter(({ state }) => state === 'REFUSED');
}
