import { isIPv6 } from 'node:net';
import { AppError } from '../../errors.js';
import { AttemptLimit, type AttemptLimitOptions } from './attempt-limit.js';

/** A refusal that says when to come back. */
export class TooManyRequests extends AppError {
  constructor(
    readonly retryAfterSeconds: number,
    what = 'Too many failed attempts to sign in.',
  ) {
    super('TOO_MANY_REQUESTS', `${what} Try again in ${retryAfterSeconds} seconds.`);
  }
}

/** Failed attempts allowed per window, see `SignInLimits`. */
export interface SignInLimitOptions {
  readonly perAccountAndAddress: AttemptLimitOptions;
  readonly perAddress: AttemptLimitOptions;
  /** Of one IPv6 /48, which is what a customer of a provider often owns: 65,536 of what counts as an address. */
  readonly perWideNetwork: AttemptLimitOptions;
  readonly perAccount: AttemptLimitOptions;
}

const FIVE_MINUTES = 300;

export const defaultSignInLimits: SignInLimitOptions = {
  perAccountAndAddress: { attempts: 10, windowSeconds: FIVE_MINUTES },
  perAddress: { attempts: 100, windowSeconds: FIVE_MINUTES },
  perWideNetwork: { attempts: 300, windowSeconds: FIVE_MINUTES },
  perAccount: { attempts: 50, windowSeconds: FIVE_MINUTES },
};

/** Who tries to get into which account. */
export interface Attempt {
  readonly account: string;
  readonly address: string;
  /** True when this account has signed in from this address before. */
  readonly addressKnown: boolean;
}

/** Attempts of one network that are being looked at, at once: it must not take all there is room for. */
const MOST_AT_ONCE = 4;

/**
 * Slows down guessing: from one address at one account, from one address at many accounts, and from many addresses at one
 * account. That last limit locks nobody out: it does not hold for networks the account has signed in from, and from any
 * other the first attempt of each window is looked at all the same, so that its owner, with the right password, gets in
 * wherever they are, while a stranger needs a new network for each guess. Counted in this process: several servers each
 * allow as many.
 */
export class SignInLimits {
  private readonly perAccountAndAddress: AttemptLimit;
  private readonly perAddress: AttemptLimit;
  private readonly perWideNetwork: AttemptLimit;
  private readonly perAccount: AttemptLimit;
  private readonly firstOfNetwork: AttemptLimit;
  private readonly underWay = new Map<string, number>();

  constructor(options: SignInLimitOptions = defaultSignInLimits) {
    this.perAccountAndAddress = new AttemptLimit(options.perAccountAndAddress);
    this.perAddress = new AttemptLimit(options.perAddress);
    this.perWideNetwork = new AttemptLimit(options.perWideNetwork);
    this.perAccount = new AttemptLimit(options.perAccount);
    this.firstOfNetwork = new AttemptLimit({ ...options.perAccount, attempts: 1 });
  }

  /**
   * Counts the attempt as failed before it is tried, so that many at once get no further. Throws TooManyRequests. What it
   * returns is to be called when the attempt has been looked at, however it went.
   */
  begin(attempt: Attempt): () => void {
    const { account, network, wide, pair, widePair } = keysOf(attempt);
    if ((this.underWay.get(network) ?? 0) >= MOST_AT_ONCE) throw new TooManyRequests(1);
    refuseFor(this.perAddress.take(network), this.perWideNetwork.take(wide));
    // An attempt that is refused already counts for nothing else: one address must neither wear out an account by it,
    // nor name so many accounts that what is remembered of others is forgotten.
    refuseFor(this.perAccountAndAddress.take(pair));
    if (!attempt.addressKnown) {
      const first = this.firstOfNetwork.take(widePair) === 0;
      const wait = this.perAccount.take(account);
      if (!first) refuseFor(wait);
    }
    return this.occupy(network);
  }

  /** The attempt was a good one: it does not count, and earlier mistakes from this address are forgotten. */
  succeeded(attempt: Attempt): void {
    const { account, network, wide, pair, widePair } = keysOf(attempt);
    this.perAccountAndAddress.forget(pair);
    this.perAddress.giveBack(network);
    this.perWideNetwork.giveBack(wide);
    if (attempt.addressKnown) return;
    this.perAccount.giveBack(account);
    this.firstOfNetwork.forget(widePair);
  }

  private occupy(network: string): () => void {
    this.underWay.set(network, (this.underWay.get(network) ?? 0) + 1);
    return () => {
      const left = (this.underWay.get(network) ?? 1) - 1;
      if (left > 0) this.underWay.set(network, left);
      else this.underWay.delete(network);
    };
  }
}

function refuseFor(...waits: readonly number[]): void {
  const wait = Math.max(...waits);
  if (wait > 0) throw new TooManyRequests(wait);
}

interface Keys {
  readonly account: string;
  readonly network: string;
  readonly wide: string;
  readonly pair: string;
  readonly widePair: string;
}

function keysOf({ account, address }: Attempt): Keys {
  const network = networkOf(address);
  const wide = network.includes(':') ? network.split(':').slice(0, 3).join(':') : network;
  return { account, network, wide, pair: `${network} ${account}`, widePair: `${wide} ${account}` };
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
