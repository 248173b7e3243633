import { describe, expect, it } from '@jest/globals';
import { AndFilter, LessThanEqualsFilter, type Filter } from 'ldapts';
import { laneConditions } from './lane-conditions.js';

const NAMES = Array.from({ length: 1_000 }, (_, at) => `Person ${String(at).padStart(4, '0')}`);
const dn = (name: string): string => `CN=${name},OU=Staff,DC=corp,DC=example`;
const people = (count: number, names: readonly string[] = NAMES) => ({ count, sample: names.map(dn) });

/** Which lanes somebody of this name is read in, by the library's own reading of a filter. */
function lanesOf(name: string, lanes: readonly Filter[]): number[] {
  return lanes.flatMap((lane, at) => (lane.matches({ cn: name }, false) ? [at] : []));
}

describe('lanes', () => {
  it.each([2, 3, 5])('put everybody into exactly one of %d, evenly', (most) => {
    const lanes = laneConditions(people(100_000), most);
    expect(lanes).toHaveLength(most);
    const sizes = Array.from({ length: most }, () => 0);
    for (const name of NAMES) {
      const [lane, ...more] = lanesOf(name, lanes);
      expect(more).toEqual([]);
      sizes[lane!]! += 1;
    }
    for (const size of sizes) expect(Math.abs(size - NAMES.length / most)).toBeLessThanOrEqual(1);
  });

  it('are not made for few people, without a sample, or where one is asked for', () => {
    expect(laneConditions(people(2_999), 2)).toEqual([]);
    expect(laneConditions(people(3_000), 2)).toHaveLength(2);
    expect(laneConditions(people(3_000), 3)).toHaveLength(2);
    expect(laneConditions(people(100_000), 1)).toEqual([]);
    expect(laneConditions(people(100_000, NAMES.slice(0, 19)), 2)).toEqual([]);
    expect(laneConditions({ count: 100_000, sample: NAMES.map(() => 'nonsense') }, 2)).toEqual([]);
    expect(laneConditions(undefined, 2)).toEqual([]);
  });

  it('that would be the same are one: everybody has the same name', () => {
    const lanes = laneConditions(people(100_000, Array<string>(1_000).fill('John Smith')), 4);
    expect(lanes).toHaveLength(2);
    expect(lanesOf('John Smith', lanes)).toEqual([0]);
    expect(lanesOf('Zoe', lanes)).toEqual([1]);
  });

  it('are cut at the name itself, whatever it holds, and the filter says just that', () => {
    const odd = ' #)(cn=*\\,"\u{202E}\u{1F600}';
    const escaped = odd.replace(/[ #,"\\=+<>;]/gu, (character) => `\\${character}`);
    const [first, second] = laneConditions(people(10_000, Array<string>(100).fill(escaped)), 2);
    const value = odd.toUpperCase();
    expect(first).toMatchObject({ filters: [{ attribute: 'cn', value }] });
    expect(second).toMatchObject({ filters: [{ filter: { attribute: 'cn', value } }] });
  });

  it('are cut at no more than a name can have, and never inside of a character', () => {
    const [first] = laneConditions(people(10_000, Array<string>(100).fill(`x${'\u{1F600}'.repeat(500)}`)), 2);
    const bound = first instanceof AndFilter ? first.filters[0] : undefined;
    if (!(bound instanceof LessThanEqualsFilter)) throw new Error('no comparison');
    expect(bound.value.length).toBeLessThanOrEqual(64);
    expect(bound.value.isWellFormed()).toBe(true);
  });
});
