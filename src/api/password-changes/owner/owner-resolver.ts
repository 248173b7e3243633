import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { ApiContext } from '../../context.js';
import { fromGlobalId, globalId } from '../../relay/global-id.js';
import {
  ChangePasswordInDirectoryAndKeyInput,
  ChangePasswordInDirectoryAndKeyPayload,
  ChangePasswordOnKeyInput,
  ChangePasswordOnKeyPayload,
} from './owner-types.js';

/** What people do about their own passwords, at the workstation. What is refused, and why, stands at the services. */
@Resolver()
export class OwnPasswordMutations {
  @Mutation(() => ChangePasswordOnKeyPayload, {
    description:
      'Corrects what the key has for an account; the directory is not changed. It is used once the directory has signed in with it.',
  })
  async changePasswordOnKey(
    @Arg('input', () => ChangePasswordOnKeyInput, {
      description: 'Which key and account, and what it is to have.',
    })
    input: ChangePasswordOnKeyInput,
    @Ctx() { actor, principal, services }: ApiContext,
  ): Promise<ChangePasswordOnKeyPayload> {
    const accountId = fromGlobalId('DomainAccount', input.accountId);
    const id = await services.ownPasswords.changeOnKey(actor, principal, { ...input, accountId });
    return { passwordChangeId: globalId('PasswordChange', id) };
  }

  @Mutation(() => ChangePasswordInDirectoryAndKeyPayload, {
    description:
      'Changes the password of an account in the directory, by the rules of the domain on age and history, and on the key.',
  })
  async changePasswordInDirectoryAndKey(
    @Arg('input', () => ChangePasswordInDirectoryAndKeyInput, {
      description: 'Which key and account, the old password, and the new one.',
    })
    input: ChangePasswordInDirectoryAndKeyInput,
    @Ctx() { actor, principal, services }: ApiContext,
  ): Promise<ChangePasswordInDirectoryAndKeyPayload> {
    const { keySerial, oldPassword, sealedOldPassword, challenge, newPassword } = input;
    const id = await services.ownPasswords.changeInDirectoryAndKey(actor, principal, {
      keySerial,
      accountId: fromGlobalId('DomainAccount', input.accountId),
      oldPassword: oldPassword ?? null,
      sealedOldPassword: sealedOldPassword ?? null,
      challenge: challenge ?? null,
      newPassword: newPassword ?? null,
    });
    return { passwordChangeId: globalId('PasswordChange', id) };
  }
}
