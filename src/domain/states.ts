export * from './password-change/change-states.js';

/** The states people see. Each is a constant object, so that the database, GraphQL and the code share one list. */
export * from './sign-in-states.js';

/** What happens to an employee when their last link to a directory closes. */
export const RemovedUserPolicy = { KEEP: 'KEEP', DEACTIVATE: 'DEACTIVATE', DELETE: 'DELETE' } as const;
export type RemovedUserPolicy = keyof typeof RemovedUserPolicy;

/** Where an employee's profile comes from. */
export const EmployeeSource = { MANUAL: 'MANUAL', DIRECTORY: 'DIRECTORY' } as const;
export type EmployeeSource = keyof typeof EmployeeSource;

export const EmployeeState = { ACTIVE: 'ACTIVE', DEACTIVATED: 'DEACTIVATED' } as const;
export type EmployeeState = keyof typeof EmployeeState;

/**
 * Why an employee is deactivated. A synchronisation lifts only its own causes (DIRECTORY, REMOVED);
 * an employee without any cause is active.
 */
export const DeactivationCause = {
  DIRECTORY: 'DIRECTORY',
  REMOVED: 'REMOVED',
  ADMINISTRATOR: 'ADMINISTRATOR',
} as const;
export type DeactivationCause = keyof typeof DeactivationCause;

/** Who holds a domain account's password. */
export const PasswordHolder = {
  UNMANAGED: 'UNMANAGED',
  AWAITING_KEY: 'AWAITING_KEY',
  MANAGED: 'MANAGED',
  DIRECTORY_AHEAD: 'DIRECTORY_AHEAD',
  NO_PASSWORD_ON_KEY: 'NO_PASSWORD_ON_KEY',
  NO_ONE_HAS_IT: 'NO_ONE_HAS_IT',
} as const;
export type PasswordHolder = keyof typeof PasswordHolder;

export const SyncPhase = {
  REQUESTED: 'REQUESTED',
  READING: 'READING',
  PLANNING: 'PLANNING',
  APPLYING: 'APPLYING',
  INVITING: 'INVITING',
  COMPLETED: 'COMPLETED',
  FAILED: 'FAILED',
  CANCELLED: 'CANCELLED',
} as const;
export type SyncPhase = keyof typeof SyncPhase;

/** What a run was started by. Whoever joins it later does not change that. */
export const SyncTrigger = { REQUEST: 'REQUEST', SCHEDULE: 'SCHEDULE' } as const;
export type SyncTrigger = keyof typeof SyncTrigger;

const FINAL_PHASES: readonly SyncPhase[] = ['COMPLETED', 'FAILED', 'CANCELLED'];

/** True when nothing more will happen in this run. */
export function isFinalPhase(phase: SyncPhase): boolean {
  return FINAL_PHASES.includes(phase);
}

/** What a run is for. */
export const SyncRunKind = { SYNC: 'SYNC', DRY_RUN: 'DRY_RUN', APPROVAL: 'APPROVAL' } as const;
export type SyncRunKind = keyof typeof SyncRunKind;

/** Why a run holds something back. */
export const HoldReason = {
  REMOVAL_LIMIT: 'REMOVAL_LIMIT',
  FIELD_EMPTIED: 'FIELD_EMPTIED',
  GROUP_EMPTY: 'GROUP_EMPTY',
} as const;
export type HoldReason = keyof typeof HoldReason;

/** What became of what a run held back. */
export const HoldState = {
  PENDING: 'PENDING',
  APPROVED: 'APPROVED',
  APPLIED: 'APPLIED',
  REJECTED: 'REJECTED',
  SUPERSEDED: 'SUPERSEDED',
  EXPIRED: 'EXPIRED',
} as const;
export type HoldState = keyof typeof HoldState;

/** What a synchronisation decided about one person. */
export const SyncDecision = {
  CREATE: 'CREATE',
  UPDATE: 'UPDATE',
  MERGE: 'MERGE',
  ADOPT: 'ADOPT',
  RESTORE: 'RESTORE',
  UNCHANGED: 'UNCHANGED',
  DISABLE: 'DISABLE',
  REMOVE: 'REMOVE',
  UNREADABLE: 'UNREADABLE',
  CONFLICT: 'CONFLICT',
  SKIP: 'SKIP',
} as const;
export type SyncDecision = keyof typeof SyncDecision;

/** Where one decision stands. */
export const SyncItemState = {
  PLANNED: 'PLANNED',
  APPLIED: 'APPLIED',
  FAILED: 'FAILED',
  HELD: 'HELD',
} as const;
export type SyncItemState = keyof typeof SyncItemState;

export const UserRole = {
  ADMINISTRATOR: 'ADMINISTRATOR',
  AUDITOR: 'AUDITOR',
  EMPLOYEE: 'EMPLOYEE',
} as const;
export type UserRole = keyof typeof UserRole;

/** Who caused an audit event. */
export const ActorKind = {
  ANONYMOUS: 'ANONYMOUS',
  USER: 'USER',
  TOKEN: 'TOKEN',
  WORKSTATION: 'WORKSTATION',
  INVITEE: 'INVITEE',
  AUTHENTICATOR: 'AUTHENTICATOR',
  SYNC: 'SYNC',
  SCHEDULE: 'SCHEDULE',
  COMMAND_LINE: 'COMMAND_LINE',
} as const;
export type ActorKind = keyof typeof ActorKind;

