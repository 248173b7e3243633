import type { EntityManager } from '@mikro-orm/postgresql';
import { Alarm } from '../entities/workstations/alarm.js';
import { EnrolmentToken } from '../entities/workstations/enrolment-token.js';
import { Workstation } from '../entities/workstations/workstation.js';
import { ApiToken } from '../entities/api-token.js';
import { AuditEvent } from '../entities/audit-event.js';
import { DomainAccount } from '../entities/domain-account.js';
import { Domain } from '../entities/domain.js';
import { Employee } from '../entities/employee.js';
import { KeyTask } from '../entities/key/key-task.js';
import { Key } from '../entities/key/key.js';
import { Session } from '../entities/session.js';
import { Mail } from '../entities/mail.js';
import { PasswordChange } from '../entities/password/password-change.js';
import { SyncBatch } from '../entities/sync/sync-batch.js';
import { SyncHold } from '../entities/sync/sync-hold.js';
import { SyncItem } from '../entities/sync/sync-item.js';
import { SyncRun } from '../entities/sync/sync-run.js';
import { Authenticator } from '../entities/sign-in/authenticator.js';
import { Invitation } from '../entities/sign-in/invitation.js';
import { UnlockCredential } from '../entities/unlock/unlock-credential.js';
import { User } from '../entities/user.js';
import type { ApiContext } from './context.js';
import { inOrderOf, type LoaderDefinition } from './loaders.js';
import type { NodeTypeName } from './relay/global-id.js';

type ById<Entity> = LoaderDefinition<ApiContext, string, Entity | null>;

/**
 * Rows by UUID, for every node type: `context.loaders.get(entityLoaders.Domain).load(uuid)`. Null where there is none.
 * `node(id)` uses the same table.
 */
export const entityLoaders = {
  Alarm: byId((em, id) => em.find(Alarm, { id })),
  ApiToken: byId((em, id) => em.find(ApiToken, { id })),
  Authenticator: byId((em, id) => em.find(Authenticator, { id })),
  AuditEvent: byId((em, id) => em.find(AuditEvent, { id })),
  Domain: byId((em, id) => em.find(Domain, { id })),
  DomainAccount: byId((em, id) => em.find(DomainAccount, { id })),
  Employee: byId((em, id) => em.find(Employee, { id })),
  EnrolmentToken: byId((em, id) => em.find(EnrolmentToken, { id })),
  Invitation: byId((em, id) => em.find(Invitation, { id })),
  Key: byId((em, id) => em.find(Key, { id })),
  KeyTask: byId((em, id) => em.find(KeyTask, { id })),
  Session: byId((em, id) => em.find(Session, { id })),
  Mail: byId((em, id) => em.find(Mail, { id })),
  PasswordChange: byId((em, id) => em.find(PasswordChange, { id })),
  SyncBatch: byId((em, id) => em.find(SyncBatch, { id })),
  SyncHold: byId((em, id) => em.find(SyncHold, { id })),
  SyncItem: byId((em, id) => em.find(SyncItem, { id })),
  SyncRun: byId((em, id) => em.find(SyncRun, { id })),
  UnlockCredential: byId((em, id) => em.find(UnlockCredential, { id })),
  User: byId((em, id) => em.find(User, { id })),
  Workstation: byId((em, id) => em.find(Workstation, { id })),
} as const satisfies { readonly [Type in NodeTypeName]: ById<object> };

function byId<Entity extends { id: string }>(
  find: (em: EntityManager, id: { $in: string[] }) => Promise<Entity[]>,
): ById<Entity> {
  return {
    async load(ids, { em }) {
      return inOrderOf<string, Entity>(ids, await find(em, { $in: [...ids] }), (row) => row.id);
    },
  };
}
