import { defineEntity, p } from '@mikro-orm/core';
import type { RotationWindow } from '../domain/rotation-window.js';
import { RemovedUserPolicy } from '../domain/states.js';
import { createdAtColumn, idColumn, momentColumn } from './columns.js';

const DomainSchema = defineEntity({
  name: 'Domain',
  tableName: 'domain',
  properties: {
    id: idColumn(),
    dnsName: p.text().unique(),
    controllers: p.array(),
    baseDn: p.text().strictNullable(),
    bindAccount: p.text(),
    /** Sealed with the master key; null means that the domain is not synchronised. */
    bindSecretSealed: p.blob().strictNullable().hidden(),
    /** The account we bind as, once known: it never gets a managed password. */
    bindAccountGuid: p.uuid().strictNullable(),
    caCertificates: p.array(),
    syncGroupName: p.text(),
    syncGroupGuid: p.uuid().strictNullable(),
    /** Null: import only, no password is ever managed. */
    passwordGroupName: p.text().strictNullable(),
    passwordGroupGuid: p.uuid().strictNullable(),
    nestedGroups: p.boolean(),
    mailSuffixes: p.array(),
    priority: p.integer(),
    syncIntervalMinutes: p.integer(),
    removedUserPolicy: p.enum(Object.values(RemovedUserPolicy)),
    deletionGraceDays: p.integer(),
    removalLimitPeople: p.integer(),
    removalLimitPercent: p.integer(),
    singleSignOn: p.boolean(),
    rotationPeriodDays: p.integer(),
    /** Null: at any time. */
    rotationWindow: p.json<RotationWindow>().strictNullable(),
    timeZone: p.text(),
    rotationGraceHours: p.integer(),
    rotationFailureLimit: p.integer(),
    writeBudgetPerMinute: p.integer(),
    /** When a snapshot of this domain was last complete. */
    lastReadAt: momentColumn().strictNullable(),
    createdAt: createdAtColumn(),
    updatedAt: createdAtColumn(),
  },
});

/** One AD domain we read from and write passwords to. */
export class Domain extends DomainSchema.class {}
DomainSchema.setClass(Domain);
