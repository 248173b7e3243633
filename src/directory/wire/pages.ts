import { AppError } from '../../errors.js';
import type { LdapEntry } from './ldap-entry.js';

/** Objects asked for at a time. AD's MaxPageSize; smaller and larger ones are slower. */
export const PAGE_SIZE = 1_000;

export interface Page {
  readonly entries: readonly LdapEntry[];
  /** Where to go on. Empty: this was the last page. Undefined: the server did not say. */
  readonly cookie: Buffer | undefined;
}

/** Empty pages in a row that are taken before the server is taken to be going round in circles. */
const MOST_EMPTY_PAGES = 1_000;
/** Ten million objects. */
const MOST_PAGES = 10_000;

/**
 * All pages of a search. Only an empty cookie ends it: a page may hold nothing and still not be the last
 * (RFC 2696 3). While a page is worked on, the next is on its way. Fails with DIRECTORY_INCOMPLETE when a cookie
 * is missing, when the same page keeps coming, or when there is no end to it.
 */
export async function* pagesOf(
  fetch: (cookie: Buffer | undefined) => Promise<Page>,
): AsyncGenerator<readonly LdapEntry[]> {
  const progress = new PagingProgress();
  let next: Promise<Page> | undefined = fetch(undefined);
  while (next !== undefined) {
    const page: Page = await next;
    const cookie = progress.check(page);
    next = cookie && fetch(cookie);
    // Whoever leaves early never awaits it.
    next?.catch(() => undefined);
    if (page.entries.length > 0) yield page.entries;
  }
}

/** Tells a search that gets on from one that does not. */
class PagingProgress {
  private pages = 0;
  private emptyPages = 0;
  private last: Page | undefined;

  /** The cookie to go on with, undefined after the last page. */
  check(page: Page): Buffer | undefined {
    if (page.cookie === undefined) throw incomplete('without saying whether more follows');
    this.pages += 1;
    this.emptyPages = page.entries.length === 0 ? this.emptyPages + 1 : 0;
    if (this.emptyPages > MOST_EMPTY_PAGES) throw incomplete(`with ${MOST_EMPTY_PAGES} empty pages in a row`);
    if (this.pages > MOST_PAGES) throw incomplete(`with more than ${MOST_PAGES} pages`);
    // Samba's cookie stays the same from page to page, so that alone proves nothing.
    if (this.last && isSamePage(this.last, page)) throw incomplete('with the same page over and over');
    this.last = page;
    return page.cookie.length > 0 ? page.cookie : undefined;
  }
}

function isSamePage(one: Page, other: Page): boolean {
  const [first, second] = [one.entries[0], other.entries[0]];
  if (first === undefined || second === undefined || one.entries.length !== other.entries.length)
    return false;
  return one.cookie!.equals(other.cookie!) && first.name.equals(second.name);
}

function incomplete(how: string): AppError {
  return new AppError(
    'DIRECTORY_INCOMPLETE',
    `The directory answered a paged search ${how}. Nothing that was read is used. Try again, or use another controller.`,
  );
}
