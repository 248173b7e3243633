import { ArrayMaxSize } from 'class-validator';
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { PasswordAfterRemoval } from '../../../domain/states.js';
import { DomainAccount } from '../../../entities/domain-account.js';
import { PasswordChange } from '../../../entities/password/password-change.js';
import type { ListedAccount } from '../../../services/employees/list-accounts.js';
import type { ListedChange } from '../../../services/password-changes/list-changes.js';
import { MutationPayload, UserError } from '../../user-error.js';
import { PasswordScalar } from '../password-scalar.js';

const MOST_ACCOUNTS = 100;

@InputType()
abstract class NewPasswordsInput {
  @Field(() => [ID], { description: 'Ids of accounts, at most 100. Each has a result of its own.' })
  @ArrayMaxSize(MOST_ACCOUNTS)
  accountIds!: string[];

  @Field(() => Boolean, {
    defaultValue: false,
    description:
      'Set it in the directory also where the key is away. Its owner cannot log on until the key is connected: without this, it is refused with KEY_NOT_CONNECTED.',
  })
  evenIfKeyIsAway!: boolean;

  @Field(() => ID, {
    nullable: true,
    description:
      'A key that is READY: it is assigned to the owner of the accounts, and waits for its activation code.',
  })
  assignKeyId?: string | null;
}

@InputType('SetPasswordInput', { description: 'Which password, for which accounts.' })
export class SetPasswordInput extends NewPasswordsInput {
  @Field(() => PasswordScalar, {
    description:
      'The new password. It has to follow the policy of each account, and is due to be rotated as soon as the key has it.',
  })
  password!: string;
}

@InputType('GeneratePasswordInput', { description: 'For which accounts.' })
export class GeneratePasswordInput extends NewPasswordsInput {}

@ObjectType('AccountPasswordResult', { simpleResolvers: true, description: 'What became of one account.' })
export class AccountPasswordResult {
  @Field(() => ID, { description: 'The account.' })
  accountId!: string;

  @Field(() => PasswordChange, {
    nullable: true,
    description:
      'The change, which goes on by itself: watch it with `passwordChangeProgress`. Null where there is none.',
  })
  passwordChange!: ListedChange | null;

  @Field(() => [UserError], { description: 'Why there is none; empty where there is one.' })
  userErrors!: readonly UserError[];
}

@ObjectType()
abstract class NewPasswordsPayload extends MutationPayload {
  @Field(() => [AccountPasswordResult], {
    nullable: true,
    description: 'One for each account, in the order in which they were named.',
  })
  results?: AccountPasswordResult[];
}

@ObjectType('SetPasswordPayload', { description: 'What became of each account.' })
export class SetPasswordPayload extends NewPasswordsPayload {}

@ObjectType('GeneratePasswordPayload', { description: 'What became of each account.' })
export class GeneratePasswordPayload extends NewPasswordsPayload {}

@InputType('AddAccountWithoutPasswordInput', { description: 'Which account.' })
export class AddAccountWithoutPasswordInput {
  @Field(() => ID, { description: 'Id of an account whose password no key holds.' })
  accountId!: string;
}

@ObjectType('AddAccountWithoutPasswordPayload', {
  description: 'The account, which its owner’s key is to hold.',
})
export class AddAccountWithoutPasswordPayload extends MutationPayload {
  @Field(() => DomainAccount, { nullable: true, description: 'The account as it is now.' })
  account?: ListedAccount | null;
}

@InputType('RemoveAccountFromKeyInput', { description: 'Which account, and what becomes of its password.' })
export class RemoveAccountFromKeyInput {
  @Field(() => ID, { description: 'Id of the account that the key is to forget.' })
  accountId!: string;

  @Field(() => PasswordAfterRemoval, {
    nullable: true,
    description: 'What becomes of the password. Needed where the key holds it: without it, it is refused.',
  })
  password?: PasswordAfterRemoval | null;

  @Field(() => PasswordScalar, {
    nullable: true,
    description: 'With HAND_BACK: what the owner types when they next log on, and must change then.',
  })
  temporaryPassword?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'With LEAVE_WITHOUT_PASSWORD: the serial of the key, typed once more.',
  })
  confirmSerial?: string | null;
}

@ObjectType('RemoveAccountFromKeyPayload', { description: 'The account, which no key holds any more.' })
export class RemoveAccountFromKeyPayload extends MutationPayload {
  @Field(() => DomainAccount, { nullable: true, description: 'The account as it is now.' })
  account?: ListedAccount | null;

  @Field(() => PasswordChange, {
    nullable: true,
    description: 'With HAND_BACK: the change that sets the temporary password.',
  })
  passwordChange?: ListedChange | null;
}
