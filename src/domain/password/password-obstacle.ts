import { whyNeverManaged, type EligibilityFacts, type NeverManaged } from '../employee/password-holder.js';
import { hasAccountBit } from '../active-directory/directory-values.js';

/** What is known of an account whose password is about to be set. */
export interface ObstacleFacts extends EligibilityFacts {
  readonly isPerson: boolean;
  /** Whether the link to the employee may be relied on. */
  readonly isConfirmed: boolean;
  /** Null: never. */
  readonly accountExpires: Date | null;
  /** By the controller's clock. */
  readonly now: Date;
}

export type PasswordObstacle = NeverManaged | 'NOT_A_PERSON' | 'UNCONFIRMED' | 'DISABLED' | 'EXPIRED';

/** Those that nobody takes away by waiting: such an account is never touched by any kind of change. */
export const NEVER_TOUCHED: ReadonlySet<PasswordObstacle> = new Set<PasswordObstacle>([
  'NOT_A_PERSON',
  'BIND_ACCOUNT',
  'BUILT_IN_ACCOUNT',
  'SMART_CARD_REQUIRED',
  'UNREADABLE',
]);

/**
 * Why no change of this account's password is started, undefined when it may be. What is never touched comes before
 * what is only not started now. Being locked is no obstacle: the password is set, and nothing is unlocked.
 */
export function passwordObstacle(facts: ObstacleFacts): PasswordObstacle | undefined {
  if (!facts.isPerson) return 'NOT_A_PERSON';
  const never = whyNeverManaged(facts);
  if (never !== undefined) return never;
  if (!facts.isConfirmed) return 'UNCONFIRMED';
  const { userAccountControl, accountExpires, now } = facts;
  if (userAccountControl !== null && hasAccountBit(userAccountControl, 'DISABLED')) return 'DISABLED';
  return accountExpires !== null && accountExpires <= now ? 'EXPIRED' : undefined;
}
