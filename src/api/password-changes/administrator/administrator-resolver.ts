import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { AccountOutcome } from '../../../services/password-changes/administrator/set-passwords.js';
import type { ApiContext } from '../../context.js';
import { accountById } from '../../employees/employee-loaders.js';
import { fromGlobalId, globalId } from '../../relay/global-id.js';
import { userErrorsOf } from '../../user-error.js';
import { changeById } from '../change-loaders.js';
import {
  AddAccountWithoutPasswordInput,
  AddAccountWithoutPasswordPayload,
  GeneratePasswordInput,
  GeneratePasswordPayload,
  RemoveAccountFromKeyInput,
  RemoveAccountFromKeyPayload,
  SetPasswordInput,
  SetPasswordPayload,
  type AccountPasswordResult,
} from './administrator-types.js';

/** What administrators do about the passwords of others. What is refused, and why, stands at the services. */
@Resolver()
export class AdministratorPasswordMutations {
  @Mutation(() => SetPasswordPayload, {
    description:
      'Gives accounts the password that was typed, on the key and in the directory. The old one is not asked for; if the directory refuses, nothing is changed; afterwards nobody can look it up.',
  })
  async setPassword(
    @Arg('input', () => SetPasswordInput, { description: 'Which, and whose.' }) input: SetPasswordInput,
    @Ctx() context: ApiContext,
  ): Promise<SetPasswordPayload> {
    return { results: await set(context, input, input.password) };
  }

  @Mutation(() => GeneratePasswordPayload, {
    description:
      'Gives each account a new password that nobody knows, on the key and in the directory. The old one is not asked for; if the directory refuses, nothing is changed.',
  })
  async generatePassword(
    @Arg('input', () => GeneratePasswordInput, { description: 'Whose.' }) input: GeneratePasswordInput,
    @Ctx() context: ApiContext,
  ): Promise<GeneratePasswordPayload> {
    return { results: await set(context, input) };
  }

  @Mutation(() => AddAccountWithoutPasswordPayload, {
    description:
      'Has a key hold an account without a password (NO_PASSWORD_ON_KEY): its owner puts theirs there at the workstation. The directory is not changed.',
  })
  async addAccountWithoutPassword(
    @Arg('input', () => AddAccountWithoutPasswordInput, { validate: false, description: 'Which account.' })
    input: AddAccountWithoutPasswordInput,
    @Ctx() { actor, services, loaders }: ApiContext,
  ): Promise<AddAccountWithoutPasswordPayload> {
    const accountId = fromGlobalId('DomainAccount', input.accountId);
    await services.passwordChanges.addAccount(actor, accountId);
    return { account: await loaders.get(accountById).load(accountId) };
  }

  @Mutation(() => RemoveAccountFromKeyPayload, {
    description:
      'Has a key forget one account. No key gets a password of it by itself any more, until somebody sets one.',
  })
  async removeAccountFromKey(
    @Arg('input', () => RemoveAccountFromKeyInput, {
      validate: false,
      description: 'Which, and what becomes of its password.',
    })
    { password, temporaryPassword, confirmSerial, ...input }: RemoveAccountFromKeyInput,
    @Ctx() { actor, services, loaders }: ApiContext,
  ): Promise<RemoveAccountFromKeyPayload> {
    const accountId = fromGlobalId('DomainAccount', input.accountId);
    const changeId = await services.passwordChanges.removeAccount(actor, {
      accountId,
      password: password ?? null,
      temporaryPassword: temporaryPassword ?? null,
      confirmSerial: confirmSerial ?? null,
    });
    return {
      account: await loaders.get(accountById).load(accountId),
      passwordChange: changeId === undefined ? null : await loaders.get(changeById).load(changeId),
    };
  }
}

async function set(
  { actor, services, loaders }: ApiContext,
  { accountIds, evenIfKeyIsAway, assignKeyId }: GeneratePasswordInput,
  typed?: string,
): Promise<AccountPasswordResult[]> {
  const outcomes = await services.passwordChanges.set(actor, {
    accountIds: accountIds.map((id) => fromGlobalId('DomainAccount', id)),
    ...(typed === undefined ? {} : { typed }),
    evenIfKeyIsAway,
    assignKeyId: assignKeyId ? fromGlobalId('Key', assignKeyId) : null,
  });
  const changes = loaders.get(changeById);
  return Promise.all(
    outcomes.map(async (outcome) => ({
      accountId: globalId('DomainAccount', outcome.accountId),
      passwordChange: 'changeId' in outcome ? await changes.load(outcome.changeId) : null,
      userErrors: refusalsOf(outcome),
    })),
  );
}

function refusalsOf(outcome: AccountOutcome): AccountPasswordResult['userErrors'] {
  if ('changeId' in outcome) return [];
  const userErrors = userErrorsOf(outcome.refusal);
  if (userErrors === undefined) throw outcome.refusal;
  return userErrors;
}
