import { describe, expect, it } from '@jest/globals';
import { NEVER_TOUCHED, passwordObstacle, type ObstacleFacts } from './password-obstacle.js';

const NOW = new Date('2026-11-22T10:00:00Z');
const ORDINARY: ObstacleFacts = {
  isPerson: true,
  isBindAccount: false,
  isConfirmed: true,
  rid: 1_101,
  userAccountControl: 0x200,
  accountExpires: null,
  now: NOW,
};
const after = (milliseconds: number): Date => new Date(NOW.getTime() + milliseconds);

describe('a change of the password of', () => {
  it.each<[string, Partial<ObstacleFacts>, string | undefined, boolean]>([
    ['an ordinary account is started', {}, undefined, false],
    ['an account that is locked is started', { userAccountControl: 0x210 }, undefined, false],
    ['an account whose password has expired is started', { userAccountControl: 0x80_0200 }, undefined, false],
    ['an account that expires in a second is started', { accountExpires: after(1_000) }, undefined, false],
    ['a computer is never started', { isPerson: false }, 'NOT_A_PERSON', true],
    ['a bind account is never started', { isBindAccount: true }, 'BIND_ACCOUNT', true],
    ['the built-in administrator is never started', { rid: 500 }, 'BUILT_IN_ACCOUNT', true],
    ['the built-in guest is never started', { rid: 501 }, 'BUILT_IN_ACCOUNT', true],
    ['krbtgt is never started', { rid: 502 }, 'BUILT_IN_ACCOUNT', true],
    [
      'an account that takes a smart card is never started',
      { userAccountControl: 0x4_0200 },
      'SMART_CARD_REQUIRED',
      true,
    ],
    ['an account whose SID cannot be read is never started', { rid: null }, 'UNREADABLE', true],
    [
      'an account whose flags cannot be read is never started',
      { userAccountControl: null },
      'UNREADABLE',
      true,
    ],
    ['an unconfirmed link is not started', { isConfirmed: false }, 'UNCONFIRMED', false],
    ['a disabled account is not started', { userAccountControl: 0x202 }, 'DISABLED', false],
    ['an account that has expired is not started', { accountExpires: NOW }, 'EXPIRED', false],
    [
      'a disabled smart card account is never started',
      { userAccountControl: 0x4_0202 },
      'SMART_CARD_REQUIRED',
      true,
    ],
    [
      'a bind account nobody can read is never started',
      { isBindAccount: true, rid: null },
      'BIND_ACCOUNT',
      true,
    ],
  ])('%s', (_who, facts, obstacle, isNever) => {
    const found = passwordObstacle({ ...ORDINARY, ...facts });
    expect(found).toBe(obstacle);
    expect(found !== undefined && NEVER_TOUCHED.has(found)).toBe(isNever);
  });
});
