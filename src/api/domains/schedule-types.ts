import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { Domain } from '../../entities/domain.js';
import { MutationPayload } from '../user-error.js';

@InputType('PauseScheduleInput', { description: 'Whose schedule to pause.' })
export class PauseScheduleInput {
  @Field(() => ID, { description: 'Id of the domain.' })
  domainId!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Why, for whoever finds it paused; at most 500 characters.',
  })
  note?: string | null;
}

@ObjectType('PauseSchedulePayload', { description: 'The domain, with its schedule paused.' })
export class PauseSchedulePayload extends MutationPayload {
  @Field(() => Domain, { nullable: true, description: 'The domain as it is now.' })
  domain?: Domain;
}

@InputType('ResumeScheduleInput', { description: 'Whose schedule to resume.' })
export class ResumeScheduleInput {
  @Field(() => ID, { description: 'Id of the domain.' })
  domainId!: string;
}

@ObjectType('ResumeSchedulePayload', { description: 'The domain, with its schedule going on.' })
export class ResumeSchedulePayload extends MutationPayload {
  @Field(() => Domain, { nullable: true, description: 'The domain as it is now.' })
  domain?: Domain;
}
