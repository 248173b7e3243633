import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Entry } from '../store/entry.js';

interface Secret {
  readonly digest: Buffer;
  readonly since: number;
  /** Digests of earlier passwords, newest first. */
  readonly earlier: readonly Buffer[];
}

const MOST_EARLIER = 24;

/**
 * The passwords of the accounts, kept as keyed digests in memory only: enough to compare, and fast enough for a test
 * that sets thousands. A password is its UTF-16 text.
 */
export class PasswordStore {
  readonly #key = randomBytes(32);
  readonly #unknown: Secret = { digest: randomBytes(32), since: 0, earlier: [] };
  readonly #secrets = new WeakMap<Entry, Secret>();

  /** Gives an account a password nobody knows. */
  setUnknown(account: Entry): void {
    this.#secrets.set(account, this.#unknown);
  }

  set(account: Entry, password: string, now: Date): void {
    const known = this.#secrets.get(account);
    const earlier = known === undefined ? [] : [known.digest, ...known.earlier].slice(0, MOST_EARLIER);
    this.#secrets.set(account, { digest: this.#digest(password), since: now.getTime(), earlier });
  }

  has(account: Entry): boolean {
    return this.#secrets.has(account);
  }

  isCurrent(account: Entry, password: string): boolean {
    const secret = this.#secrets.get(account);
    return secret !== undefined && timingSafeEqual(secret.digest, this.#digest(password));
  }

  /** True for the password before the current one, while that was set less than so long ago. */
  isPrevious(account: Entry, password: string, allowedMilliseconds: number, now: Date): boolean {
    const secret = this.#secrets.get(account);
    if (secret === undefined || now.getTime() - secret.since >= allowedMilliseconds) return false;
    return this.wasAmong(account, password, 1);
  }

  /** True when the password is one of so many before the current one. */
  wasAmong(account: Entry, password: string, count: number): boolean {
    const digest = this.#digest(password);
    const earlier = this.#secrets.get(account)?.earlier.slice(0, count) ?? [];
    return earlier.some((old) => timingSafeEqual(old, digest));
  }

  #digest(password: string): Buffer {
    return createHmac('sha256', this.#key).update(password, 'utf16le').digest();
  }
}
