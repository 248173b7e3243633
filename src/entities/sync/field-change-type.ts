import { Field, ObjectType } from 'type-graphql';
import type { FieldChange } from '../../domain/employee/field-change.js';

/** A changed field as GraphQL shows it. */
@ObjectType('FieldChange', { simpleResolvers: true, description: 'One field before and after.' })
export class FieldChangeType implements FieldChange {
  @Field(() => String, { description: 'Name of the field.' })
  readonly field!: string;

  @Field(() => String, { nullable: true, description: 'What it was; null: nothing.' })
  readonly before!: string | null;

  @Field(() => String, { nullable: true, description: 'What it becomes; null: nothing.' })
  readonly after!: string | null;
}
