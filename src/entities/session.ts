import { defineEntity, p } from '@mikro-orm/core';
import { Field, ObjectType } from 'type-graphql';
import { SignInMethod } from '../domain/states.js';
import { createdAtColumn, idColumn, momentColumn } from './columns.js';
import { Node } from './node.js';
import { Authenticator } from './sign-in/authenticator.js';
import { User } from './user.js';

const SessionSchema = defineEntity({
  name: 'Session',
  tableName: 'session',
  properties: {
    id: idColumn(),
    user: () => p.manyToOne(User).mapToPk().deleteRule('cascade').index(),
    /** SHA-256 of the bearer token; the token itself is never stored. */
    tokenHash: p.blob().unique().hidden(),
    createdAt: createdAtColumn(),
    lastUsedAt: createdAtColumn(),
    expiresAt: momentColumn(),
    /** Unused for so long, it is over before its time. */
    idleMinutes: p.integer().default(120),
    revokedAt: momentColumn().strictNullable(),
    userAgent: p.text().strictNullable(),
    address: p.text().strictNullable(),
    /** What of the address counts as one place: all of IPv4's, the first half of IPv6's. */
    network: p.text().strictNullable(),
    method: p.enum(Object.values(SignInMethod)).default(SignInMethod.PASSWORD),
    /** What it was opened with, besides or instead of a password. */
    authenticator: () => p.manyToOne(Authenticator).mapToPk().strictNullable().deleteRule('set null').index(),
  },
});

/** One sign-in of one user. Kept for a while after its end, which is how an address is known again. */
@ObjectType('Session', {
  implements: Node,
  simpleResolvers: true,
  description: 'One sign-in of one user. The token itself is shown once, when signing in.',
})
export class Session extends SessionSchema.class {
  @Field(() => Date, { description: 'When they signed in.' })
  declare createdAt: InstanceType<typeof SessionSchema.class>['createdAt'];

  @Field(() => Date, { description: 'When it was last used, to the minute.' })
  declare lastUsedAt: InstanceType<typeof SessionSchema.class>['lastUsedAt'];

  @Field(() => Date, { description: 'When it ends by itself; earlier where nobody uses it for too long.' })
  declare expiresAt: Date;

  @Field(() => Date, {
    nullable: true,
    description: 'When it was ended before its time; null when it was not.',
  })
  declare revokedAt: Date | null;

  @Field(() => SignInMethod, { description: 'How it was opened.' })
  declare method: InstanceType<typeof SessionSchema.class>['method'];

  @Field(() => String, { nullable: true, description: 'What the browser or program called itself.' })
  declare userAgent: string | null;

  @Field(() => String, { nullable: true, description: 'Address it was opened from.' })
  declare address: string | null;
}
SessionSchema.setClass(Session);
