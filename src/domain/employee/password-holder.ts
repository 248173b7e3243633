import { hasAccountBit } from '../active-directory/directory-values.js';
import type { PasswordHolder } from '../states.js';

/** Built-in accounts whose password Latchkey never touches: Administrator, Guest and krbtgt. */
const BUILT_IN_RIDS: readonly number[] = [500, 501, 502];

export interface EligibilityFacts {
  /** Null: the SID could not be read. */
  readonly rid: number | null;
  /** Null: unreadable. */
  readonly userAccountControl: number | null;
  /** True for the account any domain is read with. */
  readonly isBindAccount: boolean;
}

/** Why an account never gets a managed password. `UNREADABLE`: what it is judged by could not be read. */
export type NeverManaged = 'BIND_ACCOUNT' | 'BUILT_IN_ACCOUNT' | 'SMART_CARD_REQUIRED' | 'UNREADABLE';

/** Undefined when it may. What could not be read is never assumed to be harmless. */
export function whyNeverManaged(facts: EligibilityFacts): NeverManaged | undefined {
  if (facts.isBindAccount) return 'BIND_ACCOUNT';
  if (facts.rid === null) return 'UNREADABLE';
  if (BUILT_IN_RIDS.includes(facts.rid)) return 'BUILT_IN_ACCOUNT';
  if (facts.userAccountControl === null) return 'UNREADABLE';
  return hasAccountBit(facts.userAccountControl, 'SMART_CARD_REQUIRED') ? 'SMART_CARD_REQUIRED' : undefined;
}

/** Whether an account may ever get a managed password. */
export function isEligibleForManagedPassword(facts: EligibilityFacts): boolean {
  return whyNeverManaged(facts) === undefined;
}

export interface MembershipFacts {
  readonly inSyncGroup: boolean;
  readonly inPasswordGroup: boolean;
  readonly confirmed: boolean;
  readonly eligible: boolean;
}

/**
 * Who holds the password after a synchronisation. Members of both groups wait for a key; whoever stops qualifying
 * before a key has taken over is unmanaged again. Once a key was involved, leaving a group changes nothing here:
 * only a password change does.
 */
export function passwordHolderAfter(current: PasswordHolder, facts: MembershipFacts): PasswordHolder {
  if (current !== 'UNMANAGED' && current !== 'AWAITING_KEY') return current;
  const qualifies = facts.inSyncGroup && facts.inPasswordGroup && facts.confirmed && facts.eligible;
  return qualifies ? 'AWAITING_KEY' : 'UNMANAGED';
}
