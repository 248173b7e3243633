import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { PasswordChange } from '../../entities/password/password-change.js';
import { keysById, type ListedKey } from '../../services/keys/lists/list-keys.js';
import type { Retirement } from '../../services/keys/retire-key.js';
import type { ApiContext } from '../context.js';
import { entityLoaders } from '../entity-loaders.js';
import { fromGlobalId } from '../relay/global-id.js';
import {
  AssignKeyInput,
  ImportKeyInput,
  ImportKeysInput,
  MailActivationCodeInput,
  MarkKeyCompromisedInput,
  ReissueActivationCodeInput,
  RenameKeyInput,
  ReportKeyBrokenInput,
  SuspendKeyInput,
  UnlockKeyInput,
  WithdrawKeyInput,
} from './key-inputs.js';
import {
  AssignKeyPayload,
  ImportKeyPayload,
  ImportKeysPayload,
  MailActivationCodePayload,
  MarkKeyCompromisedPayload,
  ReissueActivationCodePayload,
  RenameKeyPayload,
  ReportKeyBrokenPayload,
  SuspendKeyPayload,
  UnlockKeyPayload,
  WithdrawKeyPayload,
} from './key-payloads.js';

/** Changing keys. What is refused, and why, stands at the services. */
@Resolver()
export class KeyMutations {
  @Mutation(() => ImportKeyPayload, { description: 'Adds a key that nobody has.' })
  async importKey(
    @Arg('input', () => ImportKeyInput, { validate: false, description: 'The key.' }) input: ImportKeyInput,
    @Ctx() context: ApiContext,
  ): Promise<ImportKeyPayload> {
    const id = await context.services.keys.import(context.actor, input);
    return { key: await keyNow(context, id) };
  }

  @Mutation(() => ImportKeysPayload, {
    description: 'Adds every good line of a list as a key, and names the others with the reason.',
  })
  async importKeys(
    @Arg('input', () => ImportKeysInput, { validate: false, description: 'The list.' })
    input: ImportKeysInput,
    @Ctx() { actor, services }: ApiContext,
  ): Promise<ImportKeysPayload> {
    const { keyIds, refused } = await services.keys.importList(actor, input.csv);
    return { imported: keyIds.length, refused };
  }

  @Mutation(() => AssignKeyPayload, {
    description: 'Reserves a key for an employee who has none, and issues its activation code.',
  })
  async assignKey(
    @Arg('input', () => AssignKeyInput, { validate: false, description: 'Which key, and to whom.' })
    input: AssignKeyInput,
    @Ctx() context: ApiContext,
  ): Promise<AssignKeyPayload> {
    const keyId = fromGlobalId('Key', input.keyId);
    const employeeId = fromGlobalId('Employee', input.employeeId);
    await context.services.keys.assign(context.actor, { keyId, employeeId });
    return { key: await keyNow(context, keyId) };
  }

  @Mutation(() => WithdrawKeyPayload, {
    description:
      'Takes a key from its owner. It has to be wiped before anybody can have it, unless it was never linked.',
  })
  async withdrawKey(
    @Arg('input', () => WithdrawKeyInput, { validate: false, description: 'Which key.' })
    input: WithdrawKeyInput,
    @Ctx() context: ApiContext,
  ): Promise<WithdrawKeyPayload> {
    return retire(context, input, 'WITHDRAW');
  }

  @Mutation(() => ReportKeyBrokenPayload, {
    description: 'Takes a broken key from its owner. Should it ever connect again, it is wiped.',
  })
  async reportKeyBroken(
    @Arg('input', () => ReportKeyBrokenInput, { validate: false, description: 'Which key.' })
    input: ReportKeyBrokenInput,
    @Ctx() context: ApiContext,
  ): Promise<ReportKeyBrokenPayload> {
    return retire(context, input, 'REPORT_BROKEN');
  }

  @Mutation(() => MarkKeyCompromisedPayload, {
    description: 'Marks a key as lost or stolen: final. Nothing is delivered to it any more.',
  })
  async markKeyCompromised(
    @Arg('input', () => MarkKeyCompromisedInput, { validate: false, description: 'Which key.' })
    input: MarkKeyCompromisedInput,
    @Ctx() context: ApiContext,
  ): Promise<MarkKeyCompromisedPayload> {
    return { ...(await retire(context, input, 'MARK_COMPROMISED')), notice: TICKETS };
  }

