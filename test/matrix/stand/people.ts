import {
  PASSWORD_GROUP,
  SYNC_GROUP,
  type DirectoryContents,
} from '../../../src/sandbox/sandbox-directory.js';

/** Every way is killed at every step with everything, not only the share of each run of all tests. */
export const IS_WHOLE_MATRIX = process.env['LATCHKEY_TEST_MATRIX'] === 'all';

export const DNS_NAME = 'matrix.example';
const UNIT = 'People';
/** More than all cells together. The same number for each kind of run, since a filled domain is kept for later ones. */
const PEOPLE = IS_WHOLE_MATRIX ? 700 : 220;

/** Ordinary people of both groups: what is to be shown is the same for everybody. */
export function matrixPeople(): DirectoryContents {
  const people = Array.from({ length: PEOPLE }, (_, index) => {
    const login = `person${String(index + 1).padStart(3, '0')}`;
    return {
      login,
      commonName: `Person ${index + 1}`,
      givenName: 'Person',
      surname: `Number ${index + 1}`,
      displayName: `Person ${index + 1}`,
      mail: `${login}@${DNS_NAME}`,
      enabled: true,
      groups: [SYNC_GROUP, PASSWORD_GROUP],
      unit: UNIT,
    };
  });
  return { dnsName: DNS_NAME, units: [UNIT], groups: [SYNC_GROUP, PASSWORD_GROUP], people };
}
