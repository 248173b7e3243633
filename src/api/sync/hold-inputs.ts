import { IsOptional, MaxLength } from 'class-validator';
import { ArgsType, Field, ID, InputType, ObjectType } from 'type-graphql';
import { SyncHold } from '../../entities/sync/sync-hold.js';
import { SyncRun } from '../../entities/sync/sync-run.js';
import { ConnectionArgs } from '../relay/connection.js';
import { MutationPayload } from '../user-error.js';

const LONGEST_ID = 200;
const LONGEST_NOTE = 1_000;

@InputType('ApproveRemovalsInput', { description: 'What to approve, as it was seen.' })
export class ApproveRemovalsInput {
  @Field(() => ID, { description: 'The run that holds it.' })
  @MaxLength(LONGEST_ID)
  runId!: string;

  @Field(() => String, { description: 'The `planHash` of its hold.' })
  @MaxLength(LONGEST_ID)
  planHash!: string;
}

@ObjectType('ApproveRemovalsPayload', { description: 'Answer of `approveRemovals`.' })
export class ApproveRemovalsPayload extends MutationPayload {
  @Field(() => SyncRun, {
    nullable: true,
    description: 'The run that reads the people again and applies it: watch it with `syncProgress`.',
  })
  run?: SyncRun | null;

  @Field(() => SyncHold, { nullable: true, description: 'What was approved.' })
  hold?: SyncHold | null;
}

@InputType('RejectRemovalsInput', { description: 'What to reject, as it was seen.' })
export class RejectRemovalsInput extends ApproveRemovalsInput {
  @Field(() => String, { nullable: true, description: 'Why, for the others; up to 1,000 characters.' })
  @IsOptional()
  @MaxLength(LONGEST_NOTE)
  note?: string | null;
}

@ObjectType('RejectRemovalsPayload', { description: 'Answer of `rejectRemovals`.' })
export class RejectRemovalsPayload extends MutationPayload {
  @Field(() => SyncHold, { nullable: true, description: 'What was rejected.' })
  hold?: SyncHold | null;
}

@ArgsType()
export class HeldItemsArgs extends ConnectionArgs {
  @Field(() => Boolean, {
    nullable: true,
    description: 'Only people whom an approval left out, or only the others.',
  })
  @IsOptional()
  leftOut?: boolean | null;
}
