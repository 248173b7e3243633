import { describe, expect, it } from '@jest/globals';
import { someValues } from '../../testing/sync/sync-builders.js';
import { personName } from './person-name.js';

const NOTHING = { displayName: null, givenName: null, surname: null, commonName: null, samAccountName: null };

describe('what a person of a directory is called', () => {
  it.each([
    ['the display name', { displayName: ' Ada L. ' }, 'Ada L.'],
    ['given name and surname without a display name', { displayName: null }, 'Ada Lovelace'],
    ['the surname alone without a given name', { displayName: '', givenName: null }, 'Lovelace'],
    ['the common name without any of them', { ...NOTHING, commonName: 'Lovelace, A' }, 'Lovelace, A'],
    ['the login without a common name', { ...NOTHING, samAccountName: 'ada' }, 'ada'],
    ['the e-mail without a login', NOTHING, 'ada@north.example'],
    ['never nothing', { ...NOTHING, mail: ' ' }, '(no name)'],
  ])('is %s', (_claim, values, name) => {
    expect(personName(someValues(values))).toBe(name);
  });
});
