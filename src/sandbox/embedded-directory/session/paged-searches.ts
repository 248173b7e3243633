import { randomBytes } from 'node:crypto';
import type { Entry } from '../store/entry.js';

/** The matches of a search that have not been sent yet. */
export interface PendingSearch {
  readonly matches: Iterator<Entry>;
  /** The match after the last one sent: read ahead, to know whether a page is the last. */
  next: Entry | undefined;
}

/** Active Directory keeps as many for one connection (`MaxResultSetsPerConn`). */
const MOST_PENDING = 10;
const COOKIE_LENGTH = 16;

/** The paged searches under way on one connection. A cookie works once, on the connection it was given to. */
export class PagedSearches {
  readonly #pending = new Map<string, PendingSearch>();

  /** Keeps a search and gives its cookie. The oldest is forgotten when there are too many. */
  keep(search: PendingSearch): Buffer {
    if (this.#pending.size >= MOST_PENDING) {
      const [oldest] = this.#pending.keys();
      if (oldest !== undefined) this.#pending.delete(oldest);
    }
    const cookie = randomBytes(COOKIE_LENGTH);
    this.#pending.set(cookie.toString('latin1'), search);
    return cookie;
  }

  /** Takes a search back out; undefined when this connection gave no such cookie. */
  take(cookie: Buffer): PendingSearch | undefined {
    const key = cookie.toString('latin1');
    const search = this.#pending.get(key);
    this.#pending.delete(key);
    return search;
  }
}
