import { defineEntity, p } from '@mikro-orm/core';
import { createdAtColumn, idColumn } from './columns.js';
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
export class SyncBatch extends SyncBatchSchema.class {}
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
