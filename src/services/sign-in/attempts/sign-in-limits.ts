import { isIPv6 } from 'node:net';
import { AppError } from '../../../errors.js';
import type { FoundDevice } from '../devices/known-devices.js';
import type { AttemptAllowance, StoredAttempts } from './stored-attempts.js';

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
  readonly perAccountAndAddress: AttemptAllowance;
  readonly perAddress: AttemptAllowance;
  /** Of one IPv6 /48, which is what a customer of a provider often owns: 65,536 of what counts as an address. */
  readonly perWideNetwork: AttemptAllowance;
  readonly perAccount: AttemptAllowance;
  /** With one device that the account has signed in with before, at that account. */
  readonly perDevice: AttemptAllowance;
  /** With one device, at all accounts together that have signed in with it before: many share some. */
  readonly perSharedDevice: AttemptAllowance;
}

const FIVE_MINUTES = 300;

export const defaultSignInLimits: SignInLimitOptions = {
  perAccountAndAddress: { attempts: 10, windowSeconds: FIVE_MINUTES },
  perAddress: { attempts: 100, windowSeconds: FIVE_MINUTES },
  perWideNetwork: { attempts: 300, windowSeconds: FIVE_MINUTES },
  perAccount: { attempts: 50, windowSeconds: FIVE_MINUTES },
  perDevice: { attempts: 10, windowSeconds: FIVE_MINUTES },
  perSharedDevice: { attempts: 30, windowSeconds: FIVE_MINUTES },
};

/** Who tries to get into which account. */
export interface Attempt {
  readonly account: string;
  readonly address: string;
  /** True when this account has signed in from this address before. */
  readonly addressKnown: boolean;
  /** The device with which this account has signed in before, when it is this one. */
  readonly device?: FoundDevice | undefined;
}

/** An attempt that is counted, and may be looked at. */
export interface BegunAttempt {
  /** What it was counted for: all that comes from there, or one device that is known. */
  readonly from: 'anywhere' | 'known device';
  /** It has been looked at, however it went. */
  end(): void;
  /** It was a good one: it does not count, and earlier mistakes at this account from this address are forgotten. */
  succeeded(): Promise<void>;
  /** It was not looked at after all: it counts for nothing, and what was counted before stays. */
  undone(): Promise<void>;
}

/** Attempts of one network that are being looked at, at once: it must not take all there is room for. */
const MOST_AT_ONCE = 4;
/** The same of one known device, whoever signs in with it: fewer than there are hashes kept for known ones. */
const MOST_OF_DEVICE = 1;

/**
 * Slows down guessing: from one address at one account, from one address at many accounts, and from many addresses at one
 * account. None of it locks an owner out who has the right password, whoever guesses elsewhere:
 *
 * - the limit of an account does not hold for networks it has signed in from, and from any other the first attempt of each
 *   window is looked at all the same: a stranger needs a new network for each guess;
 * - the limit of an address lets the first attempt of each window pass at accounts that have signed in from there: one
 *   machine in an office that guesses does not keep the others in it out;
 * - what comes with a known device is counted for that device alone, so that whoever guesses behind the same address, at
 *   this very account and for as long as they like, takes nothing from it. A device that was stolen gives so many guesses
 *   at an account, and so many at all that have signed in with it, and no more; then it counts like any other.
 *
 * See docs/decisions/known-devices.md.
 *
 * Counted in the database, for all servers together. How many are looked at at once is a matter of this process alone.
 */
export class SignInLimits {
  private readonly underWay = new Map<string, number>();

  constructor(
    private readonly attempts: StoredAttempts,
    private readonly options: SignInLimitOptions = defaultSignInLimits,
  ) {}

  /**
   * Counts the attempt as failed before it is tried, so that many at once get no further.
   *
   * @throws TooManyRequests
   */
  async begin(attempt: Attempt): Promise<BegunAttempt> {
    await this.attempts.forgetOld();
    return (await this.beginWithDevice(attempt)) ?? this.beginAnywhere(attempt);
  }

  /** Undefined without a known device, and for one that has none of its own attempts left. */
  private async beginWithDevice({ device }: Attempt): Promise<BegunAttempt | undefined> {
    if (device === undefined) return undefined;
    const own = `device ${device.id}`;
    const shared = `shared device ${device.shared}`;
    const end = this.occupy(shared, MOST_OF_DEVICE);
    if (end === undefined) return undefined;
    try {
      if (await this.countOfDevice(own, shared)) {
        // What others did from the same address is not forgotten for it, nor what was guessed at others with it.
        const succeeded = async (): Promise<void> => {
          await this.attempts.forget(own);
          await this.attempts.giveBack(shared);
        };
        return { from: 'known device', end, succeeded, undone: () => this.attempts.giveBack(own, shared) };
      }
    } catch (error) {
      end();
      throw error;
    }
    end();
    return undefined;
  }

