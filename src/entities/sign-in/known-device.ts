import { defineEntity, p } from '@mikro-orm/core';
import { createdAtColumn, idColumn, momentColumn } from '../columns.js';
import { Session } from '../session.js';
import { User } from '../user.js';

const KnownDeviceSchema = defineEntity({
  name: 'KnownDevice',
  tableName: 'known_device',
  uniques: [{ properties: ['tokenHash', 'user'] }],
  properties: {
    id: idColumn(),
    /** SHA-256 of what the browser keeps. Several users of one browser have a row each. */
    tokenHash: p.blob(),
    user: () => p.manyToOne(User).mapToPk().deleteRule('cascade').index(),
    /** The last one it was used for: whoever ends that ends this. */
    session: () => p.manyToOne(Session).mapToPk().strictNullable().deleteRule('set null').index(),
    /** Whether it was given to what seems to be a browser. */
    isBrowser: p.boolean().default(false),
    createdAt: createdAtColumn(),
    lastUsedAt: createdAtColumn(),
    expiresAt: momentColumn().index(),
  },
});

/** A browser in which somebody has signed in, known again by a cookie. It lets nobody in. */
export class KnownDevice extends KnownDeviceSchema.class {}
KnownDeviceSchema.setClass(KnownDevice);
