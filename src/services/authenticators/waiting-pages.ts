import type { Pool } from '../../database.js';
import { prepared } from '../prepared.js';
import { hashOfDevice } from '../sign-in/devices/device-secret.js';
import { isKnownDevice } from '../sign-in/devices/known-devices.js';
import type { SignInPlace } from '../sign-in/insert-session.js';
import { networkOf, wideNetworkOf } from '../sign-in/sign-in-limits.js';

/**
 * Pages that wait for an app at once. A whole office may come in through one address; more would be somebody who fills the
 * table. What asks from a browser in which somebody has signed in before is counted for that browser alone, so that whoever
 * does so keeps out none of them. Nor does a flood from a few networks keep out another one, which has some places in any case.
 */
export const MOST_WAITING = { network: 2_000, wide: 6_000, inAll: 20_000, always: 20, device: 20 } as const;

export interface WaitingPage extends SignInPlace {
  readonly id: string;
  readonly tokenHash: Buffer;
  readonly expiresAt: Date;
}

/**
 * Whether there was room for a page that waits; then it has its place. Counted and written under one lock that is held for
 * one statement: so not inside a transaction of the caller's.
 */
export async function takeWaitingPage(pool: Pool, page: WaitingPage): Promise<boolean> {
  const { given } = page.device ?? {};
  const device = (await isKnownDevice(pool, given)) ? hashOfDevice(given) : undefined;
  const network = networkOf(page.address);
  const { rows } = await pool.query<{ taken: boolean }>(
    prepared(
      `select take_waiting_page(
         json_populate_record(null::app_sign_in, $1), $2, $3, $4, $5, $6) as taken`,
      [
        JSON.stringify({
          id: page.id,
          token_hash: bytea(page.tokenHash),
          expires_at: page.expiresAt,
          user_agent: page.userAgent,
          address: network,
          wide: wideNetworkOf(network),
          device_hash: device === undefined ? null : bytea(device),
        }),
        MOST_WAITING.device,
        MOST_WAITING.network,
        MOST_WAITING.wide,
        MOST_WAITING.inAll,
        MOST_WAITING.always,
      ],
    ),
  );
  return rows[0]?.taken ?? false;
}

function bytea(bytes: Buffer): string {
  return `\\x${bytes.toString('hex')}`;
}
