import { defineEntity, p } from '@mikro-orm/core';
import { Field, Int, ObjectType } from 'type-graphql';
import type { FieldChange } from '../../domain/employee/field-change.js';
import { SyncDecision, SyncItemState } from '../../domain/states.js';
import { createdAtColumn, idColumn, momentColumn } from '../columns.js';
import { FieldChangeType } from './field-change-type.js';
import { Node } from '../node.js';
import { SyncRun } from './sync-run.js';

const SyncItemSchema = defineEntity({
  name: 'SyncItem',
  tableName: 'sync_item',
  properties: {
    id: idColumn(),
    // Without a foreign key, like all that is written of a run in bulk: each would be checked by itself.
    run: () => p.manyToOne(SyncRun).mapToPk().createForeignKeyConstraint(false),
    objectGuid: p.uuid(),
    decision: p.enum(Object.values(SyncDecision)),
    state: p.enum(Object.values(SyncItemState)),
    /** A fixed word that says why, for programs; `reason` says it to people. */
    reasonCode: p.text(),
    reason: p.text(),
    /** The person's name as the directory has it. */
    personName: p.text(),
    /** Whoever gets a new employee has its id here before the item is applied, and null when that fails. */
    employeeId: p.uuid().strictNullable(),
    changes: p.json<FieldChange[]>().strictNullable(),
    /** What applying needs besides the snapshot. */
    instruction: p.json<Record<string, unknown>>().hidden(),
    /** Items of one batch are applied in one transaction. */
    batchNumber: p.integer().hidden(),
    /** Position within the run: items are read in this order. */
    position: p.integer(),
    errorMessage: p.text().strictNullable(),
    /** What the guard holds back of this person (see `HeldChange`); null: nothing. */
    held: p.array().strictNullable().hidden(),
    leftOut: p.text().strictNullable(),
    createdAt: createdAtColumn(),
    appliedAt: momentColumn().strictNullable(),
  },
  uniques: [
    { name: 'sync_item_person', properties: ['run', 'objectGuid'] },
    { name: 'sync_item_position', properties: ['run', 'position'] },
  ],
});

type SyncItemRow = InstanceType<typeof SyncItemSchema.class>;

/** What one run decided about one person, and why. */
@ObjectType('SyncItem', {
  implements: Node,
  simpleResolvers: true,
  description: 'What one synchronisation decided about one person, and why.',
})
export class SyncItem extends SyncItemSchema.class {
  @Field(() => String, { description: 'objectGUID of the person in the directory.' })
  declare objectGuid: string;

  @Field(() => SyncDecision, { description: 'What was decided.' })
  declare decision: SyncDecision;

  @Field(() => SyncItemState, { description: 'Whether it has been applied.' })
  declare state: SyncItemState;

  @Field(() => String, { description: 'Why, as a fixed word for programs.' })
  declare reasonCode: string;

  @Field(() => String, { description: 'Why, for people.' })
  declare reason: string;

  @Field(() => String, { description: 'What the directory calls the person.' })
  declare personName: string;

  @Field(() => [FieldChangeType], {
    nullable: true,
    description: 'Fields that change; null when the decision is not about fields.',
  })
  declare changes: SyncItemRow['changes'];

  @Field(() => Int, { description: 'Place within the run.' })
  declare position: number;

  @Field(() => String, { nullable: true, description: 'Why it could not be applied; null when it could.' })
  declare errorMessage: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why an approval passed over what was held of this person; null when it did not (yet).',
  })
  declare leftOut: string | null;

  @Field(() => Date, { description: 'When it was decided.' })
  declare createdAt: SyncItemRow['createdAt'];

  @Field(() => Date, { nullable: true, description: 'When it was applied; null: not (yet).' })
  declare appliedAt: Date | null;
}
SyncItemSchema.setClass(SyncItem);
