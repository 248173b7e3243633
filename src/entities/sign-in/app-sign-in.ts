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
    /** What of the address counts as one place, and the IPv6 /48 it is in. */
    address: p.text(),
    wide: p.text().default(''),
    /** SHA-256 of the mark of the browser that asks, where anybody has signed in with it before. */
    deviceHash: p.blob().strictNullable(),
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
