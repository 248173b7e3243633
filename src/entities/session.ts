import { defineEntity, p } from '@mikro-orm/core';
import { createdAtColumn, idColumn, momentColumn } from './columns.js';
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
    revokedAt: momentColumn().strictNullable(),
    userAgent: p.text().strictNullable(),
    address: p.text().strictNullable(),
  },
});

/** One sign-in of one user. */
export class Session extends SessionSchema.class {}
SessionSchema.setClass(Session);
