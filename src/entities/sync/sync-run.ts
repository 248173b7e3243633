import { defineEntity, p } from '@mikro-orm/core';
import { Field, Int, ObjectType } from 'type-graphql';
import { SyncPhase, SyncRunKind, SyncTrigger } from '../../domain/states.js';
import type { SyncCounts } from '../../domain/sync/sync-counts.js';
import { createdAtColumn, idColumn, momentColumn } from '../columns.js';
import { Domain } from '../domain.js';
import { Node } from '../node.js';

const SyncRunSchema = defineEntity({
  name: 'SyncRun',
  tableName: 'sync_run',
  properties: {
    id: idColumn(),
    domain: () => p.manyToOne(Domain).mapToPk().deleteRule('cascade').index(),
    kind: p.enum(Object.values(SyncRunKind)).default('SYNC'),
    phase: p.enum(Object.values(SyncPhase)),
    /** The hold whose people an APPROVAL lets pass. */
    approvesHoldId: p.uuid().strictNullable().index(),
    /** The sync group was read to its end and names nobody, while employees came from it. */
    groupEmpty: p.boolean().default(false),
    trigger: p.enum(Object.values(SyncTrigger)).default(SyncTrigger.REQUEST),
    /** Starts at 1; a reading that broke off is begun again as a new attempt. Rows of older attempts are never used. */
    attempt: p.integer().default(0),
    /** When the snapshot of the current attempt was proved complete. */
    snapshotCompletedAt: momentColumn().strictNullable(),
    /** People in the proved snapshot: planning refuses to work on fewer. */
    snapshotPeople: p.integer().strictNullable(),
    /** Which controller everything was read from. */
    controllerAddress: p.text().strictNullable(),
    controllerInvocationId: p.uuid().strictNullable(),
    controllerHighestUsn: p.bigint('bigint').strictNullable(),
    /** People the groups name: what reading counts towards. */
    expected: p.integer().strictNullable(),
    read: p.integer().default(0),
    planned: p.integer().default(0),
    applied: p.integer().default(0),
    failed: p.integer().default(0),
    held: p.integer().default(0),
    invited: p.integer().default(0),
    /** How many of each decision. */
    counts: p.json<SyncCounts>(),
    /** At most 100 sentences; what concerns one person is in that person's item. */
    warnings: p.array(),
    lastPerson: p.text().strictNullable(),
    errorCode: p.text().strictNullable(),
    errorMessage: p.text().strictNullable(),
    cancelRequestedAt: momentColumn().strictNullable(),
    requestedAt: createdAtColumn(),
    startedAt: momentColumn().strictNullable(),
    phaseStartedAt: momentColumn().strictNullable(),
    finishedAt: momentColumn().strictNullable(),
  },
});

type SyncRunFields = InstanceType<typeof SyncRunSchema.class>;

/** One synchronisation of exactly one domain. */
@ObjectType('SyncRun', {
  implements: Node,
  simpleResolvers: true,
  description: 'One synchronisation of exactly one domain: how far it is, what it decided, how it ended.',
})
export class SyncRun extends SyncRunSchema.class {
  @Field(() => SyncRunKind, { description: 'What it is for.' })
  declare kind: SyncRunFields['kind'];

  @Field(() => SyncPhase, { description: 'How far it is.' })
  declare phase: SyncPhase;

  @Field(() => SyncTrigger, {
    description: 'What it was started by; who joins it later does not change that.',
  })
  declare trigger: SyncRunFields['trigger'];

  @Field(() => Int, { description: 'Readings begun. Above 1 after one broke off and was begun again.' })
  declare attempt: SyncRunFields['attempt'];

  @Field(() => String, { nullable: true, description: 'The controller everything was read from.' })
  declare controllerAddress: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'People the groups name; null until the groups were read.',
  })
  declare expected: number | null;

  @Field(() => Int, { description: 'People read so far.' })
  declare read: SyncRunFields['read'];

  @Field(() => Int, { description: 'People something was decided about; the unchanged are only counted.' })
  declare planned: SyncRunFields['planned'];

  @Field(() => Int, { description: 'Decisions applied so far.' })
  declare applied: SyncRunFields['applied'];

  @Field(() => Int, { description: 'Decisions that could not be applied; their items say why.' })
  declare failed: SyncRunFields['failed'];

  @Field(() => Int, { description: 'People of whom something is held back; `hold` says what and why.' })
  declare held: SyncRunFields['held'];

  @Field(() => Int, { description: 'People who were invited to set up how they sign in.' })
  declare invited: SyncRunFields['invited'];

  @Field(() => [String], { description: 'What was odd about the directory as a whole.' })
  declare warnings: string[];

  @Field(() => String, { nullable: true, description: 'Why it failed; null when it did not.' })
  declare errorMessage: string | null;

  @Field(() => Date, { description: 'When it was asked for.' })
  declare requestedAt: SyncRunFields['requestedAt'];

  @Field(() => Date, { nullable: true, description: 'When it began; null: not yet.' })
  declare startedAt: Date | null;

  @Field(() => Date, {
    nullable: true,
    description: 'When the reading was proved complete; null: not (yet).',
  })
  declare snapshotCompletedAt: Date | null;

  @Field(() => Date, { nullable: true, description: 'When it ended; null: not yet.' })
  declare finishedAt: Date | null;
}
SyncRunSchema.setClass(SyncRun);
