import { ApiToken } from './api-token.js';
import { AuditEvent } from './audit-event.js';
import { DomainAccount } from './domain-account.js';
import { Domain } from './domain.js';
import { Employee } from './employee.js';
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
  ApiToken,
  AuditEvent,
  Domain,
  DomainAccount,
  Employee,
  EventStream,
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
