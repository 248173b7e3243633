import { defineEntity, p } from '@mikro-orm/core';
import { createdAtColumn } from '../columns.js';

const ServerIdentitySchema = defineEntity({
  name: 'StoredServerIdentity',
  tableName: 'server_identity',
  properties: {
    /** From 1; the highest is the one that keys are linked to. */
    version: p.integer().primary(),
    publicKey: p.blob().unique(),
    /** The seed of its Ed25519 key, sealed under the master key. */
    seedSealed: p.blob().hidden(),
    createdAt: createdAtColumn(),
  },
});

/** Who the keys obey. */
export class StoredServerIdentity extends ServerIdentitySchema.class {}
ServerIdentitySchema.setClass(StoredServerIdentity);
