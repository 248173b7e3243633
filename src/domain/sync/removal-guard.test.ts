import { describe, expect, it, test } from '@jest/globals';
import { ACCOUNT_VALUE_NAMES } from '../employee/account-values.js';
import { GUARDED_FIELDS, guardRemovals, type GuardFacts } from './removal-guard.js';

const facts = (overrides: Partial<GuardFacts>): GuardFacts => ({
  limit: { people: 5, percent: 10 },
  openLinks: 40,
  due: {},
  groupIsEmpty: false,
  ...overrides,
});

type Row = readonly [claim: string, facts: Partial<GuardFacts>, held: readonly string[]];

describe('the removal guard', () => {
  test.each<Row>([
    ['nothing where nobody leaves', {}, []],
    ['nothing at the limit', { due: { REMOVAL: 5 } }, []],
    ['every removal one above the limit', { due: { REMOVAL: 6 } }, ['REMOVAL']],
    ['every disabling one above the limit', { due: { DISABLING: 6 } }, ['DISABLING']],
    ['accounts whose state is hidden like disabled ones', { due: { UNKNOWN_STATE: 6 } }, ['UNKNOWN_STATE']],
    ['both when only their sum is above', { due: { REMOVAL: 3, DISABLING: 3 } }, ['REMOVAL', 'DISABLING']],
    [
      'all three when only their sum is above',
      { due: { REMOVAL: 2, DISABLING: 2, UNKNOWN_STATE: 2 } },
      ['REMOVAL', 'DISABLING', 'UNKNOWN_STATE'],
    ],
    ['nothing at the percentage, where that is larger', { openLinks: 100, due: { REMOVAL: 10 } }, []],
    ['above the percentage', { openLinks: 100, due: { REMOVAL: 11 } }, ['REMOVAL']],
    ['above a percentage that is no whole person', { openLinks: 109, due: { REMOVAL: 11 } }, ['REMOVAL']],
    [
      'one person where both limits are 0',
      { limit: { people: 0, percent: 0 }, due: { REMOVAL: 1 } },
      ['REMOVAL'],
    ],
    ['nothing at 100 percent', { limit: { people: 0, percent: 100 }, due: { REMOVAL: 40 } }, []],
    [
      'every removal from an empty group, at 100 percent too',
      { limit: { people: 0, percent: 100 }, due: { REMOVAL: 1 }, groupIsEmpty: true },
      ['REMOVAL'],
    ],
    [
      'no disabling because of an empty group',
      { due: { REMOVAL: 1, DISABLING: 2 }, groupIsEmpty: true },
      ['REMOVAL'],
    ],
    ['nothing of an empty group that nobody came from', { groupIsEmpty: true }, []],
    ['a field that is emptied for too many, and no other', { due: { mail: 6, title: 5 } }, ['mail']],
    ['a field by itself: removals do not count towards it', { due: { mail: 5, REMOVAL: 5 } }, []],
  ])('holds %s', (_claim, overrides, held) => {
    expect(guardRemovals(facts(overrides)).held).toEqual(held);
  });

  it('says why, and what the limit was', () => {
    expect(
      guardRemovals(facts({ openLinks: 200, due: { REMOVAL: 21, mail: 30 }, groupIsEmpty: true })),
    ).toEqual({
      limit: 20,
      held: ['REMOVAL', 'mail'],
      reasons: ['REMOVAL_LIMIT', 'FIELD_EMPTIED', 'GROUP_EMPTY'],
    });
    expect(guardRemovals(facts({ due: { REMOVAL: 6 } })).reasons).toEqual(['REMOVAL_LIMIT']);
    expect(guardRemovals(facts({})).reasons).toEqual([]);
  });

  it('guards every value of an account but those whose absence says something', () => {
    const unguarded = ACCOUNT_VALUE_NAMES.filter((name) => !GUARDED_FIELDS.some((field) => field === name));
    expect(unguarded).toEqual(['dn', 'userAccountControl', 'pwdLastSet', 'accountExpires']);
  });
});
