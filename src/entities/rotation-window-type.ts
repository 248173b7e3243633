import { Field, ObjectType } from 'type-graphql';
import { Weekday, type RotationWindow } from '../domain/settings/rotation-window.js';

/** A rotation window as GraphQL shows it. */
@ObjectType('RotationWindow', {
  simpleResolvers: true,
  description: 'When managed passwords may be changed. An end before the start reaches into the next day.',
})
export class RotationWindowType implements RotationWindow {
  @Field(() => [Weekday], { description: 'On these days.' })
  readonly days!: readonly Weekday[];

  @Field(() => String, { description: 'From this time on, HH:MM.' })
  readonly start!: string;

  @Field(() => String, { description: 'Until this time, HH:MM.' })
  readonly end!: string;
}
