import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Domain } from '../../entities/domain.js';
import { connectionType } from '../relay/connection.js';
import { MutationPayload } from '../user-error.js';
import { DomainCheck } from './domain-types.js';

export const { Connection: DomainConnection } = connectionType(Domain, 'Domain');

@ObjectType('CreateDomainPayload', { description: 'The new domain.' })
export class CreateDomainPayload extends MutationPayload {
  @Field(() => Domain, { nullable: true, description: 'The domain as it was saved.' })
  domain?: Domain;
}

@ObjectType('UpdateDomainPayload', { description: 'The changed domain.' })
export class UpdateDomainPayload extends MutationPayload {
  @Field(() => Domain, { nullable: true, description: 'The domain as it is now.' })
  domain?: Domain;
}

@ObjectType('DeleteDomainPayload', { description: 'What went with the domain.' })
export class DeleteDomainPayload extends MutationPayload {
  @Field(() => ID, { nullable: true, description: 'Id of the domain that is gone.' })
  deletedDomainId?: string;

  @Field(() => Int, { nullable: true, description: 'Links that were closed.' })
  closedAccounts?: number;

  @Field(() => Int, { nullable: true, description: 'Employees who were looked at anew.' })
  affectedEmployees?: number;
}

@ObjectType('TestDomainPayload', { description: 'What a look at the directory found.' })
export class TestDomainPayload extends MutationPayload {
  @Field(() => [DomainCheck], { nullable: true, description: 'Every check, in the order they were made.' })
  checks?: readonly DomainCheck[];

  @Field(() => Domain, { nullable: true, description: 'The domain that was looked at.' })
  domain?: Domain;
}

@ObjectType('RepinGroupPayload', { description: 'The domain, with the group let go of.' })
export class RepinGroupPayload extends MutationPayload {
  @Field(() => Domain, { nullable: true, description: 'The domain as it is now.' })
  domain?: Domain;
}
