import { defineEntity, p } from '@mikro-orm/core';
import { Field, ObjectType } from 'type-graphql';
import { InvitationState } from '../../domain/states.js';
import { createdAtColumn, idColumn, momentColumn } from '../columns.js';
import { Employee } from '../employee.js';
import { Node } from '../node.js';

const InvitationSchema = defineEntity({
  name: 'Invitation',
  tableName: 'invitation',
  properties: {
    id: idColumn(),
    employee: () => p.manyToOne(Employee).mapToPk().deleteRule('cascade').index(),
    /** What it was made for, for example `import/<employee>`: one invitation, however often it is asked for. */
    cause: p.text().unique().hidden(),
    /** SHA-256 of the link's secret, which is stored nowhere. */
    tokenHash: p.blob().unique().hidden(),
    /** Of one that is over by the clock alone it is still PENDING; what is shown says EXPIRED. */
    state: p.enum(Object.values(InvitationState)).default(InvitationState.PENDING).hidden(),
    /** Where it went. */
    recipient: p.text(),
    /** What the mail and the page call whoever invites: a person, or the domain that was synchronised. */
    invitedBy: p.text(),
    createdAt: createdAtColumn(),
    expiresAt: momentColumn(),
    acceptedAt: momentColumn().strictNullable(),
    revokedAt: momentColumn().strictNullable(),
  },
});

/** A link mailed to an employee, with which they set up how they sign in, once. */
@ObjectType('Invitation', {
  implements: Node,
  simpleResolvers: true,
  description: 'A link mailed to an employee, with which they set up how they sign in, once.',
})
export class Invitation extends InvitationSchema.class {
  @Field(() => String, { description: 'The address it was mailed to.' })
  declare recipient: string;

  @Field(() => String, { description: 'Who invites: a person, or the domain that was synchronised.' })
  declare invitedBy: string;

  @Field(() => Date, { description: 'When it was made.' })
  declare createdAt: InstanceType<typeof InvitationSchema.class>['createdAt'];

  @Field(() => Date, { description: 'Until when it can be used.' })
  declare expiresAt: Date;

  @Field(() => Date, { nullable: true, description: 'When it was used; null: not (yet).' })
  declare acceptedAt: Date | null;

  @Field(() => Date, { nullable: true, description: 'When it was revoked or replaced; null: it was not.' })
  declare revokedAt: Date | null;
}
InvitationSchema.setClass(Invitation);
