import { defineEntity, p } from '@mikro-orm/core';
import { Field, ObjectType } from 'type-graphql';
import { UnlockRevocation } from '../../domain/states.js';
import { createdAtColumn, idColumn, momentColumn } from '../columns.js';
import { Node } from '../node.js';
import { Authenticator } from '../sign-in/authenticator.js';
import { Workstation } from '../workstations/workstation.js';

const UnlockCredentialSchema = defineEntity({
  name: 'UnlockCredential',
  tableName: 'unlock_credential',
  properties: {
    id: idColumn(),
    /** The app; null once it was removed. */
    authenticator: () => p.manyToOne(Authenticator).mapToPk().strictNullable().deleteRule('set null').index(),
    workstation: () => p.manyToOne(Workstation).mapToPk().deleteRule('cascade').index(),
    createdAt: createdAtColumn(),
    renewedAt: momentColumn().strictNullable(),
    expiresAt: momentColumn(),
    lastUsedAt: momentColumn().strictNullable(),
    revokedAt: momentColumn().strictNullable(),
    revocation: p.enum(Object.values(UnlockRevocation)).strictNullable(),
  },
});

type CredentialFields = InstanceType<typeof UnlockCredentialSchema.class>;

/** That an authenticator app may unlock a workstation. */
@ObjectType('UnlockCredential', {
  implements: Node,
  simpleResolvers: true,
  description:
    'That an authenticator app may unlock a workstation: for a year, and longer when it is renewed.',
})
export class UnlockCredential extends UnlockCredentialSchema.class {
  @Field(() => Date, { description: 'When the two were paired.' })
  declare createdAt: CredentialFields['createdAt'];

  @Field(() => Date, { nullable: true, description: 'When it was last renewed; null: not yet.' })
  declare renewedAt: Date | null;

  @Field(() => Date, { description: 'When it ends, unless it is renewed before.' })
  declare expiresAt: Date;

  @Field(() => Date, { nullable: true, description: 'When it last unlocked the workstation; null: not yet.' })
  declare lastUsedAt: Date | null;

  @Field(() => Date, { nullable: true, description: 'When it was revoked; null: it was not.' })
  declare revokedAt: Date | null;

  @Field(() => UnlockRevocation, { nullable: true, description: 'Why it was revoked; null: it was not.' })
  declare revocation: CredentialFields['revocation'];
}
UnlockCredentialSchema.setClass(UnlockCredential);
