import { Field, ID, Int, ObjectType } from 'type-graphql';
import { SyncDecision, SyncPhase } from '../../domain/states.js';
import type { SyncProgress } from '../../domain/sync/sync-progress.js';
import type { StreamedEvent } from '../../events/stream-events.js';
import { SyncItem } from '../../entities/sync/sync-item.js';
import { SyncRun } from '../../entities/sync/sync-run.js';
import { ErrorCode } from '../error-codes.js';
import { connectionType } from '../relay/connection.js';
import { globalId } from '../relay/global-id.js';
import { StreamEvent } from '../relay/stream.js';

export const { Connection: SyncRunConnection } = connectionType(SyncRun, 'SyncRun');
export const { Connection: SyncItemOfRunConnection } = connectionType(SyncItem, 'SyncItemOfRun');

@ObjectType('SyncCount', { description: 'How many people got one decision.' })
export class SyncCount {
  @Field(() => SyncDecision, { description: 'The decision.' })
  decision!: SyncDecision;

  @Field(() => Int, { description: 'How many people got it.' })
  count!: number;
}

/** Every decision with its count, in the order of the list of decisions. */
export function syncCounts(counts: Readonly<Partial<Record<SyncDecision, number>>>): SyncCount[] {
  return Object.values(SyncDecision).map((decision) => ({ decision, count: counts[decision] ?? 0 }));
}

@ObjectType('SyncProgressEvent', {
  simpleResolvers: true,
  description: 'Where one run stood at one moment. The newest event of a run tells everything about it.',
})
export class SyncProgressEvent extends StreamEvent {
  @Field(() => ID, { description: 'The run it is about.' })
  runId!: string;

  @Field(() => ID, { description: 'The domain the run reads.' })
  domainId!: string;

  @Field(() => String, { description: 'DNS name of the domain.' })
  domainName!: string;

  @Field(() => SyncPhase, { description: 'How far the run is.' })
  phase!: SyncPhase;

  @Field(() => Int, {
    nullable: true,
    description: 'People the groups name; null until the groups were read.',
  })
  expected!: number | null;

  @Field(() => Int, { description: 'People read so far.' })
  read!: number;

  @Field(() => Int, { description: 'People something was decided about.' })
  planned!: number;

  @Field(() => Int, { description: 'Decisions applied so far.' })
  applied!: number;

  @Field(() => Int, { description: 'Decisions that could not be applied.' })
  failed!: number;

  @Field(() => Int, { description: 'People of whom something is held back.' })
  held!: number;

  @Field(() => Number, {
    nullable: true,
    description: 'People a second in this phase; null: nothing to go by.',
  })
  rate!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Seconds left in this phase at that rate; null: unknown.',
  })
  secondsLeft!: number | null;

  @Field(() => String, { nullable: true, description: 'The person last read or written.' })
  lastPerson!: string | null;

  @Field(() => [String], { description: 'What was odd about the directory so far.' })
  warnings!: readonly string[];

  @Field(() => [SyncCount], { description: 'How many people got each decision.' })
  counts!: SyncCount[];

  @Field(() => ErrorCode, { nullable: true, description: 'Why the run failed, for programs.' })
  errorCode!: string | null;

  @Field(() => String, { nullable: true, description: 'Why the run failed, for people.' })
  errorMessage!: string | null;
}

/** An event of a run's or batch's stream as the API shows it. */
export function progressEvent({ sequence, at, payload }: StreamedEvent): SyncProgressEvent {
  // Written by this program only, as SyncProgress (src/services/sync/run-progress.ts).
  const progress = payload as SyncProgress;
  return {
    ...progress,
    // Not in events of earlier releases.
    held: progress.held ?? 0,
    sequence,
    at,
    runId: globalId('SyncRun', progress.runId),
    domainId: globalId('Domain', progress.domainId),
    counts: syncCounts(progress.counts),
  };
}
