import { defineEntity, p } from '@mikro-orm/core';
import { Field, ObjectType } from 'type-graphql';
import { AuthenticatorKind } from '../../domain/states.js';
import { createdAtColumn, idColumn, momentColumn } from '../columns.js';
import { Node } from '../node.js';
import { User } from '../user.js';

const AuthenticatorSchema = defineEntity({
  name: 'Authenticator',
  tableName: 'authenticator',
  properties: {
    id: idColumn(),
    user: () => p.manyToOne(User).mapToPk().deleteRule('cascade').index(),
    kind: p.enum(Object.values(AuthenticatorKind)),
    name: p.text(),
    /** What an app says it runs on; null for a passkey. */
    platform: p.text().strictNullable(),
    /** 32 bytes of Ed25519 of an app; a COSE key of a passkey. */
    publicKey: p.blob().unique().hidden(),
    /** What a passkey is known by; null for an app. */
    credentialId: p.blob().strictNullable().unique().hidden(),
    /** Whom a passkey thinks it belongs to; null for an app. */
    userHandle: p.blob().strictNullable().hidden(),
    /** How often a passkey says it was used, as far as it counts. */
    signCount: p.bigint('bigint').defaultRaw('0').hidden(),
    transports: p.array().defaultRaw(`'{}'`).hidden(),
    createdAt: createdAtColumn(),
    lastUsedAt: momentColumn().strictNullable(),
  },
});

/** An authenticator app or a passkey with which somebody signs in. */
@ObjectType('Authenticator', {
  implements: Node,
  simpleResolvers: true,
  description: 'An authenticator app or a passkey with which somebody signs in.',
})
export class Authenticator extends AuthenticatorSchema.class {
  @Field(() => AuthenticatorKind, { description: 'What it is.' })
  declare kind: AuthenticatorKind;

  @Field(() => String, { description: 'What its owner calls it.' })
  declare name: string;

  @Field(() => String, { nullable: true, description: 'What an app says it runs on; null for a passkey.' })
  declare platform: string | null;

  @Field(() => Date, { description: 'When it was registered.' })
  declare createdAt: InstanceType<typeof AuthenticatorSchema.class>['createdAt'];

  @Field(() => Date, { nullable: true, description: 'When it was last used; null: not yet.' })
  declare lastUsedAt: Date | null;
}
AuthenticatorSchema.setClass(Authenticator);
