import { ArrayMaxSize, IsOptional, MaxLength, ValidateNested } from 'class-validator';
import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { PasswordChangeKind, PasswordChangeStage, PasswordVerification } from '../../domain/states.js';
import { Domain } from '../../entities/domain.js';
import { PasswordChange } from '../../entities/password/password-change.js';
import type { ListedChange } from '../../services/password-changes/list-changes.js';
import { connectionType, ConnectionArgs } from '../relay/connection.js';
import { MutationPayload } from '../user-error.js';
import { StreamArgs, StreamEvent } from '../relay/stream.js';

export const { Connection: PasswordChangeConnection } = connectionType<ListedChange>(
  PasswordChange,
  'PasswordChange',
);

const LONGEST_ID = 200;
const MOST_VALUES = 100;
const condition = (description: string) => ({ nullable: true, description });

@InputType('PasswordChangeFilter', {
  description: 'Which changes of passwords. Every condition given must hold.',
})
export class PasswordChangeFilterInput {
  @Field(() => ID, condition('Of this account.'))
  @IsOptional()
  @MaxLength(LONGEST_ID)
  accountId?: string | null;

  @Field(() => ID, condition('Of the accounts of this employee.'))
  @IsOptional()
  @MaxLength(LONGEST_ID)
  employeeId?: string | null;

  @Field(() => ID, condition('That give their password to this key.'))
  @IsOptional()
  @MaxLength(LONGEST_ID)
  keyId?: string | null;

  @Field(() => [PasswordChangeKind], condition('Of one of these kinds.'))
  @IsOptional()
  @ArrayMaxSize(MOST_VALUES)
  kinds?: PasswordChangeKind[] | null;

  @Field(() => [PasswordChangeStage], condition('In one of these stages.'))
  @IsOptional()
  @ArrayMaxSize(MOST_VALUES)
  stages?: PasswordChangeStage[] | null;

  @Field(() => Boolean, condition('True: only those that have not ended. False: only those that have.'))
  @IsOptional()
  open?: boolean | null;
}

@ArgsType()
export class PasswordChangesArgs extends ConnectionArgs {
  @Field(() => PasswordChangeFilterInput, {
    nullable: true,
    description: 'Which changes; all of them without it.',
  })
  @IsOptional()
  @ValidateNested()
  filter?: PasswordChangeFilterInput | null;
}

@ArgsType()
export class PasswordChangeProgressArgs extends StreamArgs {
  @Field(() => ID, { nullable: true, description: 'Watch this change. Give either this or `accountId`.' })
  @IsOptional()
  @MaxLength(LONGEST_ID)
  changeId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Watch every change of this account. Give either this or `changeId`.',
  })
  @IsOptional()
  @MaxLength(LONGEST_ID)
  accountId?: string | null;
}

@ObjectType('PasswordChangeProgressEvent', {
  simpleResolvers: true,
  description: 'Where a change of a password stood at one moment.',
})
export class PasswordChangeProgressEvent extends StreamEvent {
  @Field(() => ID, { description: 'The change.' })
  changeId!: string;

  @Field(() => ID, { description: 'The account whose password it changes.' })
  accountId!: string;

  @Field(() => PasswordChangeKind, { description: 'Why the password is changed.' })
  kind!: PasswordChangeKind;

  @Field(() => PasswordChangeStage, { description: 'How far it was.' })
  stage!: PasswordChangeStage;

  @Field(() => Int, { description: 'How often a step of it had been tried and had not succeeded.' })
  attempts!: number;

  @Field(() => String, { nullable: true, description: 'The error code of the last failure; null: none.' })
  lastErrorCode!: string | null;

  @Field(() => String, { nullable: true, description: 'What went wrong last, in words; null: nothing.' })
  lastError!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why somebody has to look at it; null: nobody has to.',
  })
  attention!: string | null;

  @Field(() => PasswordVerification, {
    nullable: true,
    description:
      'Where only the key was given it: whether the directory was seen to have the same. UNVERIFIED also where it was set within the last hour, for which a directory takes the one before as well. Null: not yet, or it is no such change.',
  })
  verification!: PasswordVerification | null;
}

@InputType('ResumePasswordChangesInput', { description: 'Of which domain.' })
export class ResumePasswordChangesInput {
  @Field(() => ID, { description: 'Id of the domain.' })
  domainId!: string;
}

@ObjectType('ResumePasswordChangesPayload', {
  description: 'The domain, with its first passwords going on.',
})
export class ResumePasswordChangesPayload extends MutationPayload {
  @Field(() => Domain, { nullable: true, description: 'The domain as it is now.' })
  domain?: Domain;
}
