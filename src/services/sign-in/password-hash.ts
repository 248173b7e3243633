import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { AppError } from '../../errors.js';

const argon2Async = promisify(argon2);

/** Cost of one hash. `memory` is in KiB. */
export interface HashCost {
  readonly memory: number;
  readonly passes: number;
  readonly parallelism: number;
}

/** The second choice of OWASP's Password Storage Cheat Sheet for Argon2id: 19 MiB, two passes, one lane. */
const COST: HashCost = { memory: 19_456, passes: 2, parallelism: 1 };
const SALT_BYTES = 16;
const HASH_BYTES = 32;
const VERSION = 19;

/** Longest password looked at, in bytes of UTF-8: hashing anything longer is work for a stranger. */
export const LONGEST_PASSWORD = 1024;
export const SHORTEST_NEW_PASSWORD = 12;

/** Never more hashes at once than this, so that sign-ins take at most 8 × 19 MiB whoever asks. */
const MOST_AT_ONCE = 8;
/** Of them, those kept free for whoever signs in with a known device: strangers who take all others keep nobody out. */
const KEPT_FREE = 2;
let underWay = 0;

interface ParsedHash {
  readonly cost: HashCost;
  readonly salt: Buffer;
  readonly hash: Buffer;
}

/** Argon2id in PHC string form. Fails with TOO_MANY_REQUESTS while too many are being made. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await derive(password, { salt, cost: COST, most: MOST_AT_ONCE, tagLength: HASH_BYTES });
  const { memory, passes, parallelism } = COST;
  const parameters = `m=${memory},t=${passes},p=${parallelism}`;
  return `$argon2id$v=${VERSION}$${parameters}$${unpadded(salt)}$${unpadded(hash)}`;
}

/**
 * Whether this is the password behind the hash. Without a hash (no such user, or one without a password) it takes as
 * long and answers no. Fails with TOO_MANY_REQUESTS while too many are being made.
 */
export async function verifyPassword(
  password: string,
  phc: string | null,
  from: 'anywhere' | 'known device' = 'anywhere',
): Promise<boolean> {
  const parsed = phc === null ? undefined : parsePhc(phc);
  const { cost, salt, hash } = parsed ?? {
    cost: COST,
    salt: Buffer.alloc(SALT_BYTES),
    hash: Buffer.alloc(HASH_BYTES),
  };
  const most = from === 'anywhere' ? MOST_AT_ONCE - KEPT_FREE : MOST_AT_ONCE;
  const derived = await derive(password, { salt, cost, most, tagLength: hash.length });
  return timingSafeEqual(derived, hash) && parsed !== undefined;
}

/** Fails with BAD_INPUT when a new password is too short or too long. */
export function checkNewPassword(password: string): void {
  if ([...password].length < SHORTEST_NEW_PASSWORD) {
    throw new AppError('BAD_INPUT', `A password needs at least ${SHORTEST_NEW_PASSWORD} characters.`);
  }
  if (Buffer.byteLength(password) > LONGEST_PASSWORD) {
    throw new AppError('BAD_INPUT', `A password has at most ${LONGEST_PASSWORD} bytes.`);
  }
}

interface Derivation {
  readonly salt: Buffer;
  readonly cost: HashCost;
  readonly tagLength: number;
  /** Under way at once, this one included. */
  readonly most: number;
}

async function derive(password: string, { salt, cost, tagLength, most }: Derivation): Promise<Buffer> {
  if (underWay >= most) {
    throw new AppError(
      'TOO_MANY_REQUESTS',
      'Too many people are signing in just now. Try again in a second.',
    );
  }
  underWay += 1;
  try {
    // The same text typed on two systems may differ in its code points; NFKC makes it one.
    const message = Buffer.from(password.normalize('NFKC'));
    return await argon2Async('argon2id', { message, nonce: salt, ...cost, tagLength });
  } finally {
    underWay -= 1;
  }
}

const PHC =
  /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,86})$/;

function parsePhc(text: string): ParsedHash {
  const [, memory, passes, parallelism, salt, hash] = PHC.exec(text) ?? [];
  if (!memory || !passes || !parallelism || !salt || !hash) {
    throw new Error('a stored password hash is not Argon2id in PHC form');
  }
  return {
    cost: { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) },
    salt: Buffer.from(salt, 'base64'),
    hash: Buffer.from(hash, 'base64'),
  };
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '');
}
