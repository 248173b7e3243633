import { defineEntity, p } from '@mikro-orm/core';
import { Field, Int, ObjectType } from 'type-graphql';
import { KeysAway, RotationReason, RotationState } from '../../domain/rotation/rotation-states.js';
import { ActorKind } from '../../domain/states.js';
import { createdAtColumn, idColumn, momentColumn } from '../columns.js';
import { Domain } from '../domain.js';
import { Node } from '../node.js';

const RotationSchema = defineEntity({
  name: 'Rotation',
  tableName: 'rotation',
  properties: {
    id: idColumn(),
    domain: () => p.manyToOne(Domain).mapToPk().deleteRule('cascade').index(),
    reason: p.enum(Object.values(RotationReason)),
    keysAway: p.enum(Object.values(KeysAway)),
    state: p.enum(Object.values(RotationState)).default(RotationState.RUNNING),
    /** Why somebody asked for it, in their words. */
    note: p.text().strictNullable(),
    wantedByKind: p.enum(Object.values(ActorKind)),
    wantedById: p.text().strictNullable(),
    wantedBy: p.text(),
    /** Cohorts that have gone well, one after another: how wide the next one is follows from it. */
    cohorts: p.integer().default(0).hidden(),
    /** Failures before that count no more: a cohort went well since, or somebody let it go on all the same. */
    failuresFrom: createdAtColumn().hidden(),
    /** When the last cohort was drawn. */
    cohortAt: momentColumn().strictNullable().hidden(),
    /** What follows is counted from the changes, and kept up to date with what is told of it. */
    total: p.integer().default(0),
    completed: p.integer().default(0),
    failed: p.integer().default(0),
    cancelled: p.integer().default(0),
    ahead: p.integer().default(0),
    stopReason: p.text().strictNullable(),
    createdAt: createdAtColumn(),
    /** When the first cohort was drawn. */
    startedAt: momentColumn().strictNullable(),
    updatedAt: createdAtColumn(),
    endedAt: momentColumn().strictNullable(),
  },
});

type RotationRow = InstanceType<typeof RotationSchema.class>;

/** Changes of the passwords of one domain that nobody asks for one by one. */
@ObjectType('Rotation', {
  implements: Node,
  simpleResolvers: true,
  description: 'Passwords of one domain that are changed one cohort after another.',
})
export class Rotation extends RotationSchema.class {
  @Field(() => RotationReason, { description: 'Why they are changed.' })
  declare reason: RotationReason;

  @Field(() => KeysAway, { description: 'What becomes of keys that are not connected.' })
  declare keysAway: KeysAway;

  @Field(() => RotationState, { description: 'Whether it goes on.' })
  declare state: RotationRow['state'];

  @Field(() => String, { nullable: true, description: 'Why somebody asked for it; null: nobody said.' })
  declare note: string | null;

  @Field(() => String, { description: 'Who wanted it.' })
  declare wantedBy: string;

  @Field(() => Int, { description: 'Accounts in it.' })
  declare total: RotationRow['total'];

  @Field(() => Int, { description: 'Accounts whose key and directory have the new password.' })
  declare completed: RotationRow['completed'];

  @Field(() => Int, {
    description: 'Accounts whose directory has the new password and whose key gets it when it is connected.',
  })
  declare ahead: RotationRow['ahead'];

  @Field(() => Int, { description: 'Accounts whose change failed.' })
  declare failed: RotationRow['failed'];

  @Field(() => Int, {
    description:
      'Accounts that are not changed in it after all: another change went first, or it is not due any more.',
  })
  declare cancelled: RotationRow['cancelled'];

  @Field(() => String, { nullable: true, description: 'Why it has stopped; null: it has not.' })
  declare stopReason: string | null;

  @Field(() => Date, { description: 'When it was begun.' })
  declare createdAt: RotationRow['createdAt'];

  @Field(() => Date, {
    nullable: true,
    description: 'When the first accounts of it were changed; null: none was.',
  })
  declare startedAt: Date | null;

  @Field(() => Date, { nullable: true, description: 'When it ended; null: it has not.' })
  declare endedAt: Date | null;
}
RotationSchema.setClass(Rotation);
