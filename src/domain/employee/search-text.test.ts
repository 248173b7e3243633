import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { containsPattern, searchTextOf, searchWords } from './search-text.js';

const NOBODY = { displayName: null, givenName: null, surname: null, email: null, logins: [] };

/** What LIKE does, written down a second time: `%` is anything, `\x` is x itself. */
function like(text: string, pattern: string): boolean {
  const source = pattern.replace(
    /\\(.)|(%)|([\s\S])/gu,
    (_, escaped?: string, any?: string, plain?: string) =>
      any ? '[\\s\\S]*' : RegExp.escape(escaped ?? plain ?? ''),
  );
  return new RegExp(`^${source}$`, 'u').test(text);
}

describe('searchTextOf', () => {
  test('holds names, address and logins in lower case, each once', () => {
    const text = searchTextOf({
      displayName: 'Anna  BERG',
      givenName: 'Anna',
      surname: 'Berg',
      email: 'Anna.Berg@North.example',
      logins: ['aberg', null, 'ABERG'],
    });
    expect(text).toBe('anna berg\nanna.berg@north.example\naberg');
  });

  test('lets no word match across two values', () => {
    const text = searchTextOf({ ...NOBODY, givenName: 'Jo', surname: 'Anna' });
    expect(searchWords('joanna').every((word) => text.includes(word))).toBe(false);
  });

  test('finds every name by itself and by its words, however it is written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }), (name) => {
        const text = searchTextOf({ ...NOBODY, displayName: name });
        for (const word of searchWords(name.toUpperCase().toLowerCase())) {
          expect(like(text, containsPattern(word))).toBe(text.includes(word));
        }
        for (const word of searchWords(name)) expect(like(text, containsPattern(word))).toBe(true);
      }),
    );
  });

  test('leaves out what is part of another, and finds each of several names all the same', () => {
    const text = searchTextOf({
      ...NOBODY,
      displayName: 'Anna Berg',
      surname: 'Berg',
      email: 'berg@x.example',
    });
    expect(text).toBe('anna berg\nberg@x.example');
    const name = fc.string({ unit: fc.constantFrom('a', 'b', 'ß', ' ', '.', '%'), maxLength: 6 });
    fc.assert(
      fc.property(fc.array(name, { minLength: 4, maxLength: 6 }), ([first, ...logins]) => {
        const found = searchTextOf({ ...NOBODY, displayName: first ?? null, logins });
        for (const each of [first ?? '', ...logins])
          for (const word of searchWords(each)) expect(like(found, containsPattern(word))).toBe(true);
      }),
    );
  });

  test('is bounded and never holds half a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 900, maxLength: 2_000 }), (name) => {
        const text = searchTextOf({ ...NOBODY, displayName: name });
        expect(text.length).toBeLessThanOrEqual(1_000);
        expect(text.isWellFormed()).toBe(true);
        expect(text).not.toContain('\0');
      }),
    );
  });
});

describe('containsPattern', () => {
  test.each([
    ['50%', '50 percent', false],
    ['50%', 'at 50% now', true],
    ['a_b', 'axb', false],
    ['a_b', 'xa_bx', true],
    ['a\\b', 'a\\b', true],
    ['\\', 'none', false],
  ])('looks for %s itself in %s', (word, text, found) => {
    expect(like(text, containsPattern(word))).toBe(found);
  });
});
