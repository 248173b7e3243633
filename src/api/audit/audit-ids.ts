import type { ActorKind } from '../../domain/states.js';
import type { AuditEvent } from '../../entities/audit-event.js';
import { globalId, isNodeTypeName, type NodeTypeName } from '../relay/global-id.js';

/** What kind of object the id of an actor names. */
const actorTypes: Readonly<Record<ActorKind, NodeTypeName | undefined>> = {
  ANONYMOUS: undefined,
  USER: 'User',
  TOKEN: 'ApiToken',
  WORKSTATION: 'Workstation',
  INVITEE: 'Invitation',
  AUTHENTICATOR: 'Authenticator',
  SYNC: 'SyncRun',
  SCHEDULE: 'Domain',
  COMMAND_LINE: undefined,
};

/** Global id of who did it; null for the anonymous and the command line. */
export function actorIdOf({ actorKind, actorId }: AuditEvent): string | null {
  const type = actorTypes[actorKind];
  return type !== undefined && actorId !== null ? globalId(type, actorId) : null;
}

/** Global id of what it was done to, even when that is gone. */
export function targetIdOf({ targetType, targetId }: AuditEvent): string | null {
  return targetType !== null && targetId !== null && isNodeTypeName(targetType)
    ? globalId(targetType, targetId)
    : null;
}
