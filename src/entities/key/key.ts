import { defineEntity, p } from '@mikro-orm/core';
import { Field, Int, ObjectType } from 'type-graphql';
import { KeyReason, KeyStatus } from '../../domain/states.js';
import { createdAtColumn, idColumn, momentColumn } from '../columns.js';
import { Employee } from '../employee.js';
import { Node } from '../node.js';

const KeySchema = defineEntity({
  name: 'Key',
  tableName: 'key',
  properties: {
    id: idColumn(),
    /** In upper case. */
    serial: p.text().unique(),
    name: p.text(),
    /** Its identity: 32 bytes of Ed25519. */
    publicKey: p.blob().unique(),
    firmware: p.text().strictNullable(),
    /** What is wanted of it. */
    status: p.enum(Object.values(KeyStatus)),
    /** What it has confirmed last; where it has nothing to do with a change, that change counts as confirmed. */
    confirmedStatus: p.enum(Object.values(KeyStatus)),
    reason: p.enum(Object.values(KeyReason)).strictNullable(),
    note: p.text().strictNullable(),
    /** Stays with a key that was withdrawn until that has proved that it was wiped. */
    owner: () => p.manyToOne(Employee).mapToPk().nullable().deleteRule('set null').index(),
    /** What was acted upon; where it is not what the owner is, the key has yet to follow. */
    ownerDeactivated: p.boolean().default(false),
    /** When it acknowledged its link; null: it is not linked. */
    linkedAt: momentColumn().strictNullable(),
    compromisedAt: momentColumn().strictNullable(),
    batteryPercent: p.integer().strictNullable(),
    batteryReportedAt: momentColumn().strictNullable(),
    /** Attempts with the present activation code that were counted. */
    codeAttempts: p.integer().default(0),
    /** The number of its next envelope. Never goes back, not even when the key is wiped. */
    nextSequence: p.bigint('bigint').defaultRaw('1').hidden(),
    /** The highest last sequence number it has ever shown: what shows a lower one is out of order. */
    newestSequence: p.bigint('bigint').defaultRaw('0').hidden(),
    /** Serial and name in lower case: what search looks in. */
    searchText: p.text().hidden(),
    createdAt: createdAtColumn(),
    updatedAt: createdAtColumn(),
  },
});

type KeyRow = InstanceType<typeof KeySchema.class>;

/** A hardware security key. */
@ObjectType('Key', {
  implements: Node,
  simpleResolvers: true,
  description: 'A hardware security key, which holds the passwords of its owner.',
})
export class Key extends KeySchema.class {
  @Field(() => String, { description: 'What is printed on it. No two keys share one.' })
  declare serial: string;

  @Field(() => String, { description: 'What it is called in lists; its serial unless somebody renamed it.' })
  declare name: string;

  @Field(() => String, { nullable: true, description: 'Version of its firmware; null: unknown.' })
  declare firmware: string | null;

  @Field(() => KeyStatus, { description: 'What is wanted of it.' })
  declare status: KeyStatus;

  @Field(() => KeyStatus, {
    description: 'What it has confirmed last. A status it has no part in counts as confirmed.',
  })
  declare confirmedStatus: KeyStatus;

  @Field(() => KeyReason, { nullable: true, description: 'Why it has its status, where that says more.' })
  declare reason: KeyReason | null;

  @Field(() => String, { nullable: true, description: 'What somebody noted about its status.' })
  declare note: string | null;

  @Field(() => Date, { nullable: true, description: 'When it was linked to this server; null: it is not.' })
  declare linkedAt: Date | null;

  @Field(() => Date, {
    nullable: true,
    description: 'When it was reported lost or stolen; null: it was not.',
  })
  declare compromisedAt: Date | null;

  @Field(() => Int, { nullable: true, description: 'What is left in its battery; null: it has not said.' })
  declare batteryPercent: number | null;

  @Field(() => Date, { nullable: true, description: 'When it last said what is left; null: never.' })
  declare batteryReportedAt: Date | null;

  @Field(() => Date, { description: 'When it was imported.' })
  declare createdAt: KeyRow['createdAt'];

  @Field(() => Date, { description: 'When it last changed.' })
  declare updatedAt: KeyRow['updatedAt'];
}
KeySchema.setClass(Key);
