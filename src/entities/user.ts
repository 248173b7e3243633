import { defineEntity, p } from '@mikro-orm/core';
import { Field, ObjectType } from 'type-graphql';
import { UserRole } from '../domain/states.js';
import { createdAtColumn, idColumn, momentColumn } from './columns.js';
import { Employee } from './employee.js';
import { Node } from './node.js';

const UserSchema = defineEntity({
  name: 'User',
  tableName: 'app_user',
  properties: {
    id: idColumn(),
    /** The address as it was typed. */
    email: p.text(),
    /** What signing in compares: trimmed, lower case. */
    emailKey: p.text().unique(),
    displayName: p.text(),
    role: p.enum(Object.values(UserRole)),
    /** Argon2id in PHC string form. */
    passwordHash: p.text().strictNullable().hidden(),
    employee: () => p.manyToOne(Employee).mapToPk().strictNullable().deleteRule('set null').index(),
    disabledAt: momentColumn().strictNullable(),
    createdAt: createdAtColumn(),
  },
});

/** Who may sign in to Latchkey. Separate from an employee, and may be linked to one. */
@ObjectType('User', {
  implements: Node,
  simpleResolvers: true,
  description: 'Who may sign in to Latchkey. Separate from an employee.',
})
export class User extends UserSchema.class {
  @Field(() => String, { description: 'What they sign in with.' })
  declare email: string;

  @Field(() => String, { description: 'What they are called.' })
  declare displayName: string;

  @Field(() => UserRole, { description: 'What they may do.' })
  declare role: UserRole;

  @Field(() => Date, {
    nullable: true,
    description: 'Since when they may no longer sign in; null when they may.',
  })
  declare disabledAt: Date | null;

  @Field(() => Date, { description: 'When they were added.' })
  declare createdAt: InstanceType<typeof UserSchema.class>['createdAt'];
}
UserSchema.setClass(User);
