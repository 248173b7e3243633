import { defineEntity, p } from '@mikro-orm/core';
import { Field, Int, ObjectType } from 'type-graphql';
import { createdAtColumn, idColumn, momentColumn } from '../columns.js';
import { Node } from '../node.js';
import { User } from '../user.js';

const EnrolmentTokenSchema = defineEntity({
  name: 'EnrolmentToken',
  tableName: 'enrolment_token',
  properties: {
    id: idColumn(),
    name: p.text(),
    /** SHA-256 of the token; the token itself is shown once and never stored. */
    tokenHash: p.blob().unique().hidden(),
    createdBy: () => p.manyToOne(User).mapToPk().strictNullable().deleteRule('set null').index(),
    createdAt: createdAtColumn(),
    expiresAt: momentColumn(),
    mostUses: p.integer(),
    uses: p.integer().default(0),
    revokedAt: momentColumn().strictNullable(),
  },
});

type EnrolmentTokenFields = InstanceType<typeof EnrolmentTokenSchema.class>;

/** What a new workstation shows to be allowed to register. It is approved all the same. */
@ObjectType('EnrolmentToken', {
  implements: Node,
  simpleResolvers: true,
  description:
    'Lets workstations register themselves; each still waits for approval. The token itself is shown once, when it is created.',
})
export class EnrolmentToken extends EnrolmentTokenSchema.class {
  @Field(() => String, { description: 'What it is for.' })
  declare name: string;

  @Field(() => Date, { description: 'When it was created.' })
  declare createdAt: EnrolmentTokenFields['createdAt'];

  @Field(() => Date, { description: 'When it ends by itself.' })
  declare expiresAt: Date;

  @Field(() => Int, { description: 'How many workstations may register with it.' })
  declare mostUses: number;

  @Field(() => Int, { description: 'How many have.' })
  declare uses: EnrolmentTokenFields['uses'];

  @Field(() => Date, { nullable: true, description: 'When it was revoked; null when it was not.' })
  declare revokedAt: Date | null;
}
EnrolmentTokenSchema.setClass(EnrolmentToken);