export const AuditOutcome = { DONE: 'DONE', REFUSED: 'REFUSED', FAILED: 'FAILED' } as const;
export type AuditOutcome = keyof typeof AuditOutcome;

/** In which direction audit events are listed. */
export const AuditOrder = { NEWEST_FIRST: 'NEWEST_FIRST', OLDEST_FIRST: 'OLDEST_FIRST' } as const;
export type AuditOrder = keyof typeof AuditOrder;

/** What an API token may do. */
export const TokenScope = {
  READ: 'READ',
  EMPLOYEES_WRITE: 'EMPLOYEES_WRITE',
  DOMAINS_WRITE: 'DOMAINS_WRITE',
  SYNC: 'SYNC',
  WORKSTATIONS_WRITE: 'WORKSTATIONS_WRITE',
  KEYS_WRITE: 'KEYS_WRITE',
} as const;
export type TokenScope = keyof typeof TokenScope;

/** How far the delivery of one mail is. */
export const MailState = { WAITING: 'WAITING', SENT: 'SENT', REFUSED: 'REFUSED' } as const;
export type MailState = keyof typeof MailState;

/** What an administrator has decided about a workstation. */
export const WorkstationState = {
  PENDING: 'PENDING',
  APPROVED: 'APPROVED',
  REJECTED: 'REJECTED',
  REVOKED: 'REVOKED',
} as const;
export type WorkstationState = keyof typeof WorkstationState;

/** Who may register a workstation: anybody within bounds, or whoever has an enrolment token. */
export const WorkstationEnrolment = { open: 'open', token: 'token' } as const;
export type WorkstationEnrolment = keyof typeof WorkstationEnrolment;

/** What a workstation reports. */
export const WorkstationEventKind = {
  LOG_ON: 'LOG_ON',
  UNLOCK: 'UNLOCK',
  LOCK: 'LOCK',
  KEY_IN: 'KEY_IN',
  KEY_OUT: 'KEY_OUT',
  LOW_BATTERY: 'LOW_BATTERY',
} as const;
export type WorkstationEventKind = keyof typeof WorkstationEventKind;
/** Where a security key stands in its life. What is wanted of it and what it has confirmed are both one of these. */
export const KeyStatus = {
  READY: 'READY',
  RESERVED: 'RESERVED',
  ACTIVE: 'ACTIVE',
  LOCKED: 'LOCKED',
  SUSPENDED: 'SUSPENDED',
  DEACTIVATED: 'DEACTIVATED',
  COMPROMISED: 'COMPROMISED',
} as const;
export type KeyStatus = keyof typeof KeyStatus;

/** Why a key has the status it has, where the status alone does not say. */
export const KeyReason = {
  INVALID_ACTIVATION_CODE: 'INVALID_ACTIVATION_CODE',
  INVALID_PIN: 'INVALID_PIN',
  ADMINISTRATOR: 'ADMINISTRATOR',
  OWNER_DEACTIVATED: 'OWNER_DEACTIVATED',
  UNLOCKED: 'UNLOCKED',
  WITHDRAWN: 'WITHDRAWN',
  BROKEN: 'BROKEN',
  OWNER_DELETED: 'OWNER_DELETED',
  LOST_OR_STOLEN: 'LOST_OR_STOLEN',
} as const;
export type KeyReason = keyof typeof KeyReason;

/** What became of one activation code. */
export const ActivationState = {
  PENDING: 'PENDING',
  USED: 'USED',
  EXPIRED: 'EXPIRED',
  CANCELLED: 'CANCELLED',
  LOCKED_OUT: 'LOCKED_OUT',
} as const;
export type ActivationState = keyof typeof ActivationState;

/** What a key can be told to do. */
export const KeyTaskKind = {
  LINK: 'LINK',
  WRITE_PENDING: 'WRITE_PENDING',
  COMMIT: 'COMMIT',
  DISCARD: 'DISCARD',
  FORGET_ACCOUNT: 'FORGET_ACCOUNT',
  LOCK: 'LOCK',
  WIPE: 'WIPE',
  RENEW_CACHED_LOGON: 'RENEW_CACHED_LOGON',
} as const;
export type KeyTaskKind = keyof typeof KeyTaskKind;

/** How far one task of a key is. */
export const KeyTaskState = {
  PENDING: 'PENDING',
  DELIVERED: 'DELIVERED',
  ACKNOWLEDGED: 'ACKNOWLEDGED',
  REFUSED: 'REFUSED',
  CANCELLED: 'CANCELLED',
} as const;
export type KeyTaskState = keyof typeof KeyTaskState;

/** What becomes of the passwords that only a key holds, when that key leaves its owner. */
export const PasswordsAfterKey = {
  REPLACEMENT: 'REPLACEMENT',
  HAND_BACK: 'HAND_BACK',
  LEAVE_WITHOUT_PASSWORD: 'LEAVE_WITHOUT_PASSWORD',
} as const;
export type PasswordsAfterKey = keyof typeof PasswordsAfterKey;

/** Where on a key a password is. */
export const KeySlot = { ACTIVE: 'ACTIVE', PENDING: 'PENDING', PREVIOUS: 'PREVIOUS' } as const;
export type KeySlot = keyof typeof KeySlot;
