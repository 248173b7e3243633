import { defineEntity, p } from '@mikro-orm/core';
import { SyncPhase } from '../domain/states.js';
import type { SyncCounts } from '../domain/sync-counts.js';
import { createdAtColumn, idColumn, momentColumn } from './columns.js';
import { Domain } from './domain.js';

const SyncRunSchema = defineEntity({
  name: 'SyncRun',
  tableName: 'sync_run',
  properties: {
    id: idColumn(),
    domain: () => p.manyToOne(Domain).mapToPk().deleteRule('cascade').index(),
    phase: p.enum(Object.values(SyncPhase)),
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

/** One synchronisation of exactly one domain. */
export class SyncRun extends SyncRunSchema.class {}
SyncRunSchema.setClass(SyncRun);
