import { IsDate, IsOptional, MaxLength, ValidateNested } from 'class-validator';
import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { ActorKind, AuditOrder, AuditOutcome } from '../../domain/states.js';
import { AuditEvent } from '../../entities/audit-event.js';
import { ConnectionArgs, connectionType } from '../relay/connection.js';

export const { Connection: AuditEventConnection } = connectionType(AuditEvent, 'AuditEvent');

@InputType('AuditEventFilter', { description: 'Which audit events. Every condition given must hold.' })
export class AuditEventFilter {
  @Field(() => String, { nullable: true, description: 'Exactly this action, for example `domain.create`.' })
  @IsOptional()
  @MaxLength(100)
  action?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'An action that begins like this, for example `domain.` or `session.`.',
  })
  @IsOptional()
  @MaxLength(100)
  actionPrefix?: string | null;

  @Field(() => String, { nullable: true, description: 'Done to this type, for example `Employee`.' })
  @IsOptional()
  @MaxLength(100)
  targetType?: string | null;

  @Field(() => ID, { nullable: true, description: 'Done to the object with this id.' })
  @IsOptional()
  @MaxLength(200)
  targetId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Done by the user, token, workstation or synchronisation with this id.',
  })
  @IsOptional()
  @MaxLength(200)
  actorId?: string | null;

  @Field(() => ActorKind, { nullable: true, description: 'Done by this kind of actor.' })
  @IsOptional()
  actorKind?: ActorKind | null;

  @Field(() => AuditOutcome, { nullable: true, description: 'Ended like this.' })
  @IsOptional()
  outcome?: AuditOutcome | null;

  @Field(() => Date, { nullable: true, description: 'At this moment or later.' })
  @IsOptional()
  @IsDate()
  since?: Date | null;

  @Field(() => Date, { nullable: true, description: 'Before this moment.' })
  @IsOptional()
  @IsDate()
  until?: Date | null;
}

@ArgsType()
export class AuditEventsArgs extends ConnectionArgs {
  @Field(() => AuditEventFilter, {
    nullable: true,
    description: 'Which audit events; all of them without it.',
  })
  @IsOptional()
  @ValidateNested()
  filter?: AuditEventFilter | null;

  @Field(() => AuditOrder, { defaultValue: AuditOrder.NEWEST_FIRST, description: 'In which direction.' })
  order!: AuditOrder;
}
