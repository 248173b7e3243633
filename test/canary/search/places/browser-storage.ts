import type { BrowserContext } from 'playwright-core';
import type { Piece, Place } from '../place.js';

/** What a browser keeps for the pages that are open in it: cookies, both storages and databases. */
export function browserStorage(context: BrowserContext): Place {
  return { name: 'browser storage', pieces: () => kept(context) };
}

async function* kept(context: BrowserContext): AsyncGenerator<Piece> {
  const { cookies, origins } = await context.storageState({ indexedDB: true });
  yield { where: 'cookies', bytes: Buffer.from(JSON.stringify(cookies)) };
  yield { where: 'localStorage and databases', bytes: Buffer.from(JSON.stringify(origins)) };
  for (const page of context.pages()) {
    const session = await page.evaluate<string>('JSON.stringify({ ...sessionStorage })');
    yield { where: `sessionStorage of ${page.url()}`, bytes: Buffer.from(session) };
  }
}
