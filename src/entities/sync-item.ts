import { defineEntity, p } from '@mikro-orm/core';
import type { FieldChange } from '../domain/field-change.js';
import { SyncDecision, SyncItemState } from '../domain/states.js';
import { createdAtColumn, idColumn, momentColumn } from './columns.js';
import { SyncRun } from './sync-run.js';

const SyncItemSchema = defineEntity({
  name: 'SyncItem',
  tableName: 'sync_item',
  properties: {
    id: idColumn(),
    run: () => p.manyToOne(SyncRun).mapToPk().deleteRule('cascade'),
    objectGuid: p.uuid(),
    decision: p.enum(Object.values(SyncDecision)),
    state: p.enum(Object.values(SyncItemState)),
    /** A fixed word that says why, for programs; `reason` says it to people. */
    reasonCode: p.text(),
    reason: p.text(),
    /** The person's name as the directory has it. */
    personName: p.text(),
    /** Known before for everybody but new people, who get it when the item is applied. */
    employeeId: p.uuid().strictNullable().index(),
    changes: p.json<FieldChange[]>().strictNullable(),
    /** What applying needs besides the snapshot. */
    instruction: p.json<Record<string, unknown>>().hidden(),
    /** Items of one batch are applied in one transaction. */
    batchNumber: p.integer().hidden(),
    /** Position within the run: items are read in this order. */
    position: p.integer(),
    errorMessage: p.text().strictNullable(),
    createdAt: createdAtColumn(),
    appliedAt: momentColumn().strictNullable(),
  },
  uniques: [
    { name: 'sync_item_person', properties: ['run', 'objectGuid'] },
    { name: 'sync_item_position', properties: ['run', 'position'] },
  ],
});

/** What one run decided about one person, and why. */
export class SyncItem extends SyncItemSchema.class {}
SyncItemSchema.setClass(SyncItem);
