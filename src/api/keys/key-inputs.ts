import { PasswordScalar } from '../password-changes/password-scalar.js';
import { ArrayMaxSize, IsOptional, Min, ValidateNested } from 'class-validator';
import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';
import { KeyStatus, PasswordsAfterKey } from '../../domain/states.js';
import { ConnectionArgs } from '../relay/connection.js';

const condition = (description: string) => ({ nullable: true, description });
const MOST_VALUES = 100;

@InputType('KeyFilter', { description: 'Which keys. Every condition given must hold.' })
export class KeyFilterInput {
  @Field(() => [KeyStatus], condition('Of which one of these is wanted.'))
  @IsOptional()
  @ArrayMaxSize(MOST_VALUES)
  statuses?: KeyStatus[] | null;

  @Field(() => [ID], condition('Of one of these employees; those they had and that were not wiped too.'))
  @IsOptional()
  @ArrayMaxSize(MOST_VALUES)
  ownerIds?: string[] | null;

  @Field(
    () => Boolean,
    condition('True: only those that said that less than a fifth of their battery is left.'),
  )
  @IsOptional()
  lowBattery?: boolean | null;

  @Field(
    () => Boolean,
    condition('True: only those that have not confirmed their status. False: only those that have.'),
  )
  @IsOptional()
  unconfirmed?: boolean | null;
}

@ArgsType()
export class KeysArgs extends ConnectionArgs {
  @Field(() => KeyFilterInput, { nullable: true, description: 'Which keys; all of them without it.' })
  @IsOptional()
  @ValidateNested()
  filter?: KeyFilterInput | null;

  @Field(() => String, {
    nullable: true,
    description: 'Words that must all occur in serial or name. At most 10 words and 200 characters.',
  })
  @IsOptional()
  search?: string | null;
}

@ArgsType()
export class KeyEventsArgs {
  @Field(() => Int, {
    nullable: true,
    description:
      'The last sequence number seen: delivery goes on with the next, nothing is missed. Without it: from now on.',
  })
  @IsOptional()
  @Min(0)
  after?: number | null;
}

// What each value takes is checked in one place for all callers, src/domain/key/key-input.ts.

@InputType('ImportKeyInput', { description: 'A key that nobody has.' })
export class ImportKeyInput {
  @Field(() => String, {
    description:
      'What is printed on it: 3 to 64 letters, digits, dots, dashes, colons and underscores, in any case.',
  })
  serial!: string;

  @Field(() => String, {
    description: 'Its identity: the 32 bytes of an Ed25519 public key, in hexadecimal or base64.',
  })
  publicKey!: string;

  @Field(() => String, { nullable: true, description: 'Version of its firmware, at most 50 characters.' })
  firmware?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What lists call it, at most 100 characters; its serial without it.',
  })
  name?: string | null;
}

@InputType('ImportKeysInput', { description: 'A list of keys.' })
export class ImportKeysInput {
  @Field(() => String, {
    description:
      'A table as text, as spreadsheets save it: the first line names the columns (`serial`, `publicKey`, and if wanted `firmware`, `name`), each other line is a key. At most 1,000 keys and 200,000 characters.',
  })
  csv!: string;
}

@InputType('AssignKeyInput', { description: 'Which key goes to whom.' })
export class AssignKeyInput {
  @Field(() => ID, { description: 'Id of a key that is READY.' })
  keyId!: string;

  @Field(() => ID, { description: 'Id of an employee who has no key.' })
  employeeId!: string;
}

@InputType()
abstract class LeavingKeyInput {
  @Field(() => ID, { description: 'Id of the key.' })
  keyId!: string;

  @Field(() => PasswordsAfterKey, {
    nullable: true,
    description:
      'What becomes of the passwords that only this key holds. Needed when there are any: without it, it is refused.',
  })
  passwords?: PasswordsAfterKey | null;

  @Field(() => ID, {
    nullable: true,
    description: 'With REPLACEMENT: the key that is READY and takes the place of this one.',
  })
  replacementKeyId?: string | null;

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

  @Field(() => String, { nullable: true, description: 'Why, at most 500 characters.' })
  note?: string | null;
}

@InputType('WithdrawKeyInput', { description: 'Which key to take from its owner.' })
export class WithdrawKeyInput extends LeavingKeyInput {}

@InputType('ReportKeyBrokenInput', { description: 'Which key is broken.' })
export class ReportKeyBrokenInput extends LeavingKeyInput {}

@InputType('MarkKeyCompromisedInput', { description: 'Which key is lost or stolen.' })
export class MarkKeyCompromisedInput {
  @Field(() => ID, { description: 'Id of the key.' })
  keyId!: string;

  @Field(() => String, { description: 'The serial of the key, typed once more: this is final.' })
  confirmSerial!: string;

  @Field(() => PasswordsAfterKey, {
    nullable: true,
    description:
      'What becomes of the passwords that only this key holds. Needed when there are any: without it, it is refused.',
  })
  passwords?: PasswordsAfterKey | null;

  @Field(() => ID, {
    nullable: true,
    description: 'With REPLACEMENT: the key that is READY and takes the place of this one.',
  })
  replacementKeyId?: string | null;

  @Field(() => PasswordScalar, {
    nullable: true,
    description: 'With HAND_BACK: what the owner types when they next log on, and must change then.',
  })
  temporaryPassword?: string | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Disable the accounts in the directory once their passwords are replaced.',
  })
  disableInDirectory!: boolean;

  @Field(() => String, { nullable: true, description: 'What happened, at most 500 characters.' })
  note?: string | null;
}

@InputType('SuspendKeyInput', { description: 'Which key to put out of use, and why.' })
export class SuspendKeyInput {
  @Field(() => ID, { description: 'Id of a key that is ACTIVE.' })
  keyId!: string;

  @Field(() => String, { description: 'Why, at most 500 characters.' })
  note!: string;
}

@InputType('UnlockKeyInput', { description: 'Which key to unlock.' })
export class UnlockKeyInput {
  @Field(() => ID, { description: 'Id of a key that is LOCKED.' })
  keyId!: string;
}

@InputType('RenameKeyInput', { description: 'What a key is to be called.' })
export class RenameKeyInput {
  @Field(() => ID, { description: 'Id of the key.' })
  keyId!: string;

  @Field(() => String, { description: 'The name, at most 100 characters.' })
  name!: string;
}

@InputType('ReissueActivationCodeInput', { description: 'Which key gets a new code.' })
export class ReissueActivationCodeInput {
  @Field(() => ID, { description: 'Id of a key that is RESERVED or SUSPENDED.' })
  keyId!: string;
}

@InputType('MailActivationCodeInput', { description: 'Whose code to mail.' })
export class MailActivationCodeInput {
  @Field(() => ID, { description: 'Id of a key that waits for its code.' })
  keyId!: string;
}
