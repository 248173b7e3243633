import { defineEntity, p } from '@mikro-orm/core';
import { Field, ObjectType } from 'type-graphql';
import { createdAtColumn, idColumn } from '../columns.js';
import { Node } from '../node.js';
import { SyncRun } from './sync-run.js';

const SyncBatchSchema = defineEntity({
  name: 'SyncBatch',
  tableName: 'sync_batch',
  properties: {
    id: idColumn(),
    requestedAt: createdAtColumn(),
  },
});

/** The runs that one request started or joined. */
@ObjectType('SyncBatch', {
  implements: Node,
  simpleResolvers: true,
  description: 'The synchronisations that one request started or joined.',
})
export class SyncBatch extends SyncBatchSchema.class {
  @Field(() => Date, { description: 'When they were asked for.' })
  declare requestedAt: InstanceType<typeof SyncBatchSchema.class>['requestedAt'];
}
SyncBatchSchema.setClass(SyncBatch);

const SyncBatchRunSchema = defineEntity({
  name: 'SyncBatchRun',
  tableName: 'sync_batch_run',
  properties: {
    batch: () => p.manyToOne(SyncBatch).mapToPk().primary().deleteRule('cascade'),
    run: () => p.manyToOne(SyncRun).mapToPk().primary().deleteRule('cascade').index(),
    /** True when the run was under way already. */
    joined: p.boolean(),
  },
});

/** One run's place in a batch. */
export class SyncBatchRun extends SyncBatchRunSchema.class {}
SyncBatchRunSchema.setClass(SyncBatchRun);
