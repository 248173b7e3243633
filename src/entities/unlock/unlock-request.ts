import { defineEntity, p } from '@mikro-orm/core';
import { UnlockState } from '../../domain/states.js';
import { createdAtColumn, idColumn, momentColumn } from '../columns.js';
import { UnlockCredential } from './unlock-credential.js';

const UnlockRequestSchema = defineEntity({
  name: 'UnlockRequest',
  tableName: 'unlock_request',
  properties: {
    id: idColumn(),
    credential: () => p.manyToOne(UnlockCredential).mapToPk().deleteRule('cascade').index(),
    /** Drawn by the workstation. */
    nonce: p.text(),
    /** What the workstation shows. */
    number: p.integer(),
    state: p.enum(Object.values(UnlockState)).default(UnlockState.WAITING),
    createdAt: createdAtColumn(),
    /** Of one that nobody answers it stays WAITING. */
    expiresAt: momentColumn().index(),
    answeredAt: momentColumn().strictNullable(),
  },
});

/** A workstation that asks an app whether it may unlock. */
export class UnlockRequest extends UnlockRequestSchema.class {}
UnlockRequestSchema.setClass(UnlockRequest);
