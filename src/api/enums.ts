import './people-enums.js';
import * as states from '../domain/states.js';
import { Weekday } from '../domain/settings/rotation-window.js';
import { registerStates as register } from './register-states.js';

register('UserRole', states.UserRole, 'What a user may do.', {
  ADMINISTRATOR: 'Reads and changes everything.',
  AUDITOR: 'Reads everything, changes nothing.',
  EMPLOYEE: 'Sees their own profile.',
});

register('TokenScope', states.TokenScope, 'What an API token may do.', {
  READ: 'Read everything.',
  EMPLOYEES_WRITE: 'Change employees.',
  DOMAINS_WRITE: 'Change domains and test them.',
  SYNC: 'Start and cancel synchronisations and watch them.',
  WORKSTATIONS_WRITE: 'Approve, reject, revoke and delete workstations, and raise the alarm.',
  KEYS_WRITE: 'Change security keys and watch them. Activation codes are not shown.',
});

register('ActorKind', states.ActorKind, 'Who caused an audit event.', {
  ANONYMOUS: 'Somebody who was not signed in.',
  USER: 'A user who was signed in.',
  TOKEN: 'An API token.',
  WORKSTATION: 'A workstation that has proved its key.',
  INVITEE: 'Somebody who opened the link of an invitation.',
  AUTHENTICATOR: 'An authenticator app that has proved its key.',
  SYNC: 'A synchronisation.',
  SCHEDULE: 'The schedule of a domain.',
  COMMAND_LINE: 'A command on the server itself.',
});

register('AuditOrder', states.AuditOrder, 'In which direction audit events are listed.', {
  NEWEST_FIRST: 'The newest comes first.',
  OLDEST_FIRST: 'The oldest comes first.',
});

register('AuditOutcome', states.AuditOutcome, 'How what was tried ended.', {
  DONE: 'It was done.',
  REFUSED: 'It was not allowed.',
  FAILED: 'It was tried and failed.',
});

register('EmployeeSource', states.EmployeeSource, 'Where the profile of an employee comes from.', {
  MANUAL: 'Typed in here.',
  DIRECTORY: 'Read from at least one domain.',
});

register('EmployeeState', states.EmployeeState, 'Whether an employee counts.', {
  ACTIVE: 'Works here.',
  DEACTIVATED: 'Deactivated, for the causes listed with it.',
});

register('DeactivationCause', states.DeactivationCause, 'Why an employee is deactivated.', {
  DIRECTORY: 'Every directory account of theirs is disabled.',
  REMOVED: 'No directory knows them any longer; the removed-user policy deactivated them.',
  ADMINISTRATOR: 'Somebody did it here.',
});

register(
  'RemovedUserPolicy',
  states.RemovedUserPolicy,
  'What happens to people no directory knows any longer.',
  {
    KEEP: 'They stay as they are.',
    DEACTIVATE: 'They are deactivated.',
    DELETE: 'They are deactivated, and deleted when the days of grace are over.',
  },
);

register('PasswordHolder', states.PasswordHolder, 'Who holds the password of a domain account.', {
  UNMANAGED: 'The person or the directory’s administrators; Latchkey leaves it alone.',
  AWAITING_KEY: 'In the password group, but without a key yet.',
  MANAGED: 'A key.',
  DIRECTORY_AHEAD: 'The directory has a newer one than the key.',
  NO_PASSWORD_ON_KEY: 'There is a key, with no password on it.',
  NO_ONE_HAS_IT: 'It was set to something nobody was told.',
});

register('SyncPhase', states.SyncPhase, 'How far a synchronisation is.', {
  REQUESTED: 'Asked for, not begun.',
  READING: 'Reading the directory.',
  PLANNING: 'Deciding what to do about each person.',
  APPLYING: 'Doing it.',
  INVITING: 'Inviting those who are new to set up how they sign in.',
  COMPLETED: 'Done.',
  FAILED: 'Stopped by an error; the error says what was left undone.',
  CANCELLED: 'Stopped on request; what was applied stays.',
});

