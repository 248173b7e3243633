/** A length of time in milliseconds; `never` where the policy sets no such limit. */
export type PolicyDuration = number | 'never';

/** What a policy says, each value undefined when it is not known: unreadable or unintelligible, never assumed. */
export interface PolicyValues {
  readonly minLength: number | undefined;
  readonly isComplex: boolean | undefined;
  /** How many passwords are remembered and refused to a change. */
  readonly history: number | undefined;
  /** `never`: a password may be changed at any time. */
  readonly minAge: PolicyDuration | undefined;
  readonly maxAge: PolicyDuration | undefined;
  /** Wrong passwords until the account is locked; 0: it never is. */
  readonly lockoutThreshold: number | undefined;
  /** `never`: only an administrator unlocks. */
  readonly lockoutDuration: PolicyDuration | undefined;
}

/** The policy in force for one account. */
export interface PasswordPolicy extends PolicyValues {
  /**
   * `DOMAIN` is no proof that nothing stricter applies: a policy made for some people may be hidden from who asks.
   * `UNKNOWN`: one applies and cannot be read, or not even the domain's can.
   */
  readonly source: 'FINE_GRAINED' | 'DOMAIN' | 'UNKNOWN';
}

/** Where nothing is known of a policy. */
export const NO_POLICY: PasswordPolicy = {
  source: 'UNKNOWN',
  minLength: undefined,
  isComplex: undefined,
  history: undefined,
  minAge: undefined,
  maxAge: undefined,
  lockoutThreshold: undefined,
  lockoutDuration: undefined,
};

export interface PolicySources {
  /** The policy the directory says applies to this account in place of the domain's, when it names one. */
  readonly fineGrained: PolicyValues | 'UNREADABLE' | 'NONE_NAMED';
  /** Undefined: cannot be read. */
  readonly domain: PolicyValues | undefined;
}

/** The fine-grained policy where one is named, whole: nothing of the domain's fills its gaps. Else the domain's. */
export function effectivePolicy({ fineGrained, domain }: PolicySources): PasswordPolicy {
  if (fineGrained === 'UNREADABLE') return NO_POLICY;
  if (fineGrained !== 'NONE_NAMED') return { ...fineGrained, source: 'FINE_GRAINED' };
  return domain === undefined ? NO_POLICY : { ...domain, source: 'DOMAIN' };
}

/**
 * When a lock-out ends by itself: `never` when only an administrator ends it, undefined when that is not known.
 * @param lockedAt when the account was locked
 */
export function lockOutEnd(lockedAt: Date, { lockoutDuration }: PolicyValues): Date | 'never' | undefined {
  if (lockoutDuration === undefined || lockoutDuration === 'never') return lockoutDuration;
  return new Date(lockedAt.getTime() + lockoutDuration);
}
