import { AppError, type ErrorCode } from '../../../errors.js';
import { networkOf, TooManyRequests } from './sign-in-limits.js';
import type { StoredAttempts } from './stored-attempts.js';

/** Answers that say no more than that something was made up, or is over. */
const WRONG: ReadonlySet<ErrorCode> = new Set([
  'SCAN_OVER',
  'CHALLENGE_OVER',
  'SIGNATURE_INVALID',
  'AUTHENTICATOR_REFUSED',
  'PASSKEY_REFUSED',
  'UNLOCK_FOREIGN',
  'UNLOCK_OVER',
]);

/** What is wrong within five minutes before no more is said about it. */
const PER_ADDRESS = { attempts: 100, windowSeconds: 300 };
const PER_ACCOUNT_AND_ADDRESS = { attempts: 20, windowSeconds: 300 };

/** Who shows a secret, a signature or a passkey. */
export interface Shown {
  readonly address: string;
  /** Whose it is said to be, where that is known. */
  readonly account?: string;
}

/**
 * Slows down guessing at what cannot be remembered: secrets and signatures of 256 bits. What is right is taken, however
 * much that is wrong comes from the same address or for the same account, so nobody is locked out by it; after too much of
 * it whoever guesses is only told when to come back.
 */
export async function slowGuesses<T>(
  attempts: StoredAttempts,
  { address, account }: Shown,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AppError) || !WRONG.has(error.code)) throw error;
    const network = networkOf(address);
    await attempts.forgetOld();
    const wait = Math.max(
      await attempts.take(`guesses ${network}`, PER_ADDRESS),
      account === undefined
        ? 0
        : await attempts.take(`guesses ${network} ${account}`, PER_ACCOUNT_AND_ADDRESS),
    );
    if (wait > 0) throw new TooManyRequests(wait, 'Too much that was wrong came from this address.');
    throw error;
  }
}
