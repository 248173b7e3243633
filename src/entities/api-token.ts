import { defineEntity, p } from '@mikro-orm/core';
import type { TokenScope } from '../domain/states.js';
import { createdAtColumn, idColumn, momentColumn } from './columns.js';
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
export class ApiToken extends ApiTokenSchema.class {}
ApiTokenSchema.setClass(ApiToken);
