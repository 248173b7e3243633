import { defineEntity, p } from '@mikro-orm/core';
import { PasswordPart } from '../../domain/states.js';
import { createdAtColumn, momentColumn } from '../columns.js';
import { PasswordChange } from './password-change.js';

const PasswordCopySchema = defineEntity({
  name: 'PasswordCopy',
  tableName: 'password_copy',
  properties: {
    change: () => p.manyToOne(PasswordChange).mapToPk().primary().deleteRule('cascade'),
    /** `OLD`: what a person gave as their present password, for its one try. */
    part: p.enum(Object.values(PasswordPart)).primary().default(PasswordPart.NEW),
    /** The password under the data key of this change. */
    sealed: p.blob().hidden(),
    /** The data key under the master key. */
    dataKeySealed: p.blob().hidden(),
    createdAt: createdAtColumn(),
    expiresAt: momentColumn().index(),
  },
});

/** What lets a change set the same password again while it is in flight: a quarter of an hour at most. */
export class PasswordCopy extends PasswordCopySchema.class {}
PasswordCopySchema.setClass(PasswordCopy);
