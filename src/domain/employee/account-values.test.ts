import { describe, expect, it } from '@jest/globals';
import { someValues } from '../../testing/sync/sync-builders.js';
import { ACCOUNT_VALUE_NAMES, differences, isEnabled, profileOfAccount } from './account-values.js';

describe('whether an account is enabled', () => {
  it.each([
    [0x200, true],
    [0x202, false],
    [0x1_0200, true],
    [0x1_0222, false],
    [0, true],
  ])('userAccountControl %d: %p, by its bit and never by the whole number', (control, enabled) => {
    expect(isEnabled(control)).toBe(enabled);
  });

  it('is unknown, not enabled, when it could not be read', () => {
    expect(isEnabled(null)).toBeNull();
  });
});

describe('the attributes of a directory', () => {
  it('make up a profile: title becomes the position', () => {
    const values = someValues({
      givenName: 'Ada',
      surname: 'Lovelace',
      displayName: 'Ada L.',
      mail: 'ada@north.example',
      telephoneNumber: '+44 1',
      title: 'Analyst',
      department: 'Engines',
      company: 'Babbage & Co',
    });
    expect(profileOfAccount(values)).toEqual({
      givenName: 'Ada',
      surname: 'Lovelace',
      displayName: 'Ada L.',
      email: 'ada@north.example',
      telephoneNumber: '+44 1',
      position: 'Analyst',
      department: 'Engines',
      company: 'Babbage & Co',
    });
  });

  it('are all compared', () => {
    expect(new Set<string>(ACCOUNT_VALUE_NAMES)).toEqual(new Set(Object.keys(someValues())));
  });
});

describe('differences', () => {
  it('name each field that changed, in their own order, with both values as text', () => {
    const before = someValues({ title: 'Analyst', rid: 1_101, company: null });
    const after = someValues({ title: null, rid: 1_102, company: 'Babbage & Co' });
    expect(differences(ACCOUNT_VALUE_NAMES, before, after)).toEqual([
      { field: 'rid', before: '1101', after: '1102' },
      { field: 'title', before: 'Analyst', after: null },
      { field: 'company', before: null, after: 'Babbage & Co' },
    ]);
  });

  it('are none between equal records, and tell an empty text from no value', () => {
    expect(differences(ACCOUNT_VALUE_NAMES, someValues(), someValues())).toEqual([]);
    expect(differences(['title'], someValues({ title: '' }), someValues({ title: null }))).toHaveLength(1);
  });
});
