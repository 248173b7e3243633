import type { Sql } from '../../../database.js';
import { prepared } from '../../prepared.js';
import { hashOfDevice, newDeviceSecret } from './device-secret.js';

/** How long a browser is known after the last sign-in in it. */
const KNOWN_DAYS = 180;
/** Browsers known of one user. Of more, those go first that were never used again and given to no browser: programs that keep no cookie. */
export const MOST_DEVICES = 20;

/** Marks of others that are over, deleted with each sign-in: more than one sign-in adds. */
const FORGOTTEN_AT_ONCE = 100;

/** What keeps the mark of a device: a browser, by a cookie. */
export interface GivenDevice {
  /** The mark that came with the request, whatever it is good for. */
  readonly given: string | undefined;
  /** Whether what asks does what browsers do and a program that keeps nothing does not: it said where it is, or sent a cookie. */
  readonly isBrowser: boolean;
}

/** What a device has to keep from now on. */
export interface KeptDevice {
  readonly secret: string;
  readonly expiresAt: Date;
}

/** A device that a user has signed in with before. */
export interface FoundDevice {
  /** Stands for it and this user. */
  readonly id: string;
  /** Stands for it whoever signs in with it, and stays when its mark is replaced. */
  readonly shared: string;
}

/**
 * The device, where this user has signed in with it before. The same is asked for users that there are
 * not, so that the answer takes as long.
 */
export async function findDevice(
  sql: Sql,
  userId: string,
  secret: string | undefined,
): Promise<FoundDevice | undefined> {
  const hash = hashOfDevice(secret);
  if (hash === undefined) return undefined;
  const { rows } = await sql.query<FoundDevice>(
    prepared(
      `select d.id, (select o.id from known_device o where o.token_hash = d.token_hash
                     order by o.created_at, o.id limit 1) as shared
       from known_device d where d.token_hash = $1 and d.user_id = $2 and d.expires_at > clock_timestamp()`,
      [hash, userId],
    ),
  );
  return rows[0];
}

/** Whether anybody has signed in with this device before. */
export async function isKnownDevice(sql: Sql, secret: string | undefined): Promise<boolean> {
  const hash = hashOfDevice(secret);
  if (hash === undefined) return false;
  const { rows } = await sql.query(
    prepared(`select 1 from known_device where token_hash = $1 and expires_at > clock_timestamp() limit 1`, [
      hash,
    ]),
  );
  return rows.length > 0;
}

/**
 * Makes the device known in which this session was opened, in the caller's transaction. A mark is kept only by whose it is:
 * any other, be it made up, over, or of somebody else who may have planted it, is replaced, and those who share the
 * browser are moved to the new one. So nobody keeps a copy that is good for anything.
 */
export async function rememberDevice(
  sql: Sql,
  { userId, sessionId }: { readonly userId: string; readonly sessionId: string },
  { given, isBrowser }: GivenDevice,
): Promise<KeptDevice> {
  const isOwn = given !== undefined && (await findDevice(sql, userId, given)) !== undefined;
  const secret = isOwn ? given : newDeviceSecret();
  const hash = hashOfDevice(secret);
  if (!isOwn)
    await sql.query(
      `update known_device set token_hash = $2 where id in (
         select id from known_device where token_hash = $1 and user_id <> $3 order by id for update)`,
      [hashOfDevice(given), hash, userId],
    );
  const { rows } = await sql.query<{ expiresAt: Date }>(REMEMBER, [
    hash,
    userId,
    sessionId,
    KNOWN_DAYS,
    MOST_DEVICES - 1,
    FORGOTTEN_AT_ONCE,
    isBrowser,
  ]);
  return { secret, expiresAt: rows[0]!.expiresAt };
}

const REMEMBER = `
  with best as (
    select id, expires_at, row_number() over (
             order by last_used_at > created_at desc, is_browser desc, last_used_at desc, id) as place
    from known_device where user_id = $2 and token_hash <> $1
  ), gone as (
    select d.id from known_device d join best b on b.id = d.id
    where b.expires_at <= now() or b.place > $5 order by d.id for update of d skip locked
  ), old as (
    select id from known_device where expires_at <= now() and user_id <> $2 limit $6 for update skip locked
  ), forgotten as (
    delete from known_device where id in (select id from gone union all select id from old)
  )
  insert into known_device as d (token_hash, user_id, session_id, expires_at, is_browser)
  values ($1, $2, $3, now() + $4 * interval '1 day', $7)
  on conflict (token_hash, user_id) do update set
    session_id = excluded.session_id, is_browser = d.is_browser or excluded.is_browser, expires_at = excluded.expires_at, last_used_at = now()
  returning expires_at as "expiresAt"`;

/** Forgets the devices of everybody here who is deactivated. */
export async function forgetDevicesOfDeactivated(sql: Sql, employeeIds: readonly string[]): Promise<void> {
  await sql.query(
    `delete from known_device d using app_user u join employee o on o.id = u.employee_id
     where d.user_id = u.id and o.state = 'DEACTIVATED' and o.id = any($1::uuid[])`,
    [employeeIds],
  );
}
