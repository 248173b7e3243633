import { ArrayMaxSize, ArrayUnique, IsArray, IsOptional, Max, MaxLength, Min } from 'class-validator';
import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { SyncDecision, SyncItemState, SyncPhase } from '../../domain/states.js';
import { Domain } from '../../entities/domain.js';
import { SyncBatch } from '../../entities/sync/sync-batch.js';
import { SyncRun } from '../../entities/sync/sync-run.js';
import { ConnectionArgs } from '../relay/connection.js';
import { MutationPayload, UserError } from '../user-error.js';
import { StreamArgs } from '../relay/stream.js';

const LONGEST_ID = 200;

@InputType('SyncNowInput', { description: 'What to synchronise.' })
export class SyncNowInput {
  @Field(() => [ID], { nullable: true, description: 'Which domains; every domain when left out.' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(100)
  @ArrayUnique()
  @MaxLength(LONGEST_ID, { each: true })
  domainIds?: string[] | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description:
      'Only read and plan, and change nothing: the items of the run say what would be done, and what would be held. A real synchronisation never joins a dry one.',
  })
  dryRun!: boolean;
}

@ObjectType('SyncNowAnswer', { description: 'What became of the request for one domain.' })
export class SyncNowAnswer {
  @Field(() => Domain, { description: 'The domain.' })
  domain!: Domain;

  @Field(() => SyncRun, {
    nullable: true,
    description: 'The run that was started or joined; null when refused.',
  })
  run!: SyncRun | null;

  @Field(() => Boolean, {
    description: 'True when a run of this kind was under way already and this request follows it.',
  })
  joined!: boolean;

  @Field(() => UserError, {
    nullable: true,
    description: 'Why this domain is not synchronised; null when it is.',
  })
  refusal!: UserError | null;
}

@ObjectType('SyncNowPayload', { description: 'Answer of `syncNow`.' })
export class SyncNowPayload extends MutationPayload {
  @Field(() => SyncBatch, {
    nullable: true,
    description: 'All runs of this request: watch them with its id.',
  })
  batch?: SyncBatch | null;

  @Field(() => [SyncNowAnswer], { nullable: true, description: 'One answer for each domain.' })
  answers?: SyncNowAnswer[] | null;
}

@InputType('CancelSyncInput', { description: 'Which run to stop.' })
export class CancelSyncInput {
  @Field(() => ID, { description: 'The run.' })
  @MaxLength(LONGEST_ID)
  runId!: string;
}

@ObjectType('CancelSyncPayload', { description: 'Answer of `cancelSync`.' })
export class CancelSyncPayload extends MutationPayload {
  @Field(() => SyncRun, { nullable: true, description: 'The run. It stops between two pages or batches.' })
  run?: SyncRun | null;
}

@ArgsType()
export class SyncRunsArgs extends ConnectionArgs {
  @Field(() => [ID], { nullable: true, description: 'Only runs of these domains.' })
  @IsOptional()
  @ArrayMaxSize(100)
  @MaxLength(LONGEST_ID, { each: true })
  domainIds?: string[] | null;

  @Field(() => [SyncPhase], { nullable: true, description: 'Only runs in these phases.' })
  @IsOptional()
  @ArrayMaxSize(10)
  phases?: SyncPhase[] | null;
}

@ArgsType()
export class SyncItemsArgs extends ConnectionArgs {
  @Field(() => [SyncDecision], { nullable: true, description: 'Only these decisions.' })
  @IsOptional()
  @ArrayMaxSize(20)
  decisions?: SyncDecision[] | null;

  @Field(() => [SyncItemState], { nullable: true, description: 'Only items in these states.' })
  @IsOptional()
  @ArrayMaxSize(10)
  states?: SyncItemState[] | null;
}

@ArgsType()
export class SyncEventsArgs {
  @Field(() => Int, { defaultValue: 100, description: 'How many, 1 to 500.' })
  @Min(1)
  @Max(500)
  first!: number;

  @Field(() => Int, { defaultValue: 0, description: 'Only events after this sequence number.' })
  @Min(0)
  after!: number;
}

@ArgsType()
export class SyncProgressArgs extends StreamArgs {
  @Field(() => ID, { nullable: true, description: 'Watch this run. Give either this or `batchId`.' })
  @IsOptional()
  @MaxLength(LONGEST_ID)
  runId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Watch every run of this batch. Give either this or `runId`.',
  })
  @IsOptional()
  @MaxLength(LONGEST_ID)
  batchId?: string | null;
}
