import { describe, expect, it } from '@jest/globals';
import { checkPassword, policyRefusalCause, unsendable, type RefusedPassword } from './check-password.js';
import type { PasswordNames } from './name-parts.js';
import type { PolicyValues } from './password-policy.js';

const DAY = 86_400_000;
const POLICY: PolicyValues = {
  minLength: 12,
  isComplex: true,
  history: 24,
  minAge: DAY,
  maxAge: 'never',
  lockoutThreshold: 0,
  lockoutDuration: DAY,
};
const UNKNOWN: PolicyValues = { ...POLICY, minLength: undefined, isComplex: undefined };
const ADA: PasswordNames = {
  samAccountName: 'a.lo',
  userPrincipalName: 'countess@north.example',
  displayName: 'Lovelace, Ada-Augusta',
  commonName: 'Ada K.',
  givenName: 'Ada',
  surname: 'Łovelace',
};

describe('a typed password', () => {
  it.each<[string, string, string[], PolicyValues?]>([
    ['that follows every rule', 'Correct-Horse-9', []],
    ['of eleven characters where twelve are asked for', 'Correct-H-9', ['TOO_SHORT']],
    ['of two kinds of characters', 'correcthorse99', ['NOT_COMPLEX']],
    ['of letters without case, digits and signs', 'пароль漢字漢字漢字-9', []],
    ['that holds the given name', 'Hello-ADA-12345', ['CONTAINS_NAME']],
    ['that holds one of two names joined by a hyphen', 'Hello-augusta-12', ['CONTAINS_NAME']],
    ['that holds a name with a letter outside of ASCII', 'Hello-łOVELACE-12', ['CONTAINS_NAME']],
    ['that holds the whole login, dot and all', 'Hello-A.LO-12345', ['CONTAINS_NAME']],
    ['that holds the name before the @', 'my-Countess-12', ['CONTAINS_NAME']],
    ['that holds a part of a name of two letters', 'Hello-Lo-K-12345', []],
    ['that is short and of one kind', 'short', ['TOO_SHORT', 'NOT_COMPLEX']],
    ['that is short, where no rule is known', 'short', [], UNKNOWN],
    ['that holds a name, where complexity is off', 'adaadaadaada', [], { ...POLICY, isComplex: false }],
    ['without a character', '', ['EMPTY']],
    ['of 128 characters', `Aa1-${'x'.repeat(124)}`, ['TOO_LONG']],
  ])('%s', (_what, candidate, broken, policy = POLICY) => {
    expect(checkPassword(policy, ADA, candidate)).toEqual(broken);
  });

  it.each([
    ['a NUL, which ends it early for some programs', 'Correct\0Horse-9', 'UNSENDABLE'],
    ['half of a surrogate pair', 'Correct\ud800Horse-9', 'UNSENDABLE'],
    ['more characters than a directory takes', 'Aa1-'.repeat(65), 'TOO_LONG'],
    ['a line break, which somebody may have already', 'Correct\nHorse-9', undefined],
    ['more characters than a log-on takes, likewise', 'Aa1-'.repeat(40), undefined],
  ])('with %s is taken for no new one', (_what, candidate, fault) => {
    expect(checkPassword(POLICY, ADA, candidate)).toHaveLength(1);
    expect(unsendable(candidate)).toBe(fault);
  });
});

describe('what a directory refused by the one code it has for four causes', () => {
  const CHANGE: RefusedPassword = {
    policy: POLICY,
    names: ADA,
    candidate: 'Correct-Horse-9',
    write: 'CHANGE',
    passwordLastSet: new Date('2026-11-20T10:00:00Z'),
    now: new Date('2026-11-22T10:00:00Z'),
  };
  const young = { passwordLastSet: new Date('2026-11-21T11:00:00Z') };

  it.each<[string, Partial<RefusedPassword>, string | undefined]>([
    ['too short', { candidate: 'Ab-1', ...young }, 'TOO_SHORT'],
    ['not complex', { candidate: 'correcthorse99' }, 'NOT_COMPLEX'],
    ['holding a name', { candidate: 'Hello-ADA-12345' }, 'CONTAINS_NAME'],
    ['changed again too soon', young, 'TOO_YOUNG'],
    ['used before, which is what is left', {}, 'USED_BEFORE'],
    [
      'used before, since a password that must be changed has no age',
      { passwordLastSet: null },
      'USED_BEFORE',
    ],
    [
      'not explained for a reset, which neither age nor history bind',
      { write: 'RESET', ...young },
      undefined,
    ],
    ['not explained where the policy is not known', { policy: UNKNOWN }, undefined],
    ['not explained where there is no history', { policy: { ...POLICY, history: 0 } }, undefined],
  ])('is %s', (_what, parts, cause) => {
    expect(policyRefusalCause({ ...CHANGE, ...parts })).toBe(cause);
  });
});
