import { defineEntity, p } from '@mikro-orm/core';
import { Field, ObjectType } from 'type-graphql';
import { ActivationState } from '../../domain/states.js';
import { createdAtColumn, idColumn, momentColumn } from '../columns.js';
import { Key } from './key.js';

const ActivationSchema = defineEntity({
  name: 'Activation',
  tableName: 'activation',
  properties: {
    id: idColumn(),
    key: () => p.manyToOne(Key).mapToPk().deleteRule('cascade').index(),
    state: p.enum(Object.values(ActivationState)),
    /** Sealed under the master key; null: not drawn yet, or erased since it can no longer be used. */
    codeSealed: p.blob().strictNullable().hidden(),
    issuedAt: createdAtColumn(),
    /** Null until the code is drawn. */
    expiresAt: momentColumn().strictNullable(),
    endedAt: momentColumn().strictNullable(),
  },
});

/** An activation code of a key. The code itself is not among the fields of the API. */
@ObjectType('Activation', {
  simpleResolvers: true,
  description: 'An activation code of a key, without the code.',
})
export class Activation extends ActivationSchema.class {
  @Field(() => Date, { description: 'When it was issued.' })
  declare issuedAt: InstanceType<typeof ActivationSchema.class>['issuedAt'];

  @Field(() => Date, {
    nullable: true,
    description:
      'Until when it can be used; null: it was issued by itself, and the time begins when it is first shown or mailed.',
  })
  declare expiresAt: Date | null;

  @Field(() => Date, { nullable: true, description: 'When it ended; null: it has not.' })
  declare endedAt: Date | null;
}
ActivationSchema.setClass(Activation);
