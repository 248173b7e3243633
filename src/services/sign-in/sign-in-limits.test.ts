import { describe, expect, test } from '@jest/globals';
import { networkOf, SignInLimits, TooManyRequests, type Attempt } from './sign-in-limits.js';

const options = {
  perAccountAndAddress: { attempts: 3, windowSeconds: 60 },
  perAddress: { attempts: 6, windowSeconds: 60 },
  perWideNetwork: { attempts: 12, windowSeconds: 60 },
  perAccount: { attempts: 5, windowSeconds: 60 },
};

function attempt(account: string, address: string, addressKnown = false): Attempt {
  return { account, address, addressKnown };
}

function refused(limits: SignInLimits, given: Attempt): boolean {
  try {
    limits.begin(given)();
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
    for (let each = 0; each < 5; each += 1)
      expect(refused(limits, attempt('ann', `192.0.2.${each}`))).toBe(false);
    expect(refused(limits, attempt('ann', '192.0.2.1'))).toBe(true);
    expect(refused(limits, attempt('ann', '203.0.113.7', true))).toBe(false);
  });

  test('cannot be made to forget by an address that is refused, however many accounts it names', () => {
    const mostKeys = 20;
    const bounded = Object.fromEntries(
      Object.entries(options).map(([name, one]) => [name, { ...one, mostKeys }]),
    ) as unknown as typeof options;
    const limits = new SignInLimits(bounded);
    for (let each = 0; each < 5; each += 1) refused(limits, attempt('ann', `192.0.2.${each}`));
    for (let each = 0; each < 100; each += 1) refused(limits, attempt(`nobody${each}`, '203.0.113.7'));
    expect(refused(limits, attempt('ann', '192.0.2.1'))).toBe(true);
  });

  test('count nothing against an account from an address that is refused anyway', () => {
    const limits = new SignInLimits(options);
    for (let each = 0; each < 6; each += 1) refused(limits, attempt(`a${each}`, '203.0.113.7'));
    for (let each = 0; each < 100; each += 1)
      expect(refused(limits, attempt('ann', '203.0.113.7'))).toBe(true);
    for (let each = 0; each < 3; each += 1) expect(refused(limits, attempt('ann', '192.0.2.1'))).toBe(false);
  });

  test('look at the first attempt from anywhere, so that the right password gets its owner in however others guess', () => {
    const limits = new SignInLimits(options);
    for (let each = 0; each < 100; each += 1) refused(limits, attempt('ann', `192.0.2.${each}`));
    const owner = attempt('ann', '198.51.100.1');
    expect(refused(limits, owner)).toBe(false);
    limits.succeeded(owner);
    expect(refused(limits, owner)).toBe(false);
    expect(refused(limits, owner)).toBe(true);
  });

  test('take a whole IPv6 /48 for one place where there are many guesses', () => {
    const limits = new SignInLimits(options);
    for (let each = 0; each < 5; each += 1) refused(limits, attempt('ann', `2001:db8:1:${each}::1`));
    expect(refused(limits, attempt('ann', '2001:db8:1:99::1'))).toBe(true);
    for (let each = 6; each < 12; each += 1) refused(limits, attempt(`a${each}`, `2001:db8:1:${each}::1`));
    expect(refused(limits, attempt('another', '2001:db8:1:aaaa::1'))).toBe(true);
    expect(refused(limits, attempt('another', '2001:db8:2:aaaa::1'))).toBe(false);
  });

  test('let one address have only so many attempts looked at at the same time', () => {
    const limits = new SignInLimits(options);
    const ends = ['a', 'b', 'c', 'd'].map((account) => limits.begin(attempt(account, '192.0.2.1')));
    expect(refused(limits, attempt('e', '192.0.2.1'))).toBe(true);
    expect(refused(limits, attempt('e', '192.0.2.2'))).toBe(false);
    ends[0]?.();
    expect(refused(limits, attempt('e', '192.0.2.1'))).toBe(false);
  });

  test('do not count attempts that were good', () => {
    const limits = new SignInLimits(options);
    for (let each = 0; each < 50; each += 1) {
      const good = attempt('ann', '192.0.2.1');
      limits.begin(good)();
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
