import { defineEntity, p } from '@mikro-orm/core';
import { Field, Int, ObjectType } from 'type-graphql';
import { KeyTaskKind, KeyTaskState } from '../../domain/states.js';
import { createdAtColumn, idColumn, momentColumn } from '../columns.js';
import { DomainAccount } from '../domain-account.js';
import { Node } from '../node.js';
import { PasswordChange } from '../password/password-change.js';
import { Key } from './key.js';

const KeyTaskSchema = defineEntity({
  name: 'KeyTask',
  tableName: 'key_task',
  properties: {
    id: idColumn(),
    key: () => p.manyToOne(Key).mapToPk().deleteRule('cascade'),
    kind: p.enum(Object.values(KeyTaskKind)),
    state: p.enum(Object.values(KeyTaskState)).default(KeyTaskState.PENDING),
    /** The account it is about; null for what is about the whole key. */
    account: () => p.manyToOne(DomainAccount).mapToPk().nullable().deleteRule('set null').index(),
    /** The change it is a step of, if it is one of a change. */
    change: () => p.manyToOne(PasswordChange).mapToPk().nullable().deleteRule('set null').index(),
    /** Which password a COMMIT or DISCARD is about. */
    write: p.bigint('bigint').nullable().hidden(),
    /** What is sealed to the key, until the task ends. */
    sealed: p.blob().nullable().hidden(),
    /** The signed envelope, the same bytes however often it is delivered, until the task ends. */
    envelope: p.blob().nullable().hidden(),
    /** Number of its envelope; null until one is made, when it is delivered. */
    sequence: p.bigint('bigint').strictNullable().hidden(),
    attempts: p.integer().default(0),
    lastError: p.text().strictNullable(),
    /** Whoever caused it, as the audit names them. */
    wantedBy: p.text(),
    createdAt: createdAtColumn(),
    deliveredAt: momentColumn().strictNullable(),
    endedAt: momentColumn().strictNullable(),
  },
});

type KeyTaskRow = InstanceType<typeof KeyTaskSchema.class>;

/** One instruction for a key, carried out when it is next connected. */
@ObjectType('KeyTask', {
  implements: Node,
  simpleResolvers: true,
  description: 'One thing a key is told to do, when it is next connected.',
})
export class KeyTask extends KeyTaskSchema.class {
  @Field(() => KeyTaskKind, { description: 'What it is told.' })
  declare kind: KeyTaskKind;

  @Field(() => KeyTaskState, { description: 'How far it is.' })
  declare state: KeyTaskRow['state'];

  @Field(() => Int, { description: 'How often it was delivered.' })
  declare attempts: KeyTaskRow['attempts'];

  @Field(() => String, {
    nullable: true,
    description: 'Why it was refused or not delivered; null: it was not.',
  })
  declare lastError: string | null;

  @Field(() => String, { description: 'Who wanted it.' })
  declare wantedBy: string;

  @Field(() => Date, { description: 'When it was wanted.' })
  declare createdAt: KeyTaskRow['createdAt'];

  @Field(() => Date, { nullable: true, description: 'When it was last delivered; null: not yet.' })
  declare deliveredAt: Date | null;

  @Field(() => Date, {
    nullable: true,
    description: 'When it was done, refused or cancelled; null: not yet.',
  })
  declare endedAt: Date | null;
}
KeyTaskSchema.setClass(KeyTask);
