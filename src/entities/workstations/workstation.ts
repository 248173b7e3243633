import { defineEntity, p } from '@mikro-orm/core';
import { Field, ObjectType } from 'type-graphql';
import { WorkstationState } from '../../domain/states.js';
import { createdAtColumn, idColumn, momentColumn } from '../columns.js';
import { Node } from '../node.js';
import { EnrolmentToken } from './enrolment-token.js';

const WorkstationSchema = defineEntity({
  name: 'Workstation',
  tableName: 'workstation',
  properties: {
    id: idColumn(),
    /** Its Ed25519 key, 32 bytes. This is who it is; everything else it only says about itself. */
    publicKey: p.blob().unique().hidden(),
    machineName: p.text(),
    joinedDomain: p.text().strictNullable(),
    operatingSystem: p.text(),
    clientVersion: p.text(),
    state: p.enum(Object.values(WorkstationState)).default(WorkstationState.PENDING),
    enrolmentToken: () =>
      p.manyToOne(EnrolmentToken).mapToPk().strictNullable().deleteRule('set null').index(),
    address: p.text(),
    /** What of the address counts as one place: all of IPv4's, the first half of IPv6's. */
    network: p.text().index(),
    createdAt: createdAtColumn(),
    decidedAt: momentColumn().strictNullable(),
    /** When it was last connected or opened a session; while it is connected its presence knows better. */
    lastSeenAt: momentColumn().strictNullable(),
  },
});

type WorkstationFields = InstanceType<typeof WorkstationSchema.class>;

/** A PC that runs the client. */
@ObjectType('Workstation', {
  implements: Node,
  simpleResolvers: true,
  description: 'A PC that runs the client. What it says about itself is believed once it is approved.',
})
export class Workstation extends WorkstationSchema.class {
  @Field(() => String, { description: 'What the machine calls itself.' })
  declare machineName: string;

  @Field(() => String, {
    nullable: true,
    description: 'DNS name of the domain it is joined to; null: to none.',
  })
  declare joinedDomain: string | null;

  @Field(() => String, { description: 'Its operating system, as of its last connection.' })
  declare operatingSystem: string;

  @Field(() => String, { description: 'Version of the client, as of its last connection.' })
  declare clientVersion: string;

  @Field(() => WorkstationState, { description: 'What was decided about it.' })
  declare state: WorkstationFields['state'];

  @Field(() => String, { description: 'The address it registered from.' })
  declare address: string;

  @Field(() => Date, { description: 'When it registered itself.' })
  declare createdAt: WorkstationFields['createdAt'];

  @Field(() => Date, { nullable: true, description: 'When its state was last decided; null: not yet.' })
  declare decidedAt: Date | null;
}
WorkstationSchema.setClass(Workstation);
