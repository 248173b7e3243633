import { defineEntity, p } from '@mikro-orm/core';
import { Field, Int, ObjectType } from 'type-graphql';
import { MailState } from '../domain/states.js';
import { createdAtColumn, idColumn, momentColumn } from './columns.js';
import { Node } from './node.js';

const MailSchema = defineEntity({
  name: 'Mail',
  tableName: 'mail',
  properties: {
    id: idColumn(),
    /** What it is about, for example `sync-failed/<run>`: one mail a recipient, however often it is recorded. */
    cause: p.text(),
    recipient: p.text(),
    /** Which text, written when it is delivered. */
    template: p.text(),
    /** What the text needs to know. Never a secret. */
    parameters: p.json<Record<string, unknown>>(),
    state: p.enum(Object.values(MailState)).default(MailState.WAITING),
    /** Given before the first attempt and kept, so that a repeated mail is known as the same one. */
    messageId: p.text().strictNullable(),
    attempts: p.integer().default(0),
    lastError: p.text().strictNullable(),
    createdAt: createdAtColumn(),
    lastAttemptAt: momentColumn().strictNullable(),
    sentAt: momentColumn().strictNullable(),
  },
  uniques: [{ name: 'mail_of_cause', properties: ['cause', 'recipient'] }],
});

type MailFields = InstanceType<typeof MailSchema.class>;

/** One mail to one recipient, recorded with what caused it and delivered afterwards. */
@ObjectType('Mail', {
  implements: Node,
  simpleResolvers: true,
  description: 'One mail to one recipient: recorded together with what caused it, delivered afterwards.',
})
export class Mail extends MailSchema.class {
  @Field(() => String, { description: 'What caused it, for example `sync-failed/` and the run.' })
  declare cause: string;

  @Field(() => String, { description: 'The address it goes to.' })
  declare recipient: string;

  @Field(() => MailState, { description: 'How far its delivery is.' })
  declare state: MailFields['state'];

  @Field(() => Int, { description: 'How often the mail server was asked to take it.' })
  declare attempts: MailFields['attempts'];

  @Field(() => String, {
    nullable: true,
    description: 'Why the last attempt failed, in the words of the mail server; null when none has failed.',
  })
  declare lastError: string | null;

  @Field(() => Date, { description: 'When it was recorded.' })
  declare createdAt: MailFields['createdAt'];

  @Field(() => Date, { nullable: true, description: 'When it was last tried; null: not yet.' })
  declare lastAttemptAt: Date | null;

  @Field(() => Date, { nullable: true, description: 'When the mail server took it; null: not yet.' })
  declare sentAt: Date | null;
}
MailSchema.setClass(Mail);
