import { MaxLength } from 'class-validator';
import { ArgsType, Field, ID, ObjectType } from 'type-graphql';
import { RotationObstacle } from '../../domain/rotation/why-not-eligible.js';
import { connectionType, ConnectionArgs } from '../relay/connection.js';

@ArgsType()
export class RotationForecastArgs extends ConnectionArgs {
  @Field(() => ID, { description: 'Of which domain.' })
  @MaxLength(200)
  domainId!: string;
}

@ObjectType('RotationForecast', {
  simpleResolvers: true,
  description: 'When the password of one account is changed by itself, or why it is not.',
})
export class RotationForecast {
  @Field(() => ID, { description: 'Id of the account.' })
  accountId!: string;

  readonly account!: string;

  @Field(() => RotationObstacle, {
    nullable: true,
    description: 'Why it is not changed by itself; null: it is.',
  })
  obstacle!: RotationObstacle | null;

  @Field(() => Date, {
    description: 'When it is due. One that must be changed at the next log-on is due at once.',
  })
  dueAt!: Date;

  @Field(() => Boolean, { description: 'Whether it is due now.' })
  isDue!: boolean;

  @Field(() => Date, {
    description:
      'When it is changed outside of the window too, and its owner is told that the key is missed.',
  })
  overdueAt!: Date;

  @Field(() => Date, {
    nullable: true,
    description: 'When the directory takes it no more; null: never, or not known.',
  })
  expiresAt!: Date | null;

  @Field(() => Date, {
    nullable: true,
    description:
      'When it was last set in the directory; null: it must be changed at the next log-on, or not known.',
  })
  passwordLastSet!: Date | null;

  @Field(() => Boolean, {
    description:
      'Whether somebody else has set it in the directory since Latchkey did, so that the key may not have it.',
  })
  hasDrifted!: boolean;

  @Field(() => Boolean, { description: 'Whether a change of it has begun or waits for its key.' })
  isWanted!: boolean;
}

export const { Connection: RotationForecastConnection } = connectionType<RotationForecast>(
  RotationForecast,
  'RotationForecast',
);
