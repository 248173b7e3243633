import { defineEntity, p } from '@mikro-orm/core';
import { Field, Int, ObjectType } from 'type-graphql';
import {
  ActorKind,
  PasswordChangeIntent,
  PasswordChangeKind,
  PasswordChangeOrder,
  PasswordChangeStage,
  PasswordChangeUndo,
  PasswordVerification,
} from '../../domain/states.js';
import { createdAtColumn, idColumn, momentColumn } from '../columns.js';
import { DomainAccount } from '../domain-account.js';
import { Key } from '../key/key.js';
import { Node } from '../node.js';

const PasswordChangeSchema = defineEntity({
  name: 'PasswordChange',
  tableName: 'password_change',
  properties: {
    id: idColumn(),
    account: () => p.manyToOne(DomainAccount).mapToPk().deleteRule('cascade').index(),
    kind: p.enum(Object.values(PasswordChangeKind)),
    /** Chosen when it is wanted; as long as it has claimed nothing, somebody may choose another one. */
    changeOrder: p.enum(Object.values(PasswordChangeOrder)),
    /** The rotation it is a part of; null: it is none's. */
    rotationId: p.uuid().strictNullable().hidden().index(),
    /** From when on a rotation changes it outside of the window too; null: it is none's. */
    overdueAt: momentColumn().strictNullable().hidden(),
    stage: p.enum(Object.values(PasswordChangeStage)).default(PasswordChangeStage.QUEUED),
    /** The key that gets the password; null where none has a part in it, or it is gone. */
    key: () => p.manyToOne(Key).mapToPk().strictNullable().deleteRule('set null').index(),
    wantedByKind: p.enum(Object.values(ActorKind)),
    wantedById: p.text().strictNullable(),
    wantedBy: p.text(),
    /** Counts what was committed about this change: whoever has read another number writes nothing. */
    revision: p.integer().default(0).hidden(),
    /** The account's claim number under which it writes; null before it has claimed the account. */
    claim: p.bigint('bigint').strictNullable().hidden(),
    /** At most one change of an account does: a unique index decides. */
    holdsClaim: p.boolean().default(false).hidden(),
    intent: p.enum(Object.values(PasswordChangeIntent)).strictNullable().hidden(),
    undo: p.enum(Object.values(PasswordChangeUndo)).default(PasswordChangeUndo.NOTHING).hidden(),
    /** Which password on the key is this change's: the number of the envelope that brought it, once acknowledged. */
    write: p.bigint('bigint').strictNullable().hidden(),
    /** How many passwords were generated for it; more than one after a policy refused. */
    generations: p.integer().default(0).hidden(),
    /** Characters of the last one. */
    passwordLength: p.integer().strictNullable().hidden(),
    /** The controller that was written to, or is about to be. */
    controllerAddress: p.text().strictNullable(),
    controllerInvocationId: p.uuid().strictNullable().hidden(),
    /** `pwdLastSet` there, in 100-nanosecond ticks, before the first reset and after the last one that was accepted. */
    ticksBefore: p.bigint('bigint').strictNullable().hidden(),
    ticksAfter: p.bigint('bigint').strictNullable().hidden(),
    /** When a reset may last have left for a controller; null: none has that was not refused. */
    sentAt: momentColumn().strictNullable().hidden(),
    /**
     * Controllers besides the named one that may have taken a reset and have not said so: address, invocationId and
     * `pwdLastSet` there before it, with spaces between.
     */
    doubts: p.array().defaultRaw(`'{}'`).hidden(),
    /** When one last said that it has taken it. */
    acceptedAt: momentColumn().strictNullable(),
    /** Resets that were accepted. */
    resets: p.integer().default(0).hidden(),
    attempts: p.integer().default(0),
    lastErrorCode: p.text().strictNullable(),
    lastError: p.text().strictNullable(),
    nextAttemptAt: momentColumn().strictNullable(),
    /** Why somebody has to look at it, though the password is where it belongs. */
    attention: p.text().strictNullable(),
    /** Until when the directory has locked the account; null: it has not, or until somebody unlocks it. */
    lockedUntil: momentColumn().strictNullable(),
    /** Somebody typed the password: when its copy is gone nobody can make it anew. */
    isTyped: p.boolean().default(false).hidden(),
    /** A password for the key alone is taken as it was typed, and not tried at the directory. */
    insists: p.boolean().default(false).hidden(),
    /** Once it is over, no key gets a password of the account by itself. */
    keepsOffKey: p.boolean().default(false).hidden(),
    /** When a password that a person gave was last sent to the directory without being found right: it may have been a strike. */
    struckAt: momentColumn().strictNullable().hidden(),
    /** Of a change for the key alone, once it is over; null for every other one. */
    verification: p.enum(Object.values(PasswordVerification)).strictNullable(),
    /** The account is disabled in the directory once its password is changed. */
    disablesAccount: p.boolean().default(false),
    createdAt: createdAtColumn(),
    updatedAt: createdAtColumn(),
    endedAt: momentColumn().strictNullable(),
  },
});

