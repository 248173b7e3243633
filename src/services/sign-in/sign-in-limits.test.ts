import { describe, expect, test } from '@jest/globals';
import { networkOf, SignInLimits, TooManyRequests, type Attempt } from './sign-in-limits.js';

const options = {
  perAccountAndAddress: { attempts: 3, windowSeconds: 60 },
  perAddress: { attempts: 6, windowSeconds: 60 },
  perAccount: { attempts: 5, windowSeconds: 60 },
};

function attempt(account: string, address: string, addressKnown = false): Attempt {
  return { account, address, addressKnown };
}

function refused(limits: SignInLimits, given: Attempt): boolean {
  try {
    limits.begin(given);
    return false;
  } catch (error) {
    if (error instanceof TooManyRequests) return true;
    throw error;
  }
}

describe('the limits on signing in', () => {
  test('slow down one address at one account', () => {
    const limits = new SignInLimits(options);
    for (let each = 0; each < 3; each += 1) expect(refused(limits, attempt('ann', '192.0.2.1'))).toBe(false);
    expect(refused(limits, attempt('ann', '192.0.2.1'))).toBe(true);
    expect(refused(limits, attempt('ann', '192.0.2.2'))).toBe(false);
  });

  test('slow down one address at many accounts', () => {
    const limits = new SignInLimits(options);
    for (let each = 0; each < 6; each += 1)
      expect(refused(limits, attempt(`a${each}`, '192.0.2.1'))).toBe(false);
    expect(refused(limits, attempt('another', '192.0.2.1'))).toBe(true);
    expect(refused(limits, attempt('another', '192.0.2.2'))).toBe(false);
  });

  test('slow down many addresses at one account, but not its owner where they signed in before', () => {
    const limits = new SignInLimits(options);
    for (let each = 0; each < 5; each += 1) limits.begin(attempt('ann', `192.0.2.${each}`));
    expect(refused(limits, attempt('ann', '198.51.100.1'))).toBe(true);
    expect(refused(limits, attempt('ann', '203.0.113.7', true))).toBe(false);
  });

  test('do not count attempts that were good', () => {
    const limits = new SignInLimits(options);
    for (let each = 0; each < 50; each += 1) {
      const good = attempt('ann', '192.0.2.1');
      limits.begin(good);
      limits.succeeded(good);
    }
    expect(refused(limits, attempt('ann', '192.0.2.1'))).toBe(false);
  });
});

describe('the network of an address', () => {
  test.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8:0:7:1:2:3:4', '2001:db8:0:7'],
    ['2001:0DB8:0000:0007:ffff:2:3:4', '2001:db8:0:7'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
    ['unknown', 'unknown'],
  ])('%s is counted as %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});
