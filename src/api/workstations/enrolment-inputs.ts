import { IsDate, IsInt, MaxLength } from 'class-validator';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { EnrolmentToken } from '../../entities/workstations/enrolment-token.js';
import { connectionType } from '../relay/connection.js';
import { MutationPayload } from '../user-error.js';

export const { Connection: EnrolmentTokenConnection } = connectionType(EnrolmentToken, 'EnrolmentToken');

@InputType('CreateEnrolmentTokenInput', { description: 'A new enrolment token.' })
export class CreateEnrolmentTokenInput {
  @Field(() => String, { description: 'What it is for, 1 to 100 characters.' })
  @MaxLength(1_000)
  name!: string;

  @Field(() => Date, { description: 'When it ends by itself: at most 366 days from now.' })
  @IsDate()
  expiresAt!: Date;

  @Field(() => Int, {
    defaultValue: 1,
    description: 'How many workstations may register with it, 1 to 10,000.',
  })
  @IsInt()
  mostUses!: number;
}

@ObjectType('CreateEnrolmentTokenPayload', { description: 'A new enrolment token.' })
export class CreateEnrolmentTokenPayload extends MutationPayload {
  @Field(() => EnrolmentToken, { nullable: true, description: 'What is known about the token.' })
  enrolmentToken?: EnrolmentToken | null;

  @Field(() => String, {
    nullable: true,
    description: 'The token itself, for `registerWorkstation`. Returned this once and stored nowhere.',
  })
  token?: string;
}

@InputType('RevokeEnrolmentTokenInput', { description: 'Which token to end.' })
export class RevokeEnrolmentTokenInput {
  @Field(() => ID, { description: 'Id of the token.' })
  @MaxLength(200)
  id!: string;
}

@ObjectType('RevokeEnrolmentTokenPayload', { description: 'The token is over.' })
export class RevokeEnrolmentTokenPayload extends MutationPayload {
  @Field(() => EnrolmentToken, { nullable: true, description: 'The token, revoked.' })
  enrolmentToken?: EnrolmentToken | null;
}