type PasswordChangeRow = InstanceType<typeof PasswordChangeSchema.class>;

/** One change of the password of one account, whoever started it. */
@ObjectType('PasswordChange', {
  implements: Node,
  simpleResolvers: true,
  description: 'One change of the password of one account. The password itself is nowhere in it.',
})
export class PasswordChange extends PasswordChangeSchema.class {
  @Field(() => PasswordChangeKind, { description: 'Why the password is changed.' })
  declare kind: PasswordChangeKind;

  @Field(() => PasswordChangeOrder, { description: 'In which order the key and the directory get it.' })
  declare changeOrder: PasswordChangeOrder;

  @Field(() => PasswordChangeStage, { description: 'How far it is.' })
  declare stage: PasswordChangeRow['stage'];

  @Field(() => String, { description: 'Who wanted it.' })
  declare wantedBy: string;

  @Field(() => String, {
    nullable: true,
    description: 'The controller that was written to, or is about to be; null: none yet.',
  })
  declare controllerAddress: string | null;

  @Field(() => Date, {
    nullable: true,
    description: 'When a controller last said that it has taken the password; null: none has.',
  })
  declare acceptedAt: Date | null;

  @Field(() => Int, { description: 'How often a step of it was tried and did not succeed.' })
  declare attempts: PasswordChangeRow['attempts'];

  @Field(() => String, { nullable: true, description: 'The error code of the last failure; null: none.' })
  declare lastErrorCode: string | null;

  @Field(() => String, { nullable: true, description: 'What went wrong last, in words; null: nothing.' })
  declare lastError: string | null;

  @Field(() => Date, { nullable: true, description: 'When it is tried again by itself; null: it is not.' })
  declare nextAttemptAt: Date | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Why somebody has to look at it though the password is where it belongs; null: nobody has to.',
  })
  declare attention: string | null;

  @Field(() => Date, {
    nullable: true,
    description:
      'Until when the directory has locked the account after wrong passwords; null: it is not locked, or only an administrator unlocks it.',
  })
  declare lockedUntil: Date | null;

  @Field(() => PasswordVerification, {
    nullable: true,
    description:
      'Where only the key was given it: whether the directory was seen to have the same; null: not yet, or it is no such change.',
  })
  declare verification: PasswordVerification | null;

  @Field(() => Boolean, { description: 'Whether the account is disabled in the directory afterwards.' })
  declare disablesAccount: PasswordChangeRow['disablesAccount'];

  @Field(() => Date, { description: 'When it was wanted.' })
  declare createdAt: PasswordChangeRow['createdAt'];

  @Field(() => Date, { description: 'When it last went on, or was last tried.' })
  declare updatedAt: PasswordChangeRow['updatedAt'];

  @Field(() => Date, { nullable: true, description: 'When it ended; null: it has not.' })
  declare endedAt: Date | null;
}
PasswordChangeSchema.setClass(PasswordChange);
