import { describe, expect, it } from '@jest/globals';
import { whyNotEligible, type RotationFacts, type RotationObstacle } from './why-not-eligible.js';

const NOW = new Date('2026-03-01T08:00:00Z');
const NORMAL = 0x200;
const PASSWORD_EXPIRED = 0x800000;
const SMART_CARD = 0x40000;
const ELIGIBLE: RotationFacts = {
  holder: 'MANAGED',
  isOpen: true,
  inSyncGroup: true,
  inPasswordGroup: true,
  confirmed: true,
  enabled: true,
  accountExpires: null,
  hasActiveKey: true,
  isSetAside: false,
  rid: 1_104,
  userAccountControl: NORMAL,
  isBindAccount: false,
};

describe('an account whose password is changed by itself', () => {
  it.each<[string, Partial<RotationFacts>]>([
    ['is managed, in both groups, enabled, and its key is Active', {}],
    ['may have a password that has expired', { userAccountControl: NORMAL | PASSWORD_EXPIRED }],
    ['may expire later', { accountExpires: new Date(NOW.getTime() + 1) }],
  ])('%s', (_claim, facts) => {
    expect(whyNotEligible({ ...ELIGIBLE, ...facts }, NOW)).toBeUndefined();
  });

  it.each<[RotationObstacle, string, Partial<RotationFacts>]>([
    ['CLOSED', 'has left', { isOpen: false }],
    ['NEVER_MANAGED', 'is built in', { rid: 500 }],
    ['NEVER_MANAGED', 'is what a domain is read with', { isBindAccount: true }],
    ['NEVER_MANAGED', 'takes a smart card', { userAccountControl: NORMAL | SMART_CARD }],
    ['NEVER_MANAGED', 'cannot be read', { userAccountControl: null }],
    ['NOT_MANAGED', 'nobody has handed over', { holder: 'AWAITING_KEY' }],
    ['NOT_MANAGED', 'was handed back', { holder: 'UNMANAGED' }],
    ['NOT_MANAGED', 'nobody has the password of', { holder: 'NO_ONE_HAS_IT' }],
    ['NOT_MANAGED', 'the directory is ahead with', { holder: 'DIRECTORY_AHEAD' }],
    ['NOT_MANAGED', 'the key has no password of', { holder: 'NO_PASSWORD_ON_KEY' }],
    ['UNCONFIRMED', 'is linked by an e-mail address alone', { confirmed: false }],
    ['NOT_IN_SYNC_GROUP', 'has left the sync group', { inSyncGroup: false }],
    ['NOT_IN_PASSWORD_GROUP', 'has left the password group', { inPasswordGroup: false }],
    ['NOT_ENABLED', 'is disabled', { enabled: false }],
    ['NOT_ENABLED', 'does not say whether it is enabled', { enabled: null }],
    ['ACCOUNT_EXPIRED', 'has expired', { accountExpires: NOW }],
    ['NO_ACTIVE_KEY', 'has an owner without an Active key', { hasActiveKey: false }],
    ['SET_ASIDE', 'failed too often', { isSetAside: true }],
  ])('is none (%s) that %s', (reason, _claim, facts) => {
    expect(whyNotEligible({ ...ELIGIBLE, ...facts }, NOW)).toBe(reason);
  });
});
