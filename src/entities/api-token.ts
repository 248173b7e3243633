import { defineEntity, p } from '@mikro-orm/core';
import { Field, ObjectType } from 'type-graphql';
import { TokenScope } from '../domain/states.js';
import { createdAtColumn, idColumn, momentColumn } from './columns.js';
import { Node } from './node.js';
import { User } from './user.js';

const ApiTokenSchema = defineEntity({
  name: 'ApiToken',
  tableName: 'api_token',
  properties: {
    id: idColumn(),
    name: p.text(),
    /** SHA-256 of the token; the token itself is shown once and never stored. */
    tokenHash: p.blob().unique().hidden(),
    scopes: p.array().$type<TokenScope[]>(),
    createdBy: () => p.manyToOne(User).mapToPk().deleteRule('cascade').index(),
    createdAt: createdAtColumn(),
    expiresAt: momentColumn(),
    lastUsedAt: momentColumn().strictNullable(),
    revokedAt: momentColumn().strictNullable(),
  },
});

/** A credential for automation: scopes, an end, and when it was last used. */
@ObjectType('ApiToken', {
  implements: Node,
  simpleResolvers: true,
  description: 'A credential for automation. The token itself is shown once, when it is created.',
})
export class ApiToken extends ApiTokenSchema.class {
  @Field(() => String, { description: 'What it is for.' })
  declare name: string;

  @Field(() => [TokenScope], { description: 'What it may do.' })
  declare scopes: TokenScope[];

  @Field(() => Date, { description: 'When it was created.' })
  declare createdAt: InstanceType<typeof ApiTokenSchema.class>['createdAt'];

  @Field(() => Date, { description: 'When it ends by itself.' })
  declare expiresAt: Date;

  @Field(() => Date, {
    nullable: true,
    description: 'When it was last used, to the minute; null when never.',
  })
  declare lastUsedAt: Date | null;

  @Field(() => Date, { nullable: true, description: 'When it was revoked; null when it was not.' })
  declare revokedAt: Date | null;
}
ApiTokenSchema.setClass(ApiToken);
