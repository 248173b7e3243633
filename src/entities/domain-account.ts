import { defineEntity, p } from '@mikro-orm/core';
import { PasswordHolder } from '../domain/states.js';
import { createdAtColumn, idColumn, momentColumn } from './columns.js';
import { Domain } from './domain.js';
import { Employee } from './employee.js';

const DomainAccountSchema = defineEntity({
  name: 'DomainAccount',
  tableName: 'domain_account',
  properties: {
    id: idColumn(),
    employee: () => p.manyToOne(Employee).mapToPk().deleteRule('cascade').index(),
    domain: () => p.manyToOne(Domain).mapToPk().deleteRule('cascade'),
    objectGuid: p.uuid(),
    rid: p.bigint('number').strictNullable(),
    dn: p.text(),
    givenName: p.text().strictNullable(),
    surname: p.text().strictNullable(),
    displayName: p.text().strictNullable(),
    commonName: p.text().strictNullable(),
    mail: p.text().strictNullable(),
    telephoneNumber: p.text().strictNullable(),
    title: p.text().strictNullable(),
    department: p.text().strictNullable(),
    company: p.text().strictNullable(),
    samAccountName: p.text().strictNullable(),
    userPrincipalName: p.text().strictNullable(),
    userAccountControl: p.integer().strictNullable(),
    /** Null: the directory would not say, which is not the same as enabled. */
    enabled: p.boolean().strictNullable(),
    pwdLastSet: momentColumn().strictNullable(),
    accountExpires: momentColumn().strictNullable(),
    whenChanged: momentColumn().strictNullable(),
    usnChanged: p.bigint('bigint').strictNullable(),
    inSyncGroup: p.boolean(),
    inPasswordGroup: p.boolean(),
    /** True when the person is in the sync group through their primary group, which no `member` value shows. */
    byPrimaryGroup: p.boolean(),
    /** False for a link gained by e-mail that no declared suffix covers, until an administrator confirms it. */
    confirmed: p.boolean(),
    passwordHolder: p.enum(Object.values(PasswordHolder)),
    /** Hash over the values above as last applied; null makes the next run look at the person again. */
    valuesHash: p.text().strictNullable().hidden(),
    firstSeenAt: createdAtColumn(),
    /** When it was last written; an open, readable link was seen whenever its domain was last read. */
    lastSeenAt: createdAtColumn(),
    unreadableSince: momentColumn().strictNullable(),
    closedAt: momentColumn().strictNullable(),
  },
  uniques: [{ name: 'domain_account_identity', properties: ['domain', 'objectGuid'] }],
});

/** The link between an employee and one account of one domain, with the values last applied from it. */
export class DomainAccount extends DomainAccountSchema.class {}
DomainAccountSchema.setClass(DomainAccount);
