import type { Sql } from '../../database.js';
import { hashOfDevice } from '../sign-in/devices/device-secret.js';
import { isKnownDevice } from '../sign-in/devices/known-devices.js';
import type { SignInPlace } from '../sign-in/insert-session.js';
import { networkOf, wideNetworkOf } from '../sign-in/sign-in-limits.js';

/**
 * Pages that wait for an app at once. A whole office may come in through one address; more would be somebody who fills the
 * table. What asks from a browser in which somebody has signed in before is counted for that browser alone, so that whoever
 * does so keeps out none of them.
 */
export const MOST_WAITING = { network: 2_000, wide: 6_000, inAll: 20_000, device: 20 } as const;

const IS_WAITING = 'answered_at is null and expires_at > clock_timestamp()';

/** Counted and written under one lock, by one statement that sees what was committed before it began. */
const INSERT = `
  insert into app_sign_in (id, token_hash, expires_at, user_agent, address, wide, device_hash)
  select $1, $2, $3, $4, $5, $6, case when own.is_free then $7::bytea end
  from (select $7::bytea is not null and $8 > (
          select count(*) from app_sign_in where device_hash = $7 and ${IS_WAITING}) as is_free) own
  where own.is_free or (
    $9 > (select count(*) from app_sign_in where address = $5 and device_hash is null and ${IS_WAITING})
    and $10 > (select count(*) from app_sign_in where wide = $6 and device_hash is null and ${IS_WAITING})
    and $11 > (select count(*) from app_sign_in where device_hash is null and ${IS_WAITING}))`;

/** Whether there was room for a page that waits; kept so until the caller's transaction ends. */
export async function insertWaiting(
  sql: Sql,
  page: SignInPlace & { readonly id: string; readonly tokenHash: Buffer; readonly expiresAt: Date },
): Promise<boolean> {
  const { given } = page.device ?? {};
  const device = (await isKnownDevice(sql, given)) ? hashOfDevice(given) : undefined;
  const network = networkOf(page.address);
  await sql.query(`select pg_advisory_xact_lock(hashtextextended('latchkey/app-sign-in', 0))`);
  const { rowCount } = await sql.query(INSERT, [
    page.id,
    page.tokenHash,
    page.expiresAt,
    page.userAgent,
    network,
    wideNetworkOf(network),
    device ?? null,
    MOST_WAITING.device,
    MOST_WAITING.network,
    MOST_WAITING.wide,
    MOST_WAITING.inAll,
  ]);
  return rowCount === 1;
}
