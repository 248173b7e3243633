import { ApiToken } from './api-token.js';
import { AuditEvent } from './audit-event.js';
import { DomainAccount } from './domain-account.js';
import { Domain } from './domain.js';
import { Employee } from './employee.js';
import { Activation } from './key/activation.js';
import { KeyTask } from './key/key-task.js';
import { Key } from './key/key.js';
import { StoredServerIdentity } from './key/server-identity.js';
import { Mail } from './mail.js';
import { PasswordChange } from './password/password-change.js';
import { PasswordCopy } from './password/password-copy.js';
import { Rotation } from './password/rotation.js';
import { Session } from './session.js';
import { AppEnrolment } from './sign-in/app-enrolment.js';
import { AppSignIn } from './sign-in/app-sign-in.js';
import { AttemptWindow } from './sign-in/attempt-window.js';
import { Authenticator } from './sign-in/authenticator.js';
import { Invitation } from './sign-in/invitation.js';
import { KnownDevice } from './sign-in/known-device.js';
import { SnapshotEntry, SnapshotMember } from './sync/snapshot.js';
import { EventStream, StreamEvent } from './stream-event.js';
import { SyncBatch, SyncBatchRun } from './sync/sync-batch.js';
import { SyncHold } from './sync/sync-hold.js';
import { SyncItem } from './sync/sync-item.js';
import { SyncRun } from './sync/sync-run.js';
import { UnlockCredential } from './unlock/unlock-credential.js';
import { UnlockPairing } from './unlock/unlock-pairing.js';
import { UnlockRequest } from './unlock/unlock-request.js';
import { User } from './user.js';
import { Alarm } from './workstations/alarm.js';
import { EnrolmentToken } from './workstations/enrolment-token.js';
import { SpentChallenge } from './workstations/spent-challenge.js';
import { WorkstationPresence } from './workstations/workstation-presence.js';
import { WorkstationReport } from './workstations/workstation-report.js';
import { WorkstationSession } from './workstations/workstation-session.js';
import { Workstation } from './workstations/workstation.js';

/** Every table, named by hand: what is not in this list does not exist. */
export const allEntities = [
  Alarm,
  Activation,
  ApiToken,
  AppEnrolment,
  AppSignIn,
  AttemptWindow,
  AuditEvent,
  Authenticator,
  Domain,
  DomainAccount,
  Employee,
  EnrolmentToken,
  EventStream,
  Invitation,
  Key,
  KeyTask,
  KnownDevice,
  Mail,
  PasswordChange,
  PasswordCopy,
  Rotation,
  Session,
  SnapshotEntry,
  SnapshotMember,
  SpentChallenge,
  StoredServerIdentity,
  StreamEvent,
  SyncBatch,
  SyncBatchRun,
  SyncHold,
  SyncItem,
  SyncRun,
  UnlockCredential,
  UnlockPairing,
  UnlockRequest,
  User,
  Workstation,
  WorkstationPresence,
  WorkstationReport,
  WorkstationSession,
];
