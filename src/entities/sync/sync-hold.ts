import { defineEntity, p } from '@mikro-orm/core';
import { Field, Int, ObjectType } from 'type-graphql';
import { HoldReason, HoldState } from '../../domain/states.js';
import { createdAtColumn, idColumn, momentColumn } from '../columns.js';
import { Domain } from '../domain.js';
import { Node } from '../node.js';
import { SyncRun } from './sync-run.js';

const SyncHoldSchema = defineEntity({
  name: 'SyncHold',
  tableName: 'sync_hold',
  properties: {
    id: idColumn(),
    domain: () => p.manyToOne(Domain).mapToPk().deleteRule('cascade').index(),
    run: () => p.manyToOne(SyncRun).mapToPk().deleteRule('cascade').unique(),
    /** SHA-256, hexadecimal, over who is held and what of them. */
    planHash: p.text(),
    reasons: p.array(),
    /** Account values that would have been emptied for too many. */
    fields: p.array(),
    people: p.integer(),
    removals: p.integer(),
    disablings: p.integer(),
    state: p.enum(Object.values(HoldState)),
    heldAt: createdAtColumn(),
    expiresAt: momentColumn(),
    decidedAt: momentColumn().strictNullable(),
    decidedBy: p.text().strictNullable(),
    note: p.text().strictNullable(),
  },
});

type SyncHoldRow = InstanceType<typeof SyncHoldSchema.class>;

/** What one run held back instead of applying it. The people are the run's items that have something held. */
@ObjectType('SyncHold', {
  implements: Node,
  simpleResolvers: true,
  description:
    'What one synchronisation held back instead of applying it, until somebody approves or rejects it.',
})
export class SyncHold extends SyncHoldSchema.class {
  @Field(() => String, {
    description: 'Stands for exactly these people and changes: give it to `approveRemovals`.',
  })
  declare planHash: string;

  @Field(() => [HoldReason], { description: 'Why it is held.' })
  declare reasons: HoldReason[];

  @Field(() => [String], { description: 'Fields that would have been emptied for too many people.' })
  declare fields: string[];

  @Field(() => Int, { description: 'People of whom something is held.' })
  declare people: number;

  @Field(() => Int, { description: 'People who would be removed.' })
  declare removals: number;

  @Field(() => Int, { description: 'People whose account would count as disabled, or as unknown.' })
  declare disablings: number;

  @Field(() => Date, { description: 'When it was held.' })
  declare heldAt: SyncHoldRow['heldAt'];

  @Field(() => Date, {
    description: 'Until when it can be approved. The same people and changes keep it from run to run.',
  })
  declare expiresAt: Date;

  @Field(() => Date, { nullable: true, description: 'When it was approved or rejected; null: not yet.' })
  declare decidedAt: Date | null;

  @Field(() => String, { nullable: true, description: 'Who approved or rejected it; null: nobody yet.' })
  declare decidedBy: string | null;

  @Field(() => String, { nullable: true, description: 'What was said when it was rejected.' })
  declare note: string | null;
}
SyncHoldSchema.setClass(SyncHold);
