import { DatabaseError, type Pool } from '../../database.js';
import { prepared } from '../prepared.js';
import { Sets } from '../sets.js';
import { hashOfDevice } from '../sign-in/devices/device-secret.js';
import { isKnownDevice } from '../sign-in/devices/known-devices.js';
import type { SignInPlace } from '../sign-in/insert-session.js';
import { networkOf, TooManyRequests, wideNetworkOf } from '../sign-in/attempts/sign-in-limits.js';

/**
 * Pages that wait for an app at once. A whole office may come in through one address; more would be somebody who fills the
 * table. What asks from a browser in which somebody has signed in before is counted for that browser alone, so that whoever
 * does so keeps out none of them. Nor does a flood from a few networks keep out another one, which has some places in any case.
 */
export const MOST_WAITING = { network: 2_000, wide: 6_000, inAll: 20_000, always: 20, device: 20 } as const;

/** Pages that are given their places by one statement. */
const MOST_TOGETHER = 100;
/** Pages of one server that wait for their place to be counted. */
export const MOST_ASKING = 2_000;
const LOCK_NOT_AVAILABLE = '55P03';

export interface WaitingPage extends SignInPlace {
  readonly id: string;
  readonly tokenHash: Buffer;
  readonly expiresAt: Date;
}

/** A page as its row says it. */
interface PageRow {
  readonly id: string;
  readonly token_hash: string;
  readonly expires_at: Date;
  readonly user_agent: string | null;
  readonly address: string;
  readonly wide: string;
  readonly device_hash: string | null;
}

/** Those of one server, all of which have one connection: whoever asks without end takes none from anybody else. */
interface Asking {
  readonly pages: Sets<PageRow, boolean>;
  now: number;
}

const askingAt = new WeakMap<Pool, Asking>();

/**
 * Whether there was room for a page that waits; then it has its place. Counted and written under one lock that is held for
 * one statement: so not inside a transaction of the caller's. Whoever finds no room does not wait for the lock.
 *
 * @throws TooManyRequests while too many ask this server
 */
export async function takeWaitingPage(pool: Pool, page: WaitingPage): Promise<boolean> {
  const asking = askingAt.get(pool) ?? {
    pages: new Sets((rows) => takePlaces(pool, rows), { most: MOST_TOGETHER }),
    now: 0,
  };
  askingAt.set(pool, asking);
  if (asking.now >= MOST_ASKING) throw tooManyAsk();
  asking.now += 1;
  try {
    return await asking.pages.add(await rowOf(pool, page));
  } finally {
    asking.now -= 1;
  }
}

async function rowOf(pool: Pool, page: WaitingPage): Promise<PageRow> {
  const { given } = page.device ?? {};
  const device = (await isKnownDevice(pool, given)) ? hashOfDevice(given) : undefined;
  const network = networkOf(page.address);
  return {
    id: page.id,
    token_hash: bytea(page.tokenHash),
    expires_at: page.expiresAt,
    user_agent: page.userAgent,
    address: network,
    wide: wideNetworkOf(network),
    device_hash: device === undefined ? null : bytea(device),
  };
}

/** In their order, each after those before it: a function that writes sees what it has written. */
async function takePlaces(pool: Pool, pages: readonly PageRow[]): Promise<readonly boolean[]> {
  try {
    const { rows } = await pool.query<{ id: string; taken: boolean }>(
      prepared(
        `select p.id, take_waiting_page(p, $2, $3, $4, $5, $6) as taken
         from json_populate_recordset(null::app_sign_in, $1) p`,
        [
          JSON.stringify(pages),
          MOST_WAITING.device,
          MOST_WAITING.network,
          MOST_WAITING.wide,
          MOST_WAITING.inAll,
          MOST_WAITING.always,
        ],
      ),
    );
    const taken = new Set(rows.flatMap((row) => (row.taken ? [row.id] : [])));
    return pages.map(({ id }) => taken.has(id));
  } catch (error) {
    if (error instanceof DatabaseError && error.code === LOCK_NOT_AVAILABLE) throw tooManyAsk();
    throw error;
  }
}

function tooManyAsk(): TooManyRequests {
  return new TooManyRequests(1, 'Too many pages ask for an app just now.');
}

function bytea(bytes: Buffer): string {
  return `\\x${bytes.toString('hex')}`;
}
