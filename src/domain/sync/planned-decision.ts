import type { FieldChange } from '../employee/field-change.js';
import type { PasswordHolder, RemovedUserPolicy, SyncDecision } from '../states.js';

/** Why a decision was made: the fixed words of `SyncItem.reasonCode`. */
export type ReasonCode =
  | 'NEW_PERSON'
  | 'SAME_EMAIL_AS_EMPLOYEE'
  | 'SAME_EMAIL_AS_MANUAL_EMPLOYEE'
  | 'VALUES_CHANGED'
  | 'LOOKED_AT_AGAIN'
  | 'RETURNED'
  | 'ENABLED_AGAIN'
  | 'DISABLED_IN_DIRECTORY'
  | 'LEFT_GROUP'
  | 'NO_LONGER_NAMED'
  | 'NOT_LINKED'
  | 'NOT_READABLE'
  | 'EMAIL_TWICE_IN_DOMAIN'
  | 'EMAIL_OF_OTHER_EMPLOYEE'
  | 'EMAIL_OF_PRIVILEGED_USER'
  | 'PRIVILEGED_USER'
  | 'EMPLOYEE_HAS_ACCOUNT_IN_DOMAIN'
  | 'NOT_A_PERSON'
  | 'HELD_BY_GUARD';

/** What applying a decision needs beyond the snapshot. */
export interface SyncInstruction {
  /** NONE: nothing is written but the item itself. CLOSE: the link ends. LINK: the snapshot's values become the link's. */
  readonly action: 'NONE' | 'LINK' | 'CLOSE' | 'MARK_UNREADABLE';
  readonly employee: 'NEW' | 'EXISTING' | 'NONE';
  readonly confirmed: boolean;
  /** The link keeps the e-mail it has. */
  readonly withholdMail: boolean;
  readonly passwordHolder: PasswordHolder;
  /** Set when the link that closes is the employee's last. */
  readonly removal: RemovedUserPolicy | null;
  /** Must be applied in one transaction with the others that say so: addresses or links change hands. */
  readonly together: boolean;
}

export interface PlannedDecision {
  readonly decision: SyncDecision;
  readonly reasonCode: ReasonCode;
  readonly reason: string;
  readonly personName: string;
  /** Null for a person who gets a new employee, or none. */
  readonly employeeId: string | null;
  readonly changes: readonly FieldChange[] | null;
  readonly instruction: SyncInstruction;
  /** The guard holds the whole of it back: nothing is applied. */
  readonly isHeld?: true;
}

export const NO_ACTION: SyncInstruction = {
  action: 'NONE',
  employee: 'NONE',
  confirmed: true,
  withholdMail: false,
  passwordHolder: 'UNMANAGED',
  removal: null,
  together: false,
};
