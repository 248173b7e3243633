import { ArrayMaxSize, ArrayMinSize, IsOptional, MaxLength } from 'class-validator';
import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { KeysAway, RotationReason, RotationState } from '../../domain/rotation/rotation-states.js';
import { RotationObstacle } from '../../domain/rotation/why-not-eligible.js';
import { Domain } from '../../entities/domain.js';
import { Rotation } from '../../entities/password/rotation.js';
import type { ListedRotation } from '../../services/rotations/list-rotations.js';
import { connectionType, ConnectionArgs } from '../relay/connection.js';
import { MutationPayload } from '../user-error.js';
import { StreamArgs, StreamEvent } from '../relay/stream.js';

export const { Connection: RotationConnection } = connectionType<ListedRotation>(Rotation, 'Rotation');

const LONGEST_ID = 200;
const MOST_ACCOUNTS = 1_000;

@ArgsType()
export class RotationsArgs extends ConnectionArgs {
  @Field(() => ID, { nullable: true, description: 'Of this domain; of all of them without it.' })
  @IsOptional()
  @MaxLength(LONGEST_ID)
  domainId?: string | null;
}

@ArgsType()
export class RotationProgressArgs extends StreamArgs {
  @Field(() => ID, { description: 'Which rotation.' })
  @MaxLength(LONGEST_ID)
  rotationId!: string;
}

@InputType('RotateNowInput', {
  description: 'Whose passwords are changed now: give either accounts, or a whole domain.',
})
export class RotateNowInput {
  @Field(() => [ID], { nullable: true, description: 'Ids of accounts, up to 1,000.' })
  @IsOptional()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_ACCOUNTS)
  @MaxLength(LONGEST_ID, { each: true })
  accountIds?: string[] | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Id of a domain, for an emergency: every managed account of it.',
  })
  @IsOptional()
  @MaxLength(LONGEST_ID)
  domainId?: string | null;

  @Field(() => KeysAway, {
    nullable: true,
    description:
      'What becomes of accounts whose key is not connected. Must be said for a whole domain; accounts that are named wait for their keys.',
  })
  @IsOptional()
  keysAway?: KeysAway | null;

  @Field(() => String, { description: 'Why; up to 500 characters.' })
  @MaxLength(500)
  reason!: string;
}

@ObjectType('SkippedAccount', {
  simpleResolvers: true,
  description: 'An account that is not rotated, and why.',
})
export class SkippedAccount {
  @Field(() => ID, { description: 'Id of the account.' })
  accountId!: string;

  @Field(() => RotationObstacle, { nullable: true, description: 'Why not; null: there is no such account.' })
  obstacle!: RotationObstacle | null;
}

@ObjectType('RotateNowPayload', {
  description: 'The rotations that were begun, or joined: one for each domain.',
})
export class RotateNowPayload extends MutationPayload {
  @Field(() => [Rotation], { nullable: true, description: 'Watch each with `rotationProgress`.' })
  rotations?: readonly ListedRotation[];

  @Field(() => [SkippedAccount], { nullable: true, description: 'Accounts that are left out.' })
  skipped?: readonly SkippedAccount[];
}

@InputType('PauseRotationInput', { description: 'Of which domain.' })
export class PauseRotationInput {
  @Field(() => ID, { description: 'Id of the domain.' })
  @MaxLength(LONGEST_ID)
  domainId!: string;

  @Field(() => String, { nullable: true, description: 'Why; up to 500 characters.' })
  @IsOptional()
  @MaxLength(500)
  reason?: string | null;
}

@InputType('ResumeRotationInput', { description: 'Of which domain.' })
export class ResumeRotationInput {
  @Field(() => ID, { description: 'Id of the domain.' })
  @MaxLength(LONGEST_ID)
  domainId!: string;
}

@ObjectType('PauseRotationPayload', { description: 'The domain whose rotation was paused.' })
export class PauseRotationPayload extends MutationPayload {
  @Field(() => Domain, { nullable: true, description: 'The domain as it is now.' })
  domain?: Domain;
}

@ObjectType('ResumeRotationPayload', { description: 'The domain whose rotation goes on.' })
export class ResumeRotationPayload extends MutationPayload {
  @Field(() => Domain, { nullable: true, description: 'The domain as it is now.' })
  domain?: Domain;
}

@ObjectType('RotationProgressEvent', {
  simpleResolvers: true,
  description: 'Where a rotation stood at one moment.',
})
export class RotationProgressEvent extends StreamEvent {
  @Field(() => ID, { description: 'The rotation.' })
  rotationId!: string;

  @Field(() => ID, { description: 'The domain whose passwords it changes.' })
  domainId!: string;

  @Field(() => RotationReason, { description: 'Why they are changed.' })
  reason!: RotationReason;

  @Field(() => KeysAway, { description: 'What becomes of accounts whose key is not connected.' })
  keysAway!: KeysAway;

  @Field(() => RotationState, { description: 'Whether it went on.' })
  state!: RotationState;

  @Field(() => Int, { description: 'Accounts in it.' })
  total!: number;

  @Field(() => Int, { description: 'Accounts whose key and directory had the new password.' })
  completed!: number;

  @Field(() => Int, { description: 'Accounts whose change had failed.' })
  failed!: number;

  @Field(() => Int, { description: 'Accounts that are not changed in it after all.' })
  cancelled!: number;

  @Field(() => Int, { description: 'Accounts that were being changed.' })
  underWay!: number;

  @Field(() => Int, { description: 'Accounts that had yet to begin and whose key was connected.' })
  connected!: number;

  @Field(() => Int, { description: 'Accounts that waited for their key to be connected.' })
  away!: number;

  @Field(() => Int, {
    nullable: true,
    description:
      'Seconds that those under way and those whose key was connected would still take; null: not known yet.',
  })
  secondsLeft!: number | null;

  @Field(() => String, { nullable: true, description: 'Why it had stopped; null: it had not.' })
  stopReason!: string | null;
}
