import { MaxLength } from 'class-validator';
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { MutationPayload } from '../../user-error.js';
import { PasswordScalar } from '../password-scalar.js';

const LONGEST_TEXT = 300;
/** Base64 of the longest message of the protocol of keys. */
const LONGEST_MESSAGE = 2_740;

@InputType()
abstract class OwnAccountInput {
  @Field(() => String, { description: 'Serial of the person’s key, which is connected to this workstation.' })
  @MaxLength(LONGEST_TEXT)
  keySerial!: string;

  @Field(() => ID, { description: 'Id of an account of the person.' })
  @MaxLength(LONGEST_TEXT)
  accountId!: string;
}

@InputType('ChangePasswordOnKeyInput', { description: 'What the key is to have for an account.' })
export class ChangePasswordOnKeyInput extends OwnAccountInput {
  @Field(() => PasswordScalar, {
    description: 'The password that the directory has, as the person typed it.',
  })
  newPassword!: string;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Take it without trying it at the directory. The change then says UNVERIFIED.',
  })
  insist!: boolean;
}

@InputType('ChangePasswordInDirectoryAndKeyInput', { description: 'The old password, and the new one.' })
export class ChangePasswordInDirectoryAndKeyInput extends OwnAccountInput {
  @Field(() => PasswordScalar, {
    nullable: true,
    description: 'The present password, as the person typed it. Give either this or `sealedOldPassword`.',
  })
  oldPassword?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The present password, read from the key and sealed to the server identity that the key obeys, in base64 (docs/key-protocol.md).',
  })
  @MaxLength(LONGEST_MESSAGE)
  sealedOldPassword?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'With `sealedOldPassword`: the challenge of `keyChallenge` whose nonce is in it.',
  })
  @MaxLength(LONGEST_TEXT)
  challenge?: string | null;

  @Field(() => PasswordScalar, {
    nullable: true,
    description: 'The new password, as the person typed it; without it one is generated that nobody knows.',
  })
  newPassword?: string | null;
}

@ObjectType()
abstract class OwnChangePayload extends MutationPayload {
  @Field(() => ID, {
    nullable: true,
    description: 'The change, which goes on by itself: watch it with `passwordChangeProgress`.',
  })
  passwordChangeId?: string;
}

@ObjectType('ChangePasswordOnKeyPayload', { description: 'The change of what the key has.' })
export class ChangePasswordOnKeyPayload extends OwnChangePayload {}

@ObjectType('ChangePasswordInDirectoryAndKeyPayload', { description: 'The change of the password.' })
export class ChangePasswordInDirectoryAndKeyPayload extends OwnChangePayload {}
