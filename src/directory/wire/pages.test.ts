import { describe, expect, it } from '@jest/globals';
import type { LdapEntry } from './ldap-entry.js';
import { pagesOf, type Page } from './pages.js';

const NO_MORE = Buffer.alloc(0);

function entry(name: string): LdapEntry {
  return { name: Buffer.from(name), attributes: new Map() };
}

function page(names: string[], cookie: string | undefined): Page {
  return { entries: names.map(entry), cookie: cookie === undefined ? undefined : Buffer.from(cookie) };
}

/** Answers with these pages one after the other and notes the cookies it was asked with. */
function script(...pages: Page[]): {
  fetch: (cookie?: Buffer) => Promise<Page>;
  cookies: (string | undefined)[];
} {
  const cookies: (string | undefined)[] = [];
  return {
    cookies,
    fetch: async (cookie) => {
      cookies.push(cookie?.toString());
      return pages[cookies.length - 1]!;
    },
  };
}

async function namesOf(pages: AsyncIterable<readonly LdapEntry[]>): Promise<string[]> {
  const names: string[] = [];
  for await (const entries of pages) names.push(...entries.map(({ name }) => name.toString()));
  return names;
}

describe('pagesOf', () => {
  it('goes on with each cookie until one is empty', async () => {
    const { fetch, cookies } = script(page(['a', 'b'], 'one'), page(['c'], 'two'), page(['d'], ''));
    expect(await namesOf(pagesOf(fetch))).toEqual(['a', 'b', 'c', 'd']);
    expect(cookies).toEqual([undefined, 'one', 'two']);
  });

  it('goes on behind a page without objects that has a cookie', async () => {
    const { fetch } = script(page(['a'], 'one'), page([], 'two'), page([], 'three'), page(['b'], ''));
    expect(await namesOf(pagesOf(fetch))).toEqual(['a', 'b']);
  });

  it('takes a cookie that stays the same, as Samba sends it', async () => {
    const { fetch } = script(page(['a'], 'same'), page(['b'], 'same'), page(['c'], ''));
    expect(await namesOf(pagesOf(fetch))).toEqual(['a', 'b', 'c']);
  });

  it.each([
    ['a page without a cookie', async () => page(['a'], undefined)],
    ['the same page for ever', async () => page(['a'], 'same')],
    ['empty pages for ever', async () => page([], 'again')],
  ])('fails with DIRECTORY_INCOMPLETE on %s', async (_what, fetch) => {
    await expect(namesOf(pagesOf(fetch))).rejects.toMatchObject({ code: 'DIRECTORY_INCOMPLETE' });
  });

  it('fails with DIRECTORY_INCOMPLETE when pages never end', async () => {
    let count = 0;
    const endless = async (): Promise<Page> => page([String((count += 1))], String(count));
    await expect(namesOf(pagesOf(endless))).rejects.toMatchObject({ code: 'DIRECTORY_INCOMPLETE' });
  });

  it('asks for the next page while this one is worked on, and for no more than that', async () => {
    const { fetch, cookies } = script(page(['a'], 'one'), page(['b'], 'two'), page(['c'], ''));
    const pages = pagesOf(fetch);
    await pages.next();
    expect(cookies).toEqual([undefined, 'one']);
    await pages.next();
    expect(cookies).toEqual([undefined, 'one', 'two']);
  });

  it('reports the failure of a page read ahead only to who asks for it', async () => {
    const fetch = async (cookie: Buffer | undefined): Promise<Page> => {
      if (cookie !== undefined) throw new Error('lost');
      return page(['a'], 'one');
    };
    const left = pagesOf(fetch);
    await left.next();
    await left.return(undefined);
    await expect(namesOf(pagesOf(fetch))).rejects.toThrow('lost');
  });

  it('ends on a single page', async () => {
    expect(await namesOf(pagesOf(async () => ({ entries: [entry('a')], cookie: NO_MORE })))).toEqual(['a']);
  });
});
