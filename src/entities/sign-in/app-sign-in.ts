import { defineEntity, p } from '@mikro-orm/core';
import { createdAtColumn, idColumn, momentColumn } from '../columns.js';
import { Authenticator } from './authenticator.js';

const AppSignInSchema = defineEntity({
  name: 'AppSignIn',
  tableName: 'app_sign_in',
  properties: {
    id: idColumn(),
    /** SHA-256 of what the page keeps to itself. The id is what the app scans. */
    tokenHash: p.blob().unique(),
    address: p.text(),
    userAgent: p.text().strictNullable(),
    createdAt: createdAtColumn(),
    expiresAt: momentColumn().index(),
    /** The app that said yes; null: none has (yet). */
    authenticator: () => p.manyToOne(Authenticator).mapToPk().strictNullable().deleteRule('cascade').index(),
    /** When an app said yes or no. */
    answeredAt: momentColumn().strictNullable(),
    accepted: p.boolean().default(false),
    /** When the page got its session. */
    completedAt: momentColumn().strictNullable(),
  },
});

/** A page that asks to be signed in by an app, for as long as its QR code is good. */
export class AppSignIn extends AppSignInSchema.class {}
AppSignInSchema.setClass(AppSignIn);
