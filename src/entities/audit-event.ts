import { defineEntity, p } from '@mikro-orm/core';
import { ActorKind, AuditOutcome } from '../domain/states.js';
import { createdAtColumn, idColumn } from './columns.js';

const AuditEventSchema = defineEntity({
  name: 'AuditEvent',
  tableName: 'audit_event',
  properties: {
    id: idColumn(),
    at: createdAtColumn(),
    actorKind: p.enum(Object.values(ActorKind)),
    /** Who: a user's, token's or run's id; null for the anonymous and the command line. */
    actorId: p.uuid().strictNullable(),
    /** The actor's name at that time: it stays readable when the actor is gone. */
    actorName: p.text(),
    /** A verb on a noun, for example `domain.create` or `sync.create-employee`. */
    action: p.text(),
    targetType: p.text().strictNullable(),
    targetId: p.uuid().strictNullable(),
    outcome: p.enum(Object.values(AuditOutcome)),
    /** Never a secret, never a person's attributes beyond names of fields. */
    details: p.json<Record<string, unknown>>(),
  },
});

/** Who did what to what, when, with what outcome. Append-only: the database refuses changes. */
export class AuditEvent extends AuditEventSchema.class {}
AuditEventSchema.setClass(AuditEvent);