register('SyncTrigger', states.SyncTrigger, 'What a synchronisation was started by.', {
  REQUEST: 'Somebody asked for it with `syncNow`.',
  SCHEDULE: 'The schedule of its domain.',
});

register('SyncDecision', states.SyncDecision, 'What a synchronisation decided about one person.', {
  CREATE: 'A new employee.',
  UPDATE: 'New values for a known one.',
  MERGE: 'An account of one more domain for an employee other domains know.',
  ADOPT: 'An account for an employee who was made by hand.',
  RESTORE: 'Back again after having left.',
  UNCHANGED: 'Nothing to do.',
  DISABLE: 'Disabled in the directory.',
  REMOVE: 'Left the group or the directory; the link was closed.',
  UNREADABLE: 'A member of the group whose entry cannot be read; nothing was changed.',
  CONFLICT: 'What the directory says contradicts what is known; an administrator has to decide.',
  SKIP: 'Not a person.',
});

register('SyncItemState', states.SyncItemState, 'Where one decision stands.', {
  PLANNED: 'Decided, not applied.',
  APPLIED: 'Applied.',
  FAILED: 'Could not be applied; the item says why.',
  HELD: 'Held back whole, until somebody approves it.',
});

register('SyncRunKind', states.SyncRunKind, 'What a synchronisation is for.', {
  SYNC: 'Reading, planning, and applying the plan.',
  DRY_RUN: 'Reading and planning only; nothing is changed.',
  APPROVAL: 'Reading again and applying what was held, for whoever still stands as they did.',
});

register('HoldReason', states.HoldReason, 'Why something is held back.', {
  REMOVAL_LIMIT: 'More people would be removed or disabled than the limit of the domain allows at once.',
  FIELD_EMPTIED: 'A field would become empty for more people than that.',
  GROUP_EMPTY: 'The sync group names nobody any more.',
});

register('HoldState', states.HoldState, 'What became of what was held back.', {
  PENDING: 'Waits for a decision.',
  APPROVED: 'Approved; the run that applies it has not ended.',
  APPLIED: 'Approved and applied, but for those who had moved meanwhile.',
  REJECTED: 'Rejected; the same people and changes stay so until the deadline, and may still be approved.',
  SUPERSEDED: 'A later synchronisation made another plan.',
  EXPIRED: 'Nobody decided in time; the next synchronisation holds anew what is still so.',
});

register('MailState', states.MailState, 'How far the delivery of a mail is.', {
  WAITING: 'Not taken by the mail server yet; it is tried again by itself.',
  SENT: 'The mail server took it.',
  REFUSED: 'The mail server will not take it for this address; `lastError` says why.',
});

register('Weekday', Weekday, 'A day of the week.', {
  MONDAY: 'Monday.',
  TUESDAY: 'Tuesday.',
  WEDNESDAY: 'Wednesday.',
  THURSDAY: 'Thursday.',
  FRIDAY: 'Friday.',
  SATURDAY: 'Saturday.',
  SUNDAY: 'Sunday.',
});

register(
  'WorkstationState',
  states.WorkstationState,
  'What an administrator has decided about a workstation.',
  {
    PENDING: 'Nobody has decided yet; it may do nothing but wait.',
    APPROVED: 'It may do what a workstation does.',
    REJECTED: 'It was not let in. It may still be approved.',
    REVOKED: 'It was let in once and is not any more, for good.',
  },
);

register('WorkstationEventKind', states.WorkstationEventKind, 'What a workstation reports.', {
  LOG_ON: 'Somebody logged on.',
  UNLOCK: 'It was unlocked.',
  LOCK: 'It was locked.',
  KEY_IN: 'A key was connected.',
  KEY_OUT: 'A key was taken away.',
  LOW_BATTERY: 'The battery of a key is low.',
});
register('KeyStatus', states.KeyStatus, 'Where a security key stands in its life.', {
  READY: 'Nobody’s, and with nothing on it: may be assigned.',
  RESERVED: 'Assigned; waits for its activation code.',
  ACTIVE: 'Activated by its owner.',
  LOCKED: 'Too many wrong codes or PINs; an administrator unlocks it.',
  SUSPENDED: 'Out of use until it is activated again with a new code.',
  DEACTIVATED: 'Taken from its owner; must be wiped when it next connects, and is ready again afterwards.',
  COMPROMISED: 'Lost or stolen. Final.',
});

