import { ApiToken } from './api-token.js';
import { AuditEvent } from './audit-event.js';
import { DomainAccount } from './domain-account.js';
import { Domain } from './domain.js';
import { Employee } from './employee.js';
import { Activation } from './key/activation.js';
import { KeyTask } from './key/key-task.js';
import { Key } from './key/key.js';
import { Mail } from './mail.js';
import { Session } from './session.js';
import { SnapshotEntry, SnapshotMember } from './sync/snapshot.js';
import { EventStream, StreamEvent } from './stream-event.js';
import { SyncBatch, SyncBatchRun } from './sync/sync-batch.js';
import { SyncHold } from './sync/sync-hold.js';
import { SyncItem } from './sync/sync-item.js';
import { SyncRun } from './sync/sync-run.js';
import { User } from './user.js';

/** Every table, named by hand: what is not in this list does not exist. */
export const allEntities = [
  Activation,
  ApiToken,
  AuditEvent,
  Domain,
  DomainAccount,
  Employee,
  EventStream,
  Key,
  KeyTask,
  Mail,
  Session,
  SnapshotEntry,
  SnapshotMember,
  StreamEvent,
  SyncBatch,
  SyncBatchRun,
  SyncHold,
  SyncItem,
  SyncRun,
  User,
];
