import { describe, expect, it } from '@jest/globals';
import { effectivePolicy, lockOutEnd, type PolicySources, type PolicyValues } from './password-policy.js';

const DOMAIN: PolicyValues = {
  minLength: 7,
  isComplex: true,
  history: 24,
  minAge: 86_400_000,
  maxAge: 3_628_800_000,
  lockoutThreshold: 5,
  lockoutDuration: 1_800_000,
};
const FINE: PolicyValues = { ...DOMAIN, minLength: 20, isComplex: undefined, lockoutDuration: 'never' };

describe('the policy in force', () => {
  it.each<[string, PolicySources, object]>([
    [
      'is the domain’s where no other is named',
      { fineGrained: 'NONE_NAMED', domain: DOMAIN },
      { ...DOMAIN, source: 'DOMAIN' },
    ],
    [
      'is the fine-grained one, gaps and all, where one is named',
      { fineGrained: FINE, domain: DOMAIN },
      { ...FINE, source: 'FINE_GRAINED' },
    ],
    [
      'is not known where the one that is named cannot be read, and the domain’s is no substitute',
      { fineGrained: 'UNREADABLE', domain: DOMAIN },
      { source: 'UNKNOWN', minLength: undefined, lockoutThreshold: undefined },
    ],
    [
      'is not known where the domain’s cannot be read',
      { fineGrained: 'NONE_NAMED', domain: undefined },
      { source: 'UNKNOWN', minLength: undefined, maxAge: undefined },
    ],
  ])('%s', (_what, sources, policy) => {
    expect(effectivePolicy(sources)).toMatchObject(policy);
  });

  it('says when a lock-out ends', () => {
    const at = new Date('2026-11-22T10:00:00Z');
    expect(lockOutEnd(at, DOMAIN)).toEqual(new Date('2026-11-22T10:30:00Z'));
    expect(lockOutEnd(at, FINE)).toBe('never');
    expect(lockOutEnd(at, { ...DOMAIN, lockoutDuration: undefined })).toBeUndefined();
  });
});