register('KeyReason', states.KeyReason, 'Why a key has the status it has.', {
  INVALID_ACTIVATION_CODE: 'Three wrong activation codes.',
  INVALID_PIN: 'The attempts for its PIN are gone.',
  ADMINISTRATOR: 'Somebody did it here; the note says why.',
  OWNER_DEACTIVATED: 'Its owner was deactivated.',
  UNLOCKED: 'It was unlocked, and waits for its new code.',
  WITHDRAWN: 'It was taken from its owner.',
  BROKEN: 'It is broken.',
  OWNER_DELETED: 'Its owner was deleted.',
  LOST_OR_STOLEN: 'It is lost or stolen.',
});

register('ActivationState', states.ActivationState, 'What became of an activation code.', {
  PENDING: 'Can be used.',
  USED: 'The key was activated with it.',
  EXPIRED: 'Nobody used it in time.',
  CANCELLED: 'Another took its place, or the key no longer waits for one.',
  LOCKED_OUT: 'Three wrong codes were given.',
});

register('KeyTaskKind', states.KeyTaskKind, 'What a key is told to do.', {
  LINK: 'Take this server as the one it obeys, and be open to its owner.',
  WRITE_PENDING: 'Keep a new password of an account beside the present one.',
  COMMIT: 'Make the new password of an account the present one.',
  DISCARD: 'Forget the new password of an account.',
  FORGET_ACCOUNT: 'Forget every password of an account.',
  LOCK: 'Be of no use until it is linked again.',
  WIPE: 'Forget everything, this server included.',
  RENEW_CACHED_LOGON: 'Log on once while a domain controller is in reach.',
});

register('KeyTaskState', states.KeyTaskState, 'How far a task of a key is.', {
  PENDING: 'Waits for the key to be connected.',
  DELIVERED: 'Given to the key, which has not acknowledged it.',
  ACKNOWLEDGED: 'The key has done it.',
  REFUSED: 'The key would not do it; `lastError` says why.',
  CANCELLED: 'Not wanted any more.',
});

register(
  'PasswordsAfterKey',
  states.PasswordsAfterKey,
  'What becomes of the passwords that only the key held.',
  {
    REPLACEMENT: 'Another key is assigned at once; activating it sets new ones.',
    HAND_BACK: 'The owner gets a temporary one, which they must change when they next log on.',
    LEAVE_WITHOUT_PASSWORD: 'Nobody has them: the owner cannot log on until they get another key.',
  },
);

register('KeySlot', states.KeySlot, 'Where on a key a password is.', {
  ACTIVE: 'What is tried first.',
  PENDING: 'The next one, which the key keeps until the directory has it.',
  PREVIOUS: 'The one before, for a log-on without a domain controller.',
});

register('PasswordChangeKind', states.PasswordChangeKind, 'Why the password of an account is changed.', {
  ACTIVATION: 'A key gets its first password of the account.',
  COMPROMISE: 'The key that holds it is lost or stolen.',
  HAND_BACK: 'A person gets a password they know again.',
});

register('PasswordChangeStage', states.PasswordChangeStage, 'How far a change of a password is.', {
  QUEUED: 'Wanted. Nothing was generated.',
  WAITING_FOR_KEY: 'Waits for its key to be connected, or for the key to keep the new password.',
  ON_KEY: 'The key keeps the new password beside the present one.',
  IN_DIRECTORY: 'The directory was told to set it.',
  VERIFIED: 'The directory has it.',
  COMPLETED: 'It is where it belongs.',
  FAILED: 'It was not changed; `lastError` says why.',
  NEEDS_ATTENTION: 'Somebody has to look at it; `lastError` and `attention` say why.',
  CANCELLED: 'Another change took its place, or nobody wants it any more.',
});
