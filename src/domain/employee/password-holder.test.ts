import { describe, expect, it } from '@jest/globals';
import { isEligibleForManagedPassword, passwordHolderAfter } from './password-holder.js';
import { PasswordHolder } from '../states.js';

const ordinary = { rid: 1_101, userAccountControl: 0x200, isBindAccount: false };
const member = { inSyncGroup: true, inPasswordGroup: true, confirmed: true, eligible: true };

describe('an account that may get a managed password', () => {
  it.each([
    ['an ordinary account', {}, true],
    ['a disabled account, which may be enabled later', { userAccountControl: 0x202 }, true],
    ['the account a domain is read with', { isBindAccount: true }, false],
    ['the built-in administrator (RID 500)', { rid: 500 }, false],
    ['the built-in guest (RID 501)', { rid: 501 }, false],
    ['krbtgt (RID 502)', { rid: 502 }, false],
    ['an account that requires a smart card', { userAccountControl: 0x4_0200 }, false],
    ['an account whose SID could not be read', { rid: null }, false],
    ['an account whose flags could not be read', { userAccountControl: null }, false],
  ])('%s', (_who, facts, eligible) => {
    expect(isEligibleForManagedPassword({ ...ordinary, ...facts })).toBe(eligible);
  });
});

describe('who holds the password after a synchronisation', () => {
  it('a member of both groups waits for a key', () => {
    expect(passwordHolderAfter('UNMANAGED', member)).toBe('AWAITING_KEY');
  });

  it.each([
    ['a member of the sync group only', { inPasswordGroup: false }],
    ['a member of the password group only', { inSyncGroup: false }],
    ['an account that is not eligible', { eligible: false }],
    ['a link that nobody has confirmed', { confirmed: false }],
  ])('%s is unmanaged, also when they waited for a key before', (_who, facts) => {
    expect(passwordHolderAfter('UNMANAGED', { ...member, ...facts })).toBe('UNMANAGED');
    expect(passwordHolderAfter('AWAITING_KEY', { ...member, ...facts })).toBe('UNMANAGED');
  });

  const keyInvolved = Object.values(PasswordHolder).filter(
    (holder) => holder !== 'UNMANAGED' && holder !== 'AWAITING_KEY',
  );

  it.each(keyInvolved)('%s changes by password changes only, whatever the groups say', (holder) => {
    expect(passwordHolderAfter(holder, member)).toBe(holder);
    expect(
      passwordHolderAfter(holder, {
        inSyncGroup: false,
        inPasswordGroup: false,
        confirmed: false,
        eligible: false,
      }),
    ).toBe(holder);
  });
});
