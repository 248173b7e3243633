import { Field, ID, ObjectType } from 'type-graphql';
import { DeactivationCause } from '../../domain/states.js';
import { DomainAccount } from '../../entities/domain-account.js';
import { Domain } from '../../entities/domain.js';
import { Employee } from '../../entities/employee.js';
import type { ListedDomain } from '../../services/domains/list-domains.js';
import type { ListedEmployee } from '../../services/employees/list-employees.js';
import type { ListedAccount } from '../../services/employees/list-accounts.js';
import { connectionType } from '../relay/connection.js';
import { MutationPayload } from '../user-error.js';

export const { Connection: EmployeeConnection } = connectionType<ListedEmployee>(Employee, 'Employee');

@ObjectType('FieldOrigin', { simpleResolvers: true, description: 'Where one field of a profile comes from.' })
export class FieldOriginType {
  @Field(() => String, { description: 'Name of the field.' })
  readonly field!: string;

  @Field(() => DomainAccount, {
    nullable: true,
    description: 'The account whose value it is; null when no directory has one.',
  })
  readonly account!: ListedAccount | null;

  @Field(() => Domain, { nullable: true, description: 'The domain of that account.' })
  readonly domain!: ListedDomain | null;
}

@ObjectType('CreateEmployeePayload', { description: 'The new employee.' })
export class CreateEmployeePayload extends MutationPayload {
  @Field(() => Employee, { nullable: true, description: 'The employee as they were saved.' })
  employee?: ListedEmployee | null;
}

@ObjectType('UpdateEmployeePayload', { description: 'The changed employee.' })
export class UpdateEmployeePayload extends MutationPayload {
  @Field(() => Employee, { nullable: true, description: 'The employee as they are now.' })
  employee?: ListedEmployee | null;
}

@ObjectType('DeactivateEmployeePayload', { description: 'The deactivated employee.' })
export class DeactivateEmployeePayload extends MutationPayload {
  @Field(() => Employee, { nullable: true, description: 'The employee as they are now.' })
  employee?: ListedEmployee | null;
}

@ObjectType('ReactivateEmployeePayload', {
  description: 'The employee, active or still deactivated for other causes.',
})
export class ReactivateEmployeePayload extends MutationPayload {
  @Field(() => Employee, { nullable: true, description: 'The employee as they are now.' })
  employee?: ListedEmployee | null;

  @Field(() => [DeactivationCause], {
    nullable: true,
    description: 'Why the employee is still deactivated; empty when active.',
  })
  remainingCauses?: readonly DeactivationCause[];

  @Field(() => String, { nullable: true, description: 'What happened, for people.' })
  message?: string;
}

@ObjectType('DeleteEmployeePayload', { description: 'The employee is gone.' })
export class DeleteEmployeePayload extends MutationPayload {
  @Field(() => ID, { nullable: true, description: 'Id of the employee who is gone.' })
  deletedEmployeeId?: string;
}

@ObjectType('ConfirmAccountPayload', { description: 'The confirmed account.' })
export class ConfirmAccountPayload extends MutationPayload {
  @Field(() => DomainAccount, { nullable: true, description: 'The account as it is now.' })
  account?: ListedAccount | null;
}
