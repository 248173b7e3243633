import type { Sql } from '../../database.js';
import { STATE_NOW } from './stored-invitation.js';

/** Whether somebody can be invited, and if not, why. */
export const INVITEE_STANDINGS = [
  'READY',
  'DEACTIVATED',
  'NO_ADDRESS',
  'SIGN_IN_OFF',
  'NOT_CONFIRMED',
  'OTHER_USER',
  'SIGNS_IN_ALREADY',
  'INVITED_ALREADY',
] as const;
export type InviteeStanding = (typeof INVITEE_STANDINGS)[number];

const SIGN_IN_IS_ON = `(e.source = 'MANUAL' or exists (
  select 1 from domain_account a join domain d on d.id = a.domain_id
  where a.employee_id = e.id and a.closed_at is null and a.confirmed and d.single_sign_on))`;

/** The address has to be one that a confirmed link says, or whoever writes another directory chose where the mail goes. */
const ADDRESS_IS_CONFIRMED = `(e.source = 'MANUAL' or exists (
  select 1 from domain_account a
  where a.employee_id = e.id and a.closed_at is null and a.confirmed and lower(btrim(a.mail)) = e.email_key))`;

/**
 * What the state of an `invitation i` of its `employee e` really is. One ends with the address it went to: whoever reads mails
 * there is somebody else when it turns out to be another, or one that nobody has confirmed.
 */
export const STATE_FOR_EMPLOYEE = `case
  when i.state = 'PENDING' and (e.state = 'ACTIVE' and i.recipient = e.email_key and ${ADDRESS_IS_CONFIRMED}) is not true
    then 'REVOKED'
  else ${STATE_NOW} end`;

/** A user who may do more adds what they sign in with when they are signed in: no mail hands it out. */
const OTHER_USER = `exists (
  select 1 from app_user u where u.role <> 'EMPLOYEE' and (u.employee_id = e.id or u.email_key = e.email_key))`;

const SIGNS_IN = `exists (
  select 1 from app_user u join authenticator t on t.user_id = u.id where u.employee_id = e.id and u.disabled_at is null)`;

const IS_INVITED = `exists (
  select 1 from invitation i where i.employee_id = e.id and i.state = 'PENDING' and i.expires_at > now() and i.recipient = e.email_key)`;

/** The standing of `employee e`, as an expression. */
export const STANDING = `case
  when e.state <> 'ACTIVE' then 'DEACTIVATED'
  when e.email_key is null then 'NO_ADDRESS'
  when not ${SIGN_IN_IS_ON} then 'SIGN_IN_OFF'
  when not ${ADDRESS_IS_CONFIRMED} then 'NOT_CONFIRMED'
  when ${OTHER_USER} then 'OTHER_USER'
  when ${SIGNS_IN} then 'SIGNS_IN_ALREADY'
  when ${IS_INVITED} then 'INVITED_ALREADY'
  else 'READY' end`;

/** Somebody to be invited, or not. */
export interface Invitee {
  readonly id: string;
  readonly displayName: string;
  /** Null only for whoever has no address. */
  readonly emailKey: string | null;
  readonly standing: InviteeStanding;
}

/**
 * These employees and their standing, in the order of their ids. It stays so until the transaction ends: whoever deactivates
 * one of them waits for that, and then finds the invitation that was made.
 */
export async function inviteesOf(sql: Sql, ids: readonly string[]): Promise<Invitee[]> {
  await sql.query(`select 1 from employee where id = any($1::uuid[]) order by id for share`, [ids]);
  // A statement sees what was committed before it began, so looking comes after the lock.
  const { rows } = await sql.query<Invitee>(
    `select e.id, e.display_name as "displayName", e.email_key as "emailKey", ${STANDING} as standing
     from employee e where e.id = any($1::uuid[]) order by e.id`,
    [ids],
  );
  return rows;
}
