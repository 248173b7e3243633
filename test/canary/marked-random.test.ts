import { expect, test } from '@jest/globals';
import { generatePassword } from '../../src/domain/password/generate-password.js';
import { effectivePolicy } from '../../src/domain/password/password-policy.js';
import { generateTwoDomains } from '../../src/sandbox/people.js';
import { markedRandom, PASSWORD_MARK } from '../programs/marked-random.js';

const LENGTHS = [16, 24, 40, 64, 127];
const UNKNOWN = effectivePolicy({ fineGrained: 'UNREADABLE', domain: undefined });

test('every password of a marked source holds the mark, of whatever length it is and whoever gets it', () => {
  const { people } = generateTwoDomains({ count: 200, seed: 3 }).north;
  const passwords = people.flatMap(({ login, commonName, ...person }) => {
    const { givenName = null, surname = null, displayName = null } = person;
    const names = {
      givenName,
      surname,
      displayName,
      commonName,
      samAccountName: login,
      userPrincipalName: null,
    };
    return LENGTHS.map((length) => generatePassword(UNKNOWN, names, markedRandom, length));
  });
  expect(passwords.filter((password) => !password.includes(PASSWORD_MARK))).toEqual([]);
  // Of the shortest only four characters are at random: two of them are the same now and then.
  const long = passwords.filter(({ length }) => length > LENGTHS[0]!);
  expect(new Set(long).size).toBe(long.length);
  const places = new Set(passwords.map((password) => password.indexOf(PASSWORD_MARK) % 3));
  expect(places.size).toBe(3);
});
