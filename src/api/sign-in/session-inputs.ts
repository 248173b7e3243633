import { IsOptional, MaxLength, ValidateNested } from 'class-validator';
import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Session } from '../../entities/session.js';
import { ConnectionArgs, connectionType } from '../relay/connection.js';
import { MutationPayload } from '../user-error.js';

export const { Connection: SessionConnection } = connectionType(Session, 'Session');

@InputType('SessionFilter', { description: 'Which sessions. Every condition given must hold.' })
export class SessionFilter {
  @Field(() => ID, { nullable: true, description: 'Of the user with this id.' })
  @IsOptional()
  @MaxLength(200)
  userId?: string | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Also those that are over. They are kept for 90 days.',
  })
  includeEnded!: boolean;
}

@ArgsType()
export class SessionsArgs extends ConnectionArgs {
  @Field(() => SessionFilter, { nullable: true, description: 'Which sessions; all open ones without it.' })
  @IsOptional()
  @ValidateNested()
  filter?: SessionFilter | null;
}

@InputType('RevokeSessionInput', { description: 'Which session is to end.' })
export class RevokeSessionInput {
  @Field(() => ID, { description: 'Id of the session.' })
  @MaxLength(200)
  id!: string;
}

@InputType('RevokeSessionsInput', { description: 'Whose sessions are to end.' })
export class RevokeSessionsInput {
  @Field(() => ID, { nullable: true, description: 'Id of the user; your own sessions without it.' })
  @IsOptional()
  @MaxLength(200)
  userId?: string | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Leave the session open with which this is asked.',
  })
  keepCurrent!: boolean;
}

@ObjectType('RevokeSessionPayload', { description: 'The session is over.' })
export class RevokeSessionPayload extends MutationPayload {
  @Field(() => Session, { nullable: true, description: 'The session that was ended.' })
  session?: Session;
}

@ObjectType('RevokeSessionsPayload', { description: 'The sessions are over.' })
export class RevokeSessionsPayload extends MutationPayload {
  @Field(() => Int, { nullable: true, description: 'How many were open and are over now.' })
  ended?: number;
}
