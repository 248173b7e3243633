import { describe, expect, test } from '@jest/globals';
import { isDistinguishedName } from '../../domain/active-directory/distinguished-name.js';
import { awkwardPeople } from '../people/awkward-people.js';
import { relativeName } from './relative-name.js';

describe('A relative name', () => {
  test.each([
    ['Doe, John', 'CN=Doe\\2C John'],
    [' both ends ', 'CN=\\20both ends\\20'],
    ['  two', 'CN=\\20 two'],
    ['#1', 'CN=\\231'],
    ['a\\', 'CN=a\\5C'],
    ['a\nb', 'CN=a\\0Ab'],
    ['Олена', 'CN=Олена'],
  ])('of %j is %s', (value, escaped) => {
    expect(relativeName('CN', value)).toBe(escaped);
  });

  test('is valid for every awkward person, and never holds a bare comma', () => {
    for (const { commonName } of awkwardPeople('north.example')) {
      const name = relativeName('CN', commonName);
      expect([name, isDistinguishedName(name)]).toEqual([name, true]);
      expect(name).not.toContain(',');
    }
  });
});
