import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { keyVectors } from './key-vectors.js';

interface Vectors {
  readonly envelopes: readonly { readonly kind: string }[];
  readonly deliveries: readonly { readonly steps: readonly { readonly outcome: string }[] }[];
  readonly acknowledgements: readonly { readonly verdict: string }[];
  readonly statuses: readonly { readonly verdict: string }[];
}

const text = keyVectors();
const vectors: Vectors = JSON.parse(text);
const page = readFileSync(new URL('../../../../docs/key-protocol.md', import.meta.url), 'utf8');
/** Every outcome and refusal the page knows. */
const named = (pattern: RegExp, within: string): string[] => [...new Set(within.match(pattern))].toSorted();

describe('the test vectors of the key protocol', () => {
  test('are those that the code makes: `npm run fix:vectors` makes them anew', () => {
    const committed = readFileSync(
      new URL('../../../../docs/key-protocol-vectors.json', import.meta.url),
      'utf8',
    );
    expect(committed === text).toBe(true);
  });

  test('have an envelope of every kind on the page', () => {
    const rows = [...page.matchAll(/^\| `([A-Z_]+)` +\| \d/gm)].map(([, kind]) => kind);
    expect(rows.length).toBe(8);
    expect(vectors.envelopes.map(({ kind }) => kind).toSorted()).toEqual(rows.toSorted());
  });

  test('have a delivery that ends in every outcome on the page', () => {
    const table = page.slice(page.indexOf('| Number | Outcome'), page.indexOf('**State**:'));
    const outcomes = vectors.deliveries.flatMap(({ steps }) => steps.map(({ outcome }) => outcome));
    expect([...new Set(outcomes)].toSorted().map((outcome) => `\`${outcome}\``)).toEqual(
      named(/`[A-Z_]+`/g, table),
    );
  });

  test('have an acknowledgement and a status for every refusal of the server', () => {
    const verdicts = (list: readonly { verdict: string }[]): string[] =>
      [...new Set(list.map(({ verdict }) => verdict))].toSorted();
    const both = ['ACCEPTED', 'BAD_SIGNATURE', 'MALFORMED', 'OTHER_KEY', 'UNSUPPORTED_VERSION'];
    const own = ['OTHER_ENVELOPE', 'OTHER_SERVER', 'OUT_OF_ORDER', 'UNTRUE_STATE'];
    expect(verdicts(vectors.acknowledgements)).toEqual([...both, ...own].toSorted());
    expect(verdicts(vectors.statuses)).toEqual([...both, 'OTHER_NONCE'].toSorted());
  });
});
