import { ArrayMaxSize, ArrayUnique, IsArray, IsOptional, MaxLength } from 'class-validator';
import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { MailState } from '../../domain/states.js';
import { Mail } from '../../entities/mail.js';
import { ConnectionArgs, connectionType } from '../relay/connection.js';
import { MutationPayload } from '../user-error.js';

export const { Connection: MailConnection } = connectionType(Mail, 'Mail');

@ArgsType()
export class MailsArgs extends ConnectionArgs {
  @Field(() => [MailState], { nullable: true, description: 'Only mails in one of these states.' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(10)
  @ArrayUnique()
  states?: MailState[] | null;
}

@ObjectType('MailDelivery', { description: 'Whether mails leave, and what has not left.' })
export class MailDelivery {
  @Field(() => Boolean, {
    description: 'False when no mail server is set (LATCHKEY_SMTP_URL): then mails are recorded and wait.',
  })
  isConfigured!: boolean;

  @Field(() => Int, { description: 'Mails that wait to be taken by the mail server.' })
  waiting!: number;

  @Field(() => Int, { description: 'Mails the mail server will not take.' })
  refused!: number;

  @Field(() => Date, {
    nullable: true,
    description: 'When the oldest waiting one was recorded; null: none waits.',
  })
  oldestWaitingAt!: Date | null;
}

@InputType('RetryMailInput', { description: 'Which refused mail to send once more.' })
export class RetryMailInput {
  @Field(() => ID, { description: 'Id of the mail.' })
  @MaxLength(200)
  id!: string;
}

@ObjectType('RetryMailPayload', { description: 'The mail waits again.' })
export class RetryMailPayload extends MutationPayload {
  @Field(() => Mail, { nullable: true, description: 'The mail.' })
  mail?: Mail | null;
}
