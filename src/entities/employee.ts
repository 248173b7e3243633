import { defineEntity, p } from '@mikro-orm/core';
import { Field, ObjectType } from 'type-graphql';
import type { Profile, ProfileField } from '../domain/employee/profile.js';
import { DeactivationCause, EmployeeSource, EmployeeState } from '../domain/states.js';
import { createdAtColumn, idColumn, momentColumn, type ColumnsOf } from './columns.js';
import { Node } from './node.js';

const EmployeeSchema = defineEntity({
  name: 'Employee',
  tableName: 'employee',
  properties: {
    id: idColumn(),
    source: p.enum(Object.values(EmployeeSource)),
    state: p.enum(Object.values(EmployeeState)),
    /** Sorted; empty exactly when the state is ACTIVE. */
    deactivationCauses: p.array().$type<DeactivationCause[]>(),
    givenName: p.text().strictNullable(),
    surname: p.text().strictNullable(),
    /** Never empty: the directory's display name, else given name and surname, else the login. */
    displayName: p.text(),
    email: p.text().strictNullable(),
    /** What people are matched by; null when the e-mail is not exactly one address. */
    emailKey: p.text().strictNullable(),
    telephoneNumber: p.text().strictNullable(),
    position: p.text().strictNullable(),
    department: p.text().strictNullable(),
    company: p.text().strictNullable(),
    /** The account whose password the key will hold first. */
    primaryAccountId: p.uuid().strictNullable(),
    /** Lower-case names, address and logins: what text search looks in. */
    searchText: p.text().hidden(),
    /** Set by the removed-user policy DELETE: the employee is deleted after this moment. */
    deleteAfter: momentColumn().strictNullable(),
    createdAt: createdAtColumn(),
    updatedAt: createdAtColumn(),
  } satisfies ColumnsOf<ProfileField>,
});

type EmployeeRow = InstanceType<typeof EmployeeSchema.class>;

/** Without the fields of the profile: each of them has to be declared below, where the API finds it. */
const EmployeeBase: abstract new () => Omit<EmployeeRow, ProfileField> = EmployeeSchema.class;

/** One person, one profile, whatever the number of domains that know them. */
@ObjectType('Employee', {
  implements: Node,
  simpleResolvers: true,
  description: 'One person, whatever the number of domains that know them.',
})
export class Employee extends EmployeeBase implements Profile {
  @Field(() => EmployeeSource, { description: 'Where the profile comes from.' })
  declare source: EmployeeSource;

  @Field(() => EmployeeState, { description: 'Whether the employee is active.' })
  declare state: EmployeeState;

  @Field(() => [DeactivationCause], {
    description: 'Why the employee is deactivated; empty exactly when active.',
  })
  declare deactivationCauses: DeactivationCause[];

  @Field(() => String, { nullable: true, description: 'Given name.' })
  declare givenName: string | null;

  @Field(() => String, { nullable: true, description: 'Surname.' })
  declare surname: string | null;

  @Field(() => String, { description: 'What the employee is called in lists. Never empty.' })
  declare displayName: string;

  @Field(() => String, {
    nullable: true,
    description: 'E-mail address, as the directory or an administrator wrote it.',
  })
  declare email: string | null;

  @Field(() => String, { nullable: true, description: 'Telephone number.' })
  declare telephoneNumber: string | null;

  @Field(() => String, { nullable: true, description: 'Position: the job title of the directory.' })
  declare position: string | null;

  @Field(() => String, { nullable: true, description: 'Department.' })
  declare department: string | null;

  @Field(() => String, { nullable: true, description: 'Company.' })
  declare company: string | null;

  @Field(() => Date, {
    nullable: true,
    description: 'When the removed-user policy DELETE will delete the employee; null: it will not.',
  })
  declare deleteAfter: Date | null;

  @Field(() => Date, { description: 'When the employee was added.' })
  declare createdAt: EmployeeRow['createdAt'];

  @Field(() => Date, { description: 'When the employee last changed.' })
  declare updatedAt: EmployeeRow['updatedAt'];
}
EmployeeSchema.setClass(Employee);
