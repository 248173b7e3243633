import { AppError } from '../../errors.js';
import type { LdapEntry, ReadEntry } from './ldap-entry.js';
import type { LdapResult } from './reply-reader.js';

/** Everything a controller said to one request. */
export interface LdapAnswer<T> {
  readonly entries: readonly T[];
  readonly result: LdapResult;
}

/** How long to wait for the first word, for each further one, and altogether, in milliseconds. */
export interface Patience {
  readonly first: number;
  readonly silence: number;
  readonly whole: number;
}

/** No request of ours has more objects in one answer: pages have 1,000. */
const MOST_ENTRIES = 5_000;

/** A request that waits for its answer, whatever is made of it. */
export interface Waiting {
  /** Something arrived on the connection: the controller is alive. */
  heard(): void;
  add(entry: LdapEntry): void;
  finish(result: LdapResult): void;
  fail(reason: unknown): void;
}

/** A request that waits for its answer, and what has come of it so far. */
export class PendingAnswer<T> implements Waiting {
  readonly answer: Promise<LdapAnswer<T>>;
  private readonly entries: T[] = [];
  private readonly whole: NodeJS.Timeout;
  private quiet: NodeJS.Timeout;
  private hasHeard = false;
  private unreadable: { readonly reason: unknown } | undefined;
  private resolve!: (answer: LdapAnswer<T>) => void;
  private reject!: (reason: unknown) => void;

  /** `onTimeout` is called once when patience ends; it must end the connection, which then calls `fail`. */
  constructor(
    private readonly read: ReadEntry<T>,
    private readonly patience: Patience,
    private readonly onTimeout: () => void,
  ) {
    this.answer = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
    // The reader of a prefetched page may have left before its failure arrives.
    this.answer.catch(() => undefined);
    this.whole = setTimeout(onTimeout, patience.whole);
    this.quiet = setTimeout(onTimeout, patience.first);
  }

  heard(): void {
    if (this.hasHeard) {
      this.quiet.refresh();
      return;
    }
    this.hasHeard = true;
    clearTimeout(this.quiet);
    this.quiet = setTimeout(this.onTimeout, this.patience.silence);
  }

  add(entry: LdapEntry): void {
    if (this.entries.length >= MOST_ENTRIES) {
      throw new AppError(
        'DIRECTORY_PROTOCOL_ERROR',
        `The server sent more than ${MOST_ENTRIES} objects in one answer, far more than it was asked for. It does not behave like a domain controller.`,
      );
    }
    if (this.unreadable !== undefined) return;
    try {
      this.entries.push(this.read(entry));
    } catch (reason) {
      // The rest still comes, and others wait on the same connection.
      this.unreadable = { reason };
    }
  }

  finish(result: LdapResult): void {
    if (this.unreadable !== undefined) return this.fail(this.unreadable.reason);
    this.stopWaiting();
    this.resolve({ entries: this.entries, result });
  }

  fail(reason: unknown): void {
    this.stopWaiting();
    this.reject(reason);
  }

  private stopWaiting(): void {
    clearTimeout(this.whole);
    clearTimeout(this.quiet);
  }
}
