import type { PasswordHolder } from '../states.js';

/** Built-in accounts whose password Latchkey never touches: Administrator, Guest and krbtgt. */
const BUILT_IN_RIDS: readonly number[] = [500, 501, 502];
/** userAccountControl: log-on needs a smart card (MS-ADTS 2.2.16). */
const SMARTCARD_REQUIRED = 0x40000;

export interface EligibilityFacts {
  /** Null: the SID could not be read. */
  readonly rid: number | null;
  /** Null: unreadable. */
  readonly userAccountControl: number | null;
  /** True for the account any domain is read with. */
  readonly isBindAccount: boolean;
}

/** Whether an account may ever get a managed password. What could not be read is never assumed to be harmless. */
export function isEligibleForManagedPassword(facts: EligibilityFacts): boolean {
  if (facts.isBindAccount) return false;
  if (facts.rid === null || BUILT_IN_RIDS.includes(facts.rid)) return false;
  if (facts.userAccountControl === null) return false;
  return (facts.userAccountControl & SMARTCARD_REQUIRED) === 0;
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
