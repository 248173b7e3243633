import { ArrayMaxSize, IsOptional, ValidateNested } from 'class-validator';
import { ArgsType, Field, ID, InputType, registerEnumType } from 'type-graphql';
import type { ProfileInput } from '../../domain/employee/manual-profile.js';
import type { ProfileField } from '../../domain/employee/profile.js';
import { EmployeeSource, EmployeeState } from '../../domain/states.js';
import { EmployeeOrderField, OrderDirection } from '../../services/employees/list-employees.js';
import { ConnectionArgs } from '../relay/connection.js';

registerEnumType(EmployeeOrderField, {
  name: 'EmployeeOrderField',
  description: 'What a list of employees is ordered by.',
  valuesConfig: {
    NAME: { description: 'The display name.' },
    EMAIL: { description: 'The e-mail address; employees without one come last (first when descending).' },
    CREATED_AT: { description: 'When they were added.' },
    UPDATED_AT: { description: 'When they last changed.' },
  },
});

registerEnumType(OrderDirection, {
  name: 'OrderDirection',
  description: 'Which end of an order comes first.',
  valuesConfig: { ASC: { description: 'The smallest first.' }, DESC: { description: 'The largest first.' } },
});

const condition = (description: string) => ({ nullable: true, description });
const MOST_VALUES = 100;

@InputType('EmployeeFilter', {
  description:
    'Which employees. Every condition given must hold; those about accounts look at open ones only.',
})
export class EmployeeFilterInput {
  @Field(() => [ID], condition('Known to one of these domains.'))
  @IsOptional()
  @ArrayMaxSize(MOST_VALUES)
  domainIds?: string[] | null;

  @Field(() => [EmployeeState], condition('In one of these states.'))
  @IsOptional()
  @ArrayMaxSize(MOST_VALUES)
  states?: EmployeeState[] | null;

  @Field(() => [EmployeeSource], condition('With a profile from one of these sources.'))
  @IsOptional()
  @ArrayMaxSize(MOST_VALUES)
  sources?: EmployeeSource[] | null;

  @Field(
    () => Boolean,
    condition('True: an account (in the domains given) is in the sync group. False: none is.'),
  )
  @IsOptional()
  inSyncGroup?: boolean | null;

  @Field(
    () => Boolean,
    condition('True: an account (in the domains given) is in the password group. False: none is.'),
  )
  @IsOptional()
  inPasswordGroup?: boolean | null;

  @Field(() => Boolean, condition('True: only those with an account that waits for confirmAccount.'))
  @IsOptional()
  unconfirmedOnly?: boolean | null;
}

@InputType('EmployeeOrder', {
  description: 'The order of a list of employees. Equal ones are ordered by id.',
})
export class EmployeeOrderInput {
  @Field(() => EmployeeOrderField, { description: 'What to order by.' })
  @IsOptional()
  field!: EmployeeOrderField;

  @Field(() => OrderDirection, { defaultValue: OrderDirection.ASC, description: 'Which end comes first.' })
  @IsOptional()
  direction!: OrderDirection;
}

@ArgsType()
export class EmployeesArgs extends ConnectionArgs {
  @Field(() => EmployeeFilterInput, {
    nullable: true,
    description: 'Which employees; all of them without it.',
  })
  @IsOptional()
  @ValidateNested()
  filter?: EmployeeFilterInput | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Words that must all occur in names, e-mail address or logins. At most 10 words and 200 characters.',
  })
  @IsOptional()
  search?: string | null;

  @Field(() => EmployeeOrderInput, { nullable: true, description: 'The order; by name without it.' })
  @IsOptional()
  @ValidateNested()
  orderBy?: EmployeeOrderInput | null;
}

// What each profile field takes is checked in one place for all callers, src/domain/employee/manual-profile.ts.
const profileField = (description: string) => ({ nullable: true, description });

@InputType()
abstract class ProfileFields implements ProfileInput, Record<ProfileField, string | null | undefined> {
  @Field(() => String, profileField('Given name, at most 256 characters.'))
  givenName: string | null | undefined;

  @Field(() => String, profileField('Surname, at most 256 characters.'))
  surname: string | null | undefined;

  @Field(
    () => String,
    profileField('What lists show, at most 256 characters. Without it: the names, else the e-mail address.'),
  )
  displayName: string | null | undefined;

  @Field(() => String, profileField('Exactly one e-mail address that no other employee has.'))
  email: string | null | undefined;

  @Field(() => String, profileField('Telephone number, at most 256 characters.'))
  telephoneNumber: string | null | undefined;

  @Field(() => String, profileField('Position, at most 256 characters.'))
  position: string | null | undefined;

  @Field(() => String, profileField('Department, at most 256 characters.'))
  department: string | null | undefined;

  @Field(() => String, profileField('Company, at most 256 characters.'))
  company: string | null | undefined;
}

@InputType('CreateEmployeeInput', { description: 'A new employee whom no directory knows.' })
export class CreateEmployeeInput extends ProfileFields {}

@InputType('UpdateEmployeeInput', {
  description: 'What to change. What is absent stays as it is; null clears.',
})
export class UpdateEmployeeInput extends ProfileFields {
  @Field(() => ID, { description: 'Id of the employee.' })
  id!: string;
}

@InputType('DeactivateEmployeeInput', { description: 'Whom to deactivate, and why.' })
export class DeactivateEmployeeInput {
  @Field(() => ID, { description: 'Id of the employee.' })
  id!: string;

  @Field(() => String, { nullable: true, description: 'Why, for the audit; at most 500 characters.' })
  note?: string | null;
}

@InputType('ReactivateEmployeeInput', { description: 'Whom to reactivate.' })
export class ReactivateEmployeeInput {
  @Field(() => ID, { description: 'Id of the employee.' })
  id!: string;
}

@InputType('DeleteEmployeeInput', { description: 'Whom to delete.' })
export class DeleteEmployeeInput {
  @Field(() => ID, { description: 'Id of the employee.' })
  id!: string;
}

@InputType('ConfirmAccountInput', { description: 'Which account is the same person.' })
export class ConfirmAccountInput {
  @Field(() => ID, { description: 'Id of the domain account.' })
  accountId!: string;
}
