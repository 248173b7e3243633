import { whyNeverManaged, type EligibilityFacts } from '../employee/password-holder.js';
import type { PasswordHolder } from '../states.js';

/** What decides whether an account's password is changed by itself. */
export interface RotationFacts extends EligibilityFacts {
  readonly holder: PasswordHolder;
  readonly isOpen: boolean;
  readonly inSyncGroup: boolean;
  readonly inPasswordGroup: boolean;
  readonly confirmed: boolean;
  /** Null: the directory would not say, which is not the same as enabled. */
  readonly enabled: boolean | null;
  /** Null: never. */
  readonly accountExpires: Date | null;
  /** Its owner has a key that is Active. */
  readonly hasActiveKey: boolean;
  /** Its changes failed a few times in a row, and somebody has to look at it first. */
  readonly isSetAside: boolean;
}

/** Why the password of an account is not changed by itself. */
export const RotationObstacle = {
  /** The account is not synchronised any more. */
  CLOSED: 'CLOSED',
  /** Latchkey never touches it. */
  NEVER_MANAGED: 'NEVER_MANAGED',
  /** It is not on a key. */
  NOT_MANAGED: 'NOT_MANAGED',
  UNCONFIRMED: 'UNCONFIRMED',
  NOT_IN_SYNC_GROUP: 'NOT_IN_SYNC_GROUP',
  NOT_IN_PASSWORD_GROUP: 'NOT_IN_PASSWORD_GROUP',
  /** Disabled, or the directory does not say that it is enabled. */
  NOT_ENABLED: 'NOT_ENABLED',
  ACCOUNT_EXPIRED: 'ACCOUNT_EXPIRED',
  NO_ACTIVE_KEY: 'NO_ACTIVE_KEY',
  SET_ASIDE: 'SET_ASIDE',
} as const;
export type RotationObstacle = keyof typeof RotationObstacle;

/**
 * Undefined when it is: managed, in both groups, enabled, its key Active. An expired *password* is none of these: it is due.
 *
 * @param now by the controller's clock
 */
export function whyNotEligible(facts: RotationFacts, now: Date): RotationObstacle | undefined {
  if (!facts.isOpen) return 'CLOSED';
  if (whyNeverManaged(facts) !== undefined) return 'NEVER_MANAGED';
  if (facts.holder !== 'MANAGED') return 'NOT_MANAGED';
  if (!facts.confirmed) return 'UNCONFIRMED';
  if (!facts.inSyncGroup) return 'NOT_IN_SYNC_GROUP';
  if (!facts.inPasswordGroup) return 'NOT_IN_PASSWORD_GROUP';
  if (facts.enabled !== true) return 'NOT_ENABLED';
  if (facts.accountExpires !== null && facts.accountExpires <= now) return 'ACCOUNT_EXPIRED';
  if (!facts.hasActiveKey) return 'NO_ACTIVE_KEY';
  return facts.isSetAside ? 'SET_ASIDE' : undefined;
}
