import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { PasswordChange } from '../../entities/password/password-change.js';
import type { ApiContext } from '../context.js';
import { entityLoaders } from '../entity-loaders.js';
import { fromGlobalId } from '../relay/global-id.js';
import { MutationPayload } from '../user-error.js';
import { PasswordScalar } from './password-scalar.js';

@InputType('HandBackPasswordInput', { description: 'Whose password is handed back.' })
export class HandBackPasswordInput {
  @Field(() => ID, { description: 'Id of an account whose password its owner does not know.' })
  accountId!: string;

  @Field(() => PasswordScalar, {
    description:
      'What the owner types when they next log on, and must change then. It has to follow the policy of the account.',
  })
  temporaryPassword!: string;
}

@ObjectType('HandBackPasswordPayload', { description: 'The change that sets the temporary password.' })
export class HandBackPasswordPayload extends MutationPayload {
  @Field(() => PasswordChange, {
    nullable: true,
    description: 'The change, which goes on by itself: watch it with `passwordChangeProgress`.',
  })
  passwordChange?: PasswordChange | null;
}

/** Giving passwords back to people. */
@Resolver()
export class HandBackMutation {
  @Mutation(() => HandBackPasswordPayload, {
    description:
      'Gives the owner of an account a temporary password. Latchkey changes the password of the account no more, and the key forgets it.',
  })
  async handBackPassword(
    @Arg('input', () => HandBackPasswordInput, { validate: false, description: 'Whose, and which.' })
    { accountId, temporaryPassword }: HandBackPasswordInput,
    @Ctx() { actor, services, loaders }: ApiContext,
  ): Promise<HandBackPasswordPayload> {
    const changeId = await services.keys.handBack(actor, {
      accountId: fromGlobalId('DomainAccount', accountId),
      temporaryPassword,
    });
    return { passwordChange: await loaders.get(entityLoaders.PasswordChange).load(changeId) };
  }
}
