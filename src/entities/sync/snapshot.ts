import { defineEntity, p } from '@mikro-orm/core';
import type { AccountValueName } from '../../domain/employee/account-values.js';
import { momentColumn, type ColumnsOf } from '../columns.js';

/** What a snapshot knows about one objectGUID. */
export const Standing = {
  /** A person of the sync group, read. */
  PERSON: 'PERSON',
  /** A member that is not a person; `memberKind` says what it is. */
  OTHER: 'OTHER',
  /** Named by a group, or known to us, but not to be read. */
  UNREADABLE: 'UNREADABLE',
  /** Known to us, and shown by positive evidence to be no member any more. */
  LEFT: 'LEFT',
  /** As LEFT, but the guard holds the removal back: the link stays. */
  HELD: 'HELD',
} as const;
export type Standing = keyof typeof Standing;

const SnapshotEntrySchema = defineEntity({
  name: 'SnapshotEntry',
  tableName: 'snapshot_entry',
  properties: {
    run: p.uuid().primary().name('run_id'),
    attempt: p.integer().primary(),
    objectGuid: p.uuid().primary(),
    standing: p.enum(Object.values(Standing)),
    memberKind: p.text().strictNullable(),
    evidence: p.text().strictNullable(),
    rid: p.bigint('number').strictNullable(),
    dn: p.text(),
    givenName: p.text().strictNullable(),
    surname: p.text().strictNullable(),
    displayName: p.text().strictNullable(),
    commonName: p.text().strictNullable(),
    mail: p.text().strictNullable(),
    emailKey: p.text().strictNullable(),
    telephoneNumber: p.text().strictNullable(),
    title: p.text().strictNullable(),
    department: p.text().strictNullable(),
    company: p.text().strictNullable(),
    samAccountName: p.text().strictNullable(),
    userPrincipalName: p.text().strictNullable(),
    userAccountControl: p.integer().strictNullable(),
    pwdLastSet: momentColumn().strictNullable(),
    accountExpires: momentColumn().strictNullable(),
    whenChanged: momentColumn().strictNullable(),
    usnChanged: p.bigint('bigint').strictNullable(),
    primaryGroupId: p.bigint('number').strictNullable(),
    inPasswordGroup: p.boolean().default(false),
    byPrimaryGroup: p.boolean().default(false),
    valuesHash: p.text().strictNullable(),
    /** What the guard holds back of this person (see `HeldChange`): the values above are what goes on instead. */
    held: p.array().strictNullable(),
  } satisfies ColumnsOf<AccountValueName>,
});

/** One person, or one member that is none, as one attempt of one run read them. */
export class SnapshotEntry extends SnapshotEntrySchema.class {}
SnapshotEntrySchema.setClass(SnapshotEntry);

export const SnapshotRole = { SYNC: 'SYNC', PASSWORD: 'PASSWORD' } as const;
export type SnapshotRole = keyof typeof SnapshotRole;

const SnapshotMemberSchema = defineEntity({
  name: 'SnapshotMember',
  tableName: 'snapshot_member',
  properties: {
    run: p.uuid().primary().name('run_id'),
    attempt: p.integer().primary(),
    role: p.enum(Object.values(SnapshotRole)).primary(),
    objectGuid: p.uuid().primary(),
    /** Only where people are looked up by it: in the sync group. */
    dn: p.text().nullable(),
  },
});

/** One value of a group's `member`, as one attempt of one run read it. */
export class SnapshotMember extends SnapshotMemberSchema.class {}
SnapshotMemberSchema.setClass(SnapshotMember);
