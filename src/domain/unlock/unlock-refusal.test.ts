import { expect, test } from '@jest/globals';
import { unlockRefusal, type UnlockFacts } from './unlock-refusal.js';

const good: UnlockFacts = {
  alarm: false,
  workstationApproved: true,
  revoked: false,
  expired: false,
  ownerMaySignIn: true,
  linkConfirmed: true,
};

test('nothing is refused where everything is as it should be', () => {
  expect(unlockRefusal(good)).toBeUndefined();
});

test.each<[string, Partial<UnlockFacts>]>([
  ['WORKSTATION_REFUSED', { workstationApproved: false }],
  ['UNLOCK_CREDENTIAL_REVOKED', { revoked: true }],
  ['AUTHENTICATOR_REFUSED', { ownerMaySignIn: false }],
  ['UNLOCK_CREDENTIAL_EXPIRED', { expired: true }],
  ['ACCOUNT_UNCONFIRMED', { linkConfirmed: false }],
  ['ALARM_RAISED', { alarm: true }],
])('%s for %j', (code, facts) => {
  expect(unlockRefusal({ ...good, ...facts })).toBe(code);
});

test('the alarm is told last: what else is wrong stays so when it is lifted', () => {
  expect(unlockRefusal({ ...good, alarm: true, revoked: true })).toBe('UNLOCK_CREDENTIAL_REVOKED');
});
