import { isIPv6 } from 'node:net';
import { AppError } from '../../errors.js';
import { AttemptLimit, type AttemptLimitOptions } from './attempt-limit.js';

/** A refusal that says when to come back. */
export class TooManyRequests extends AppError {
  constructor(readonly retryAfterSeconds: number) {
    super(
      'TOO_MANY_REQUESTS',
      `Too many failed attempts to sign in. Try again in ${retryAfterSeconds} seconds.`,
    );
  }
}

/** Failed attempts allowed per window, see `SignInLimits`. */
export interface SignInLimitOptions {
  readonly perAccountAndAddress: AttemptLimitOptions;
  readonly perAddress: AttemptLimitOptions;
  readonly perAccount: AttemptLimitOptions;
}

const FIVE_MINUTES = 300;

export const defaultSignInLimits: SignInLimitOptions = {
  perAccountAndAddress: { attempts: 10, windowSeconds: FIVE_MINUTES },
  perAddress: { attempts: 100, windowSeconds: FIVE_MINUTES },
  perAccount: { attempts: 50, windowSeconds: FIVE_MINUTES },
};

/** Who tries to get into which account. */
export interface Attempt {
  readonly account: string;
  readonly address: string;
  /** True when this account has signed in from this address before. */
  readonly addressKnown: boolean;
}

/**
 * Slows down guessing: from one address at one account, from one address at many accounts, and from many addresses at one
 * account. The last limit does not hold for addresses the account has signed in from, so that a stranger's guesses do not
 * lock its owner out. Counted in this process: several servers each allow as many.
 */
export class SignInLimits {
  private readonly perAccountAndAddress: AttemptLimit;
  private readonly perAddress: AttemptLimit;
  private readonly perAccount: AttemptLimit;

  constructor(options: SignInLimitOptions = defaultSignInLimits) {
    this.perAccountAndAddress = new AttemptLimit(options.perAccountAndAddress);
    this.perAddress = new AttemptLimit(options.perAddress);
    this.perAccount = new AttemptLimit(options.perAccount);
  }

  /** Counts the attempt as failed before it is tried, so that many at once get no further. Throws TooManyRequests. */
  begin(attempt: Attempt): void {
    const { account, network, pair } = keysOf(attempt);
    const waits = [this.perAccountAndAddress.take(pair), this.perAddress.take(network)];
    if (!attempt.addressKnown) waits.push(this.perAccount.take(account));
    const wait = Math.max(...waits);
    if (wait > 0) throw new TooManyRequests(wait);
  }

  /** The attempt was a good one: it does not count, and earlier mistakes from this address are forgotten. */
  succeeded(attempt: Attempt): void {
    const { account, network, pair } = keysOf(attempt);
    this.perAccountAndAddress.forget(pair);
    this.perAddress.giveBack(network);
    if (!attempt.addressKnown) this.perAccount.giveBack(account);
  }
}

function keysOf({ account, address }: Attempt): { account: string; network: string; pair: string } {
  const network = networkOf(address);
  return { account, network, pair: `${network} ${account}` };
}

/** An IPv6 host usually owns a whole /64 and can change its address at will, so that is what counts. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.split('%')[0]!.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail ? tail.split(':') : [];
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - left.length - right.length }, () => '0');
  const groups = [...left, ...zeros, ...right].slice(0, 4);
  return groups.map((group) => group.toLowerCase().replace(/^0+(?=.)/, '')).join(':');
}
