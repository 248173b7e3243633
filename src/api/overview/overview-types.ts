import { Field, Int, ObjectType } from 'type-graphql';
import { KeyStatus, PasswordChangeStage, WorkstationState } from '../../domain/states.js';
import { Domain } from '../../entities/domain.js';
import { SyncRun } from '../../entities/sync/sync-run.js';
import type { ListedDomain } from '../../services/domains/list-domains.js';

@ObjectType('KeyStatusCount', { description: 'How many keys are in one status.' })
export class KeyStatusCount {
  @Field(() => KeyStatus, { description: 'The status.' })
  status!: KeyStatus;

  @Field(() => Int, { description: 'How many keys are in it.' })
  count!: number;
}

@ObjectType('WorkstationStateCount', { description: 'How many workstations are in one state.' })
export class WorkstationStateCount {
  @Field(() => WorkstationState, { description: 'The state.' })
  state!: WorkstationState;

  @Field(() => Int, { description: 'How many workstations are in it.' })
  count!: number;

  @Field(() => Int, { description: 'How many of them are connected now.' })
  online!: number;
}

@ObjectType('PasswordChangeStageCount', { description: 'How many changes of passwords are in one stage.' })
export class PasswordChangeStageCount {
  @Field(() => PasswordChangeStage, { description: 'The stage.' })
  stage!: PasswordChangeStage;

  @Field(() => Int, { description: 'How many changes are in it.' })
  count!: number;
}

@ObjectType('LastSyncRun', { description: 'A domain and its newest synchronisation.' })
export class LastSyncRun {
  @Field(() => Domain, { description: 'The domain.' })
  domain!: ListedDomain;

  @Field(() => SyncRun, { nullable: true, description: 'Its newest synchronisation; null: there was none.' })
  run!: SyncRun | null;
}

/** Every number of it is counted when it is selected. */
@ObjectType('Overview', { description: 'How the installation stands, in numbers.' })
export class Overview {
  @Field(() => Date, { description: 'When it was asked for.' })
  at!: Date;
}
