import { defineEntity, p } from '@mikro-orm/core';
import { createdAtColumn, idColumn, momentColumn } from '../columns.js';
import { Workstation } from '../workstations/workstation.js';
import { UnlockCredential } from './unlock-credential.js';

const UnlockPairingSchema = defineEntity({
  name: 'UnlockPairing',
  tableName: 'unlock_pairing',
  properties: {
    id: idColumn(),
    workstation: () => p.manyToOne(Workstation).mapToPk().deleteRule('cascade').index(),
    /** SHA-256 of the secret in the QR code. */
    tokenHash: p.blob().unique(),
    createdAt: createdAtColumn(),
    expiresAt: momentColumn().index(),
    /** What came of it. */
    credential: () => p.manyToOne(UnlockCredential).mapToPk().strictNullable().deleteRule('set null').index(),
    usedAt: momentColumn().strictNullable(),
  },
});

/** What the QR code of a workstation says: that one app may be paired with it. */
export class UnlockPairing extends UnlockPairingSchema.class {}
UnlockPairingSchema.setClass(UnlockPairing);