  @Mutation(() => SuspendKeyPayload, {
    description: 'Puts an active key out of use until it is activated again with a new code.',
  })
  async suspendKey(
    @Arg('input', () => SuspendKeyInput, { validate: false, description: 'Which key, and why.' })
    input: SuspendKeyInput,
    @Ctx() context: ApiContext,
  ): Promise<SuspendKeyPayload> {
    const keyId = fromGlobalId('Key', input.keyId);
    await context.services.keys.suspend(context.actor, keyId, input.note);
    return { key: await keyNow(context, keyId) };
  }

  @Mutation(() => UnlockKeyPayload, { description: 'Lets a locked key be activated again, with a new code.' })
  async unlockKey(
    @Arg('input', () => UnlockKeyInput, { validate: false, description: 'Which key.' }) input: UnlockKeyInput,
    @Ctx() context: ApiContext,
  ): Promise<UnlockKeyPayload> {
    const keyId = fromGlobalId('Key', input.keyId);
    await context.services.keys.unlock(context.actor, keyId);
    return { key: await keyNow(context, keyId) };
  }

  @Mutation(() => RenameKeyPayload, { description: 'Calls a key something else.' })
  async renameKey(
    @Arg('input', () => RenameKeyInput, { validate: false, description: 'Which key, and its name.' })
    input: RenameKeyInput,
    @Ctx() context: ApiContext,
  ): Promise<RenameKeyPayload> {
    const keyId = fromGlobalId('Key', input.keyId);
    await context.services.keys.rename(context.actor, keyId, input.name);
    return { key: await keyNow(context, keyId) };
  }

  @Mutation(() => ReissueActivationCodePayload, {
    description:
      'Issues a new activation code in place of the one a key waits for. Attempts and days begin anew.',
  })
  async reissueActivationCode(
    @Arg('input', () => ReissueActivationCodeInput, { validate: false, description: 'Which key.' })
    input: ReissueActivationCodeInput,
    @Ctx() context: ApiContext,
  ): Promise<ReissueActivationCodePayload> {
    const keyId = fromGlobalId('Key', input.keyId);
    await context.services.keys.reissueCode(context.actor, keyId);
    return { key: await keyNow(context, keyId) };
  }

  @Mutation(() => MailActivationCodePayload, {
    description: 'Mails the activation code of a key to its owner.',
  })
  async mailActivationCode(
    @Arg('input', () => MailActivationCodeInput, { validate: false, description: 'Which key.' })
    input: MailActivationCodeInput,
    @Ctx() context: ApiContext,
  ): Promise<MailActivationCodePayload> {
    const keyId = fromGlobalId('Key', input.keyId);
    await context.services.keys.mailCode(context.actor, keyId);
    return { key: await keyNow(context, keyId) };
  }
}

const TICKETS =
  'Kerberos tickets that were issued before stay valid until they expire, as a rule for ten hours. To lock somebody out at once, disable the account in the directory (`disableInDirectory`).';

async function retire(
  context: ApiContext,
  input: WithdrawKeyInput | MarkKeyCompromisedInput,
  trigger: Retirement['trigger'],
): Promise<{ key: ListedKey | null; replacement: ListedKey | null; passwordChanges: PasswordChange[] }> {
  const keyId = fromGlobalId('Key', input.keyId);
  const replacementKeyId = input.replacementKeyId ? fromGlobalId('Key', input.replacementKeyId) : null;
  const changeIds = await context.services.keys.retire(context.actor, {
    keyId,
    trigger,
    passwords: input.passwords ?? null,
    replacementKeyId,
    temporaryPassword: input.temporaryPassword ?? null,
    disablesAccounts: 'disableInDirectory' in input && input.disableInDirectory,
    confirmSerial: input.confirmSerial ?? null,
    note: input.note ?? null,
  });
  const replacement = replacementKeyId === null ? null : await keyNow(context, replacementKeyId);
  const changes = context.loaders.get(entityLoaders.PasswordChange);
  const passwordChanges = await Promise.all(changeIds.map((id) => changes.load(id)));
  return {
    key: await keyNow(context, keyId),
    replacement,
    passwordChanges: passwordChanges.filter((change) => change !== null),
  };
}

/** As in the database. */
async function keyNow({ pool }: ApiContext, id: string): Promise<ListedKey | null> {
  const [key] = await keysById(pool, [id]);
  return key ?? null;
}
