import { defineEntity, p } from '@mikro-orm/core';
import { createdAtColumn, idColumn, momentColumn } from '../columns.js';
import { Workstation } from './workstation.js';

const WorkstationSessionSchema = defineEntity({
  name: 'WorkstationSession',
  tableName: 'workstation_session',
  properties: {
    id: idColumn(),
    workstation: () => p.manyToOne(Workstation).mapToPk().deleteRule('cascade').index(),
    /** SHA-256 of the bearer token; the token itself is never stored. */
    tokenHash: p.blob().unique().hidden(),
    createdAt: createdAtColumn(),
    lastUsedAt: createdAtColumn(),
    expiresAt: momentColumn(),
    revokedAt: momentColumn().strictNullable(),
    address: p.text(),
  },
});

/** What a workstation may do after it has signed a nonce. */
export class WorkstationSession extends WorkstationSessionSchema.class {}
WorkstationSessionSchema.setClass(WorkstationSession);
