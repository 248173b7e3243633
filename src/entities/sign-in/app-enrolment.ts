import { defineEntity, p } from '@mikro-orm/core';
import { createdAtColumn, idColumn, momentColumn } from '../columns.js';
import { Session } from '../session.js';
import { User } from '../user.js';
import { Authenticator } from './authenticator.js';
import { Invitation } from './invitation.js';

const AppEnrolmentSchema = defineEntity({
  name: 'AppEnrolment',
  tableName: 'app_enrolment',
  properties: {
    id: idColumn(),
    /** SHA-256 of the secret in the QR code. */
    tokenHash: p.blob().unique(),
    /** Whoever opened the invitation; null: somebody who is signed in. */
    invitation: () => p.manyToOne(Invitation).mapToPk().strictNullable().deleteRule('cascade').index(),
    user: () => p.manyToOne(User).mapToPk().strictNullable().deleteRule('cascade').index(),
    /** The session in which they asked: the code ends with it. */
    session: () => p.manyToOne(Session).mapToPk().strictNullable().deleteRule('cascade').index(),
    createdAt: createdAtColumn(),
    expiresAt: momentColumn().index(),
    /** The app that was registered with it. */
    authenticator: () => p.manyToOne(Authenticator).mapToPk().strictNullable().deleteRule('set null').index(),
    usedAt: momentColumn().strictNullable(),
  },
});

/** What one QR code says: that whoever scans it may register one app. */
export class AppEnrolment extends AppEnrolmentSchema.class {}
AppEnrolmentSchema.setClass(AppEnrolment);