  /** False where it counts like none. One account's guesses take no more from the others than they are looked at. */
  private async countOfDevice(own: string, shared: string): Promise<boolean> {
    if ((await this.attempts.take(own, this.options.perDevice)) > 0) return false;
    if ((await this.attempts.take(shared, this.options.perSharedDevice)) === 0) return true;
    await this.attempts.giveBack(own);
    return false;
  }

  private async beginAnywhere(attempt: Attempt): Promise<BegunAttempt> {
    const { network, pair, firstHere, firstOfNetwork } = keysOf(attempt);
    const end = this.occupy(network, MOST_AT_ONCE);
    if (end === undefined) throw new TooManyRequests(1);
    try {
      const { counted, firsts } = await this.count(attempt);
      const succeeded = async (): Promise<void> => {
        await this.attempts.forget(pair, firstHere, firstOfNetwork);
        await this.attempts.giveBack(...counted);
      };
      const undone = (): Promise<void> => this.attempts.giveBack(pair, ...counted, ...firsts);
      return { from: 'anywhere', end, succeeded, undone };
    } catch (error) {
      end();
      throw error;
    }
  }

  /** Answers what it was counted for, of that which others are counted for too, and what it was the first of. */
  private async count(
    attempt: Attempt,
  ): Promise<{ readonly counted: readonly string[]; readonly firsts: readonly string[] }> {
    const { perAddress, perWideNetwork, perAccountAndAddress, perAccount } = this.options;
    const { account, network, wide, pair, firstHere, firstOfNetwork } = keysOf(attempt);
    const counted: string[] = [];
    const firsts: string[] = [];
    const take = async (key: string, allowance: AttemptAllowance): Promise<number> => {
      const wait = await this.attempts.take(key, allowance);
      if (wait === 0) counted.push(key);
      return wait;
    };
    const once = { ...perAccount, attempts: 1 };
    const isFirst = async (key: string): Promise<boolean> => {
      const is = (await this.attempts.take(key, once)) === 0;
      if (is) firsts.push(key);
      return is;
    };

    const ofAddress = await take(network, perAddress);
    const ofWide = wide === network ? 0 : await take(wide, perWideNetwork);
    const wait = Math.max(ofAddress, ofWide);
    if (wait > 0 && !(attempt.addressKnown && (await isFirst(firstHere)))) refuseFor(wait);
    // An attempt that is refused already counts for nothing else: one address must not wear out an account by it.
    refuseFor(await this.attempts.take(pair, perAccountAndAddress));
    if (attempt.addressKnown) return { counted, firsts };
    const first = await isFirst(firstOfNetwork);
    const ofAccount = await take(account, perAccount);
    if (!first) refuseFor(ofAccount);
    return { counted, firsts };
  }

  /** Undefined while so many are under way. */
  private occupy(place: string, most: number): (() => void) | undefined {
    const now = this.underWay.get(place) ?? 0;
    if (now >= most) return undefined;
    this.underWay.set(place, now + 1);
    return () => {
      const left = (this.underWay.get(place) ?? 1) - 1;
      if (left > 0) this.underWay.set(place, left);
      else this.underWay.delete(place);
    };
  }
}

function refuseFor(wait: number): void {
  if (wait > 0) throw new TooManyRequests(wait);
}

/** What is counted, each under a key that no other kind has. */
interface Keys {
  readonly account: string;
  readonly network: string;
  readonly wide: string;
  readonly pair: string;
  readonly firstHere: string;
  readonly firstOfNetwork: string;
}

function keysOf({ account, address }: Attempt): Keys {
  const network = networkOf(address);
  const isWide = network.includes(':');
  const wide = wideNetworkOf(network);
  return {
    account: `account ${account}`,
    network: `network ${network}`,
    wide: `${isWide ? 'wide ' : 'network '}${wide}`,
    pair: `pair ${network} ${account}`,
    firstHere: `first here ${network} ${account}`,
    firstOfNetwork: `first of network ${wide} ${account}`,
  };
}

/** The IPv6 /48 that a network is in; of IPv4 the network itself. */
export function wideNetworkOf(network: string): string {
  return network.includes(':') ? network.split(':').slice(0, 3).join(':') : network;
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
