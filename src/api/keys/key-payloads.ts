import { Field, Int, ObjectType } from 'type-graphql';
import { AuditEvent } from '../../entities/audit-event.js';
import { KeyTask } from '../../entities/key/key-task.js';
import { Key } from '../../entities/key/key.js';
import { PasswordChange } from '../../entities/password/password-change.js';
import type { ListedKey } from '../../services/keys/lists/list-keys.js';
import type { KeyHistoryEvent, ListedKeyTask } from '../../services/keys/lists/of-keys.js';
import { ErrorCode } from '../error-codes.js';
import { connectionType } from '../relay/connection.js';
import { MutationPayload } from '../user-error.js';

export const { Connection: KeyConnection } = connectionType<ListedKey>(Key, 'Key');
export const { Connection: KeyTaskConnection } = connectionType<ListedKeyTask>(KeyTask, 'KeyTask');
export const { Connection: KeyHistoryConnection } = connectionType<KeyHistoryEvent>(AuditEvent, 'KeyHistory');

/** What the payload of nearly every mutation of keys holds. */
@ObjectType()
abstract class KeyPayload extends MutationPayload {
  @Field(() => Key, { nullable: true, description: 'The key as it is now.' })
  key?: ListedKey | null;
}

@ObjectType('ImportKeyPayload', { description: 'The new key.' })
export class ImportKeyPayload extends KeyPayload {}

@ObjectType('RefusedKeyLine', { description: 'A line of a list that no key was made of.' })
export class RefusedKeyLine {
  @Field(() => Int, { description: 'Its number; the line that names the columns is 1.' })
  line!: number;

  @Field(() => ErrorCode, { description: 'What is wrong, for programs.' })
  code!: ErrorCode;

  @Field(() => String, { description: 'What is wrong, for people.' })
  message!: string;
}

@ObjectType('ImportKeysPayload', { description: 'What became of each line of the list.' })
export class ImportKeysPayload extends MutationPayload {
  @Field(() => Int, { nullable: true, description: 'How many keys were added.' })
  imported?: number;

  @Field(() => [RefusedKeyLine], {
    nullable: true,
    description: 'Lines that were left out, in their order, each with the reason. The others were taken.',
  })
  refused?: readonly RefusedKeyLine[];
}

@ObjectType('AssignKeyPayload', { description: 'The reserved key.' })
export class AssignKeyPayload extends KeyPayload {}

/** A key that has left its owner, and the one in its place. */
@ObjectType()
abstract class LeavingKeyPayload extends KeyPayload {
  @Field(() => Key, {
    nullable: true,
    description: 'The key that was assigned in its place; null: none was.',
  })
  replacement?: ListedKey | null;

  @Field(() => [PasswordChange], {
    nullable: true,
    description: 'Changes of passwords that this began, the most urgent first.',
  })
  passwordChanges?: readonly PasswordChange[];
}

@ObjectType('WithdrawKeyPayload', { description: 'The withdrawn key.' })
export class WithdrawKeyPayload extends LeavingKeyPayload {}

@ObjectType('ReportKeyBrokenPayload', { description: 'The broken key.' })
export class ReportKeyBrokenPayload extends LeavingKeyPayload {}

@ObjectType('MarkKeyCompromisedPayload', { description: 'The lost or stolen key.' })
export class MarkKeyCompromisedPayload extends LeavingKeyPayload {
  @Field(() => String, {
    nullable: true,
    description: 'What replacing the passwords does not put an end to.',
  })
  notice?: string;
}

@ObjectType('SuspendKeyPayload', { description: 'The suspended key.' })
export class SuspendKeyPayload extends KeyPayload {}

@ObjectType('UnlockKeyPayload', { description: 'The unlocked key, which waits for its new code.' })
export class UnlockKeyPayload extends KeyPayload {}

@ObjectType('RenameKeyPayload', { description: 'The renamed key.' })
export class RenameKeyPayload extends KeyPayload {}

@ObjectType('ReissueActivationCodePayload', { description: 'The key, which waits for its new code.' })
export class ReissueActivationCodePayload extends KeyPayload {}

@ObjectType('MailActivationCodePayload', { description: 'The key; the mail is on its way.' })
export class MailActivationCodePayload extends KeyPayload {}

@ObjectType('ActivationCode', {
  description: 'An activation code, shown. That somebody looked is in the audit.',
})
export class ActivationCode {
  @Field(() => String, { description: 'Eight digits.' })
  code!: string;

  @Field(() => Date, { description: 'Until when it can be used.' })
  expiresAt!: Date;

  @Field(() => Int, { description: 'How many attempts are left.' })
  attemptsLeft!: number;
}
