import { defineEntity, p } from '@mikro-orm/core';
import type { DeactivationCause } from '../domain/states.js';
import { EmployeeSource, EmployeeState } from '../domain/states.js';
import { createdAtColumn, idColumn, momentColumn } from './columns.js';

const EmployeeSchema = defineEntity({
  name: 'Employee',
  tableName: 'employee',
  properties: {
    id: idColumn(),
    source: p.enum(Object.values(EmployeeSource)),
    state: p.enum(Object.values(EmployeeState)),
    /** Sorted; empty exactly when the state is ACTIVE. */
    deactivationCauses: p.array().$type<DeactivationCause[]>(),
    givenName: p.text().strictNullable(),
    surname: p.text().strictNullable(),
    /** Never empty: the directory's display name, else given name and surname, else the login. */
    displayName: p.text(),
    email: p.text().strictNullable(),
    /** What people are matched by; null when the e-mail is not exactly one address. */
    emailKey: p.text().strictNullable(),
    telephoneNumber: p.text().strictNullable(),
    position: p.text().strictNullable(),
    department: p.text().strictNullable(),
    company: p.text().strictNullable(),
    /** The account whose password the key will hold first. */
    primaryAccountId: p.uuid().strictNullable().index(),
    /** Lower-case names, address and logins: what text search looks in. */
    searchText: p.text().hidden(),
    /** Set by the removed-user policy DELETE: the employee is deleted after this moment. */
    deleteAfter: momentColumn().strictNullable(),
    createdAt: createdAtColumn(),
    updatedAt: createdAtColumn(),
  },
});

/** One person, one profile, whatever the number of domains that know them. */
export class Employee extends EmployeeSchema.class {}
EmployeeSchema.setClass(Employee);
