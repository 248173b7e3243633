import { readFileSync } from 'node:fs';
import { buildSchema } from 'graphql';
import type { ApiClient } from '../../../src/sandbox/api-client.js';
import { rootSelections } from '../../../src/testing/access/root-selections.js';

const SCHEMA = new URL('../../../schema/schema.graphql', import.meta.url);
/** The smallest page is what such an operation asks for. */
const SMALLEST = /\bfirst: 1\b/g;
const PAGE = 'first: 20';

/**
 * Asks for everything the API shows without being given an id, every field of it; answers how many answers had data. An
 * activation code is left out: it has to be asked for by its key.
 */
export async function crawl(client: ApiClient): Promise<number> {
  const schema = buildSchema(readFileSync(SCHEMA, 'utf8'));
  let answered = 0;
  for (const { kind, name, text } of rootSelections(schema)) {
    if (kind !== 'query') continue;
    const operation = `query Crawl_${name.replaceAll(/\W+/g, '_')} {`;
    const smallest = text(() => true).replace('query {', operation);
    // The larger page where its cost allows it, one entry where it does not.
    for (const wanted of [smallest.replaceAll(SMALLEST, PAGE), smallest]) {
      const { data } = await client.post(wanted);
      if (data === null) continue;
      answered += 1;
      break;
    }
  }
  return answered;
}
