import { defineEntity, p } from '@mikro-orm/core';
import { UserRole } from '../domain/states.js';
import { createdAtColumn, idColumn, momentColumn } from './columns.js';
import { Employee } from './employee.js';

const UserSchema = defineEntity({
  name: 'User',
  tableName: 'app_user',
  properties: {
    id: idColumn(),
    /** The address as it was typed. */
    email: p.text(),
    /** What signing in compares: trimmed, lower case. */
    emailKey: p.text().unique(),
    displayName: p.text(),
    role: p.enum(Object.values(UserRole)),
    /** Argon2id in PHC string form. */
    passwordHash: p.text().strictNullable().hidden(),
    employee: () => p.manyToOne(Employee).mapToPk().strictNullable().deleteRule('set null').index(),
    disabledAt: momentColumn().strictNullable(),
    createdAt: createdAtColumn(),
  },
});

/** Who may sign in to Latchkey. Separate from an employee, and may be linked to one. */
export class User extends UserSchema.class {}
UserSchema.setClass(User);
