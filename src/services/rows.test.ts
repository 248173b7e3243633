import { describe, expect, it } from '@jest/globals';
import { arrayLiteral } from './rows.js';

describe('an array as PostgreSQL reads it', () => {
  it('quotes every element, so that nothing in a name ends it', () => {
    expect(arrayLiteral(['a,b', '{}', 'null', '', ' '])).toBe('{"a,b","{}","null",""," "}');
  });

  it('escapes quotation marks and backslashes', () => {
    expect(arrayLiteral([String.raw`CN=O\,Brien`, '"x"', '\\'])).toBe(
      String.raw`{"CN=O\\,Brien","\"x\"","\\"}`,
    );
  });

  it('has NULL for what is not there', () => {
    expect(arrayLiteral([null, 7, null])).toBe('{NULL,"7",NULL}');
  });

  it('says moments of any year as PostgreSQL reads them', () => {
    const late = new Date(Date.UTC(30_828, 8, 14, 2, 48, 5));
    expect(arrayLiteral([new Date(0), late])).toBe(
      '{"1970-01-01T00:00:00.000Z","30828-09-14T02:48:05.000Z"}',
    );
  });
});
