import { defineEntity, p } from '@mikro-orm/core';
import { Field, ObjectType } from 'type-graphql';
import { createdAtColumn, idColumn, momentColumn } from '../columns.js';
import { Node } from '../node.js';

const AlarmSchema = defineEntity({
  name: 'Alarm',
  tableName: 'alarm',
  properties: {
    id: idColumn(),
    raisedAt: createdAtColumn(),
    /** Names as of then: they stay readable when the user or token is gone. The audit has the ids. */
    raisedBy: p.text(),
    reason: p.text(),
    liftedAt: momentColumn().strictNullable(),
    liftedBy: p.text().strictNullable(),
    liftReason: p.text().strictNullable(),
  },
});

/** Every workstation locks and takes no key, from when it is raised until it is lifted. At most one is open. */
@ObjectType('Alarm', {
  implements: Node,
  simpleResolvers: true,
  description: 'Every workstation is locked and takes no key, until somebody lifts it.',
})
export class Alarm extends AlarmSchema.class {
  @Field(() => Date, { description: 'When it was raised.' })
  declare raisedAt: InstanceType<typeof AlarmSchema.class>['raisedAt'];

  @Field(() => String, { description: 'Name of who raised it.' })
  declare raisedBy: string;

  @Field(() => String, { description: 'Why it was raised.' })
  declare reason: string;

  @Field(() => Date, { nullable: true, description: 'When it was lifted; null while it stands.' })
  declare liftedAt: Date | null;

  @Field(() => String, { nullable: true, description: 'Name of who lifted it; null while it stands.' })
  declare liftedBy: string | null;

  @Field(() => String, { nullable: true, description: 'Why it was lifted; null when nobody said.' })
  declare liftReason: string | null;
}
AlarmSchema.setClass(Alarm);
