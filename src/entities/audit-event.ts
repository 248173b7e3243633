import { defineEntity, p, type Opt } from '@mikro-orm/core';
import { Field, ObjectType } from 'type-graphql';
import { ActorKind, AuditOutcome } from '../domain/states.js';
import { createdAtColumn, idColumn } from './columns.js';
import { Node } from './node.js';

const AuditEventSchema = defineEntity({
  name: 'AuditEvent',
  tableName: 'audit_event',
  properties: {
    id: idColumn(),
    at: createdAtColumn(),
    /** Settles the order of events of one millisecond: that in which they were written. */
    position: p.bigint('number').$type<Opt<number>>().generated('identity'),
    actorKind: p.enum(Object.values(ActorKind)),
    /** Who: a user's, token's, workstation's or run's id, or that of the domain whose schedule it was; null for the anonymous and the command line. */
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
@ObjectType('AuditEvent', {
  implements: Node,
  simpleResolvers: true,
  description: 'Who did what to what, when, with what outcome. Never changed and never deleted.',
})
export class AuditEvent extends AuditEventSchema.class {
  @Field(() => Date, { description: 'When it happened.' })
  declare at: InstanceType<typeof AuditEventSchema.class>['at'];

  @Field(() => ActorKind, { description: 'What kind of actor did it.' })
  declare actorKind: ActorKind;

  @Field(() => String, { description: 'What the actor was called then.' })
  declare actorName: string;

  @Field(() => String, { description: 'A noun and a verb, for example `domain.create`.' })
  declare action: string;

  @Field(() => String, { nullable: true, description: 'Type of what it was done to; null when to nothing.' })
  declare targetType: string | null;

  @Field(() => AuditOutcome, { description: 'How it ended.' })
  declare outcome: AuditOutcome;
}
AuditEventSchema.setClass(AuditEvent);
