import { Min } from 'class-validator';
import { ArgsType, Field, Int, ObjectType } from 'type-graphql';

/** What every subscription takes whose events are numbered from the beginning. */
@ArgsType()
export abstract class StreamArgs {
  @Field(() => Int, {
    defaultValue: 0,
    description:
      'The last sequence number seen: delivery goes on with the next, nothing is missed. 0: from the start.',
  })
  @Min(0)
  after!: number;
}

/** What every event of a stream says of its place. */
@ObjectType({ simpleResolvers: true })
export abstract class StreamEvent {
  @Field(() => Int, {
    description:
      'Place in the stream, from 1 without gaps. Give the last one seen as `after` to go on from it.',
  })
  sequence!: number;

  @Field(() => Date, { description: 'When it was recorded.' })
  at!: Date;
}
