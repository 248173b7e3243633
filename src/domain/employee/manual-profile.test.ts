import { describe, expect, test } from '@jest/globals';
import { changedProfile, newProfile, readProfileChanges } from './manual-profile.js';

function created(given: Parameters<typeof newProfile>[0]) {
  const reading = newProfile(given);
  if (reading.faults) throw new Error('refused');
  return reading.value;
}

describe('readProfileChanges', () => {
  test('trims what was typed, leaves out what was not, and clears with null', () => {
    expect(readProfileChanges({ givenName: ' Anna ', surname: undefined, company: null })).toEqual({
      value: { givenName: 'Anna', company: null },
    });
  });

  test('tells all mistakes together', () => {
    const { faults } = readProfileChanges({
      givenName: '',
      surname: 'a'.repeat(257),
      email: 'a@b, c@d',
      department: 'x\u0000y',
    });
    expect(faults?.map(({ path }) => path[0])).toEqual(['givenName', 'surname', 'email', 'department']);
  });
});

describe('the display name', () => {
  test('is made from the names, else from the address', () => {
    expect(created({ givenName: 'Anna', surname: 'Berg' }).displayName).toBe('Anna Berg');
    expect(created({ email: 'anna@north.example' }).displayName).toBe('anna@north.example');
  });

  test('cannot be made from nothing', () => {
    expect(newProfile({ company: 'North' }).faults?.[0]?.path).toEqual(['displayName']);
  });

  test('follows the names for as long as nobody typed one', () => {
    const anna = created({ givenName: 'Anna', surname: 'Berg' });
    expect(changedProfile(anna, { surname: 'Dahl' })).toMatchObject({ value: { displayName: 'Anna Dahl' } });
    const typed = created({ givenName: 'Anna', surname: 'Berg', displayName: 'Dr. Berg' });
    expect(changedProfile(typed, { surname: 'Dahl' })).toMatchObject({ value: { displayName: 'Dr. Berg' } });
    expect(changedProfile(typed, { displayName: null })).toMatchObject({
      value: { displayName: 'Anna Berg' },
    });
  });

  test('cannot be taken from somebody who has nothing else', () => {
    const onlyName = created({ displayName: 'Anna' });
    expect(changedProfile(onlyName, { displayName: null }).faults).toHaveLength(1);
  });
});
