import { defineEntity, p } from '@mikro-orm/core';
import { Field, ObjectType } from 'type-graphql';
import type { AccountValueName, ShownAccountValue } from '../domain/employee/account-values.js';
import { PasswordHolder } from '../domain/states.js';
import { createdAtColumn, idColumn, momentColumn, type ColumnsOf } from './columns.js';
import { Domain } from './domain.js';
import { Employee } from './employee.js';
import { Node } from './node.js';

const DomainAccountSchema = defineEntity({
  name: 'DomainAccount',
  tableName: 'domain_account',
  properties: {
    id: idColumn(),
    // Deferred, so that a batch writes accounts first and then each employee once, from all their links.
    employee: () => p.manyToOne(Employee).mapToPk().deleteRule('cascade').deferMode('deferred').index(),
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
    /** The number of the last claim on its password: a change that has an older one writes nothing any more. */
    claimNumber: p.bigint('bigint').defaultRaw('0').hidden(),
    /** `pwdLastSet` as it was shown right after our last change; null: it was not, or there was none. */
    passwordShownAt: momentColumn().strictNullable().hidden(),
    /** When our last change that gave a key the password was over. */
    passwordChangedAt: momentColumn().strictNullable().hidden(),
    /** The greatest age by a policy of its own, in milliseconds, 0: none; null: that of the domain counts. */
    maxPasswordAgeMs: p.bigint('number').strictNullable().hidden(),
    /** Since when somebody knows the password that the key has, because they typed it for somebody else; null: nobody does. */
    passwordKnownSince: momentColumn().strictNullable().hidden(),
    /** Since when an administrator wants no key to get a password of it by itself; null: they do not. */
    keptOffKeySince: momentColumn().strictNullable().hidden(),
    /** Hash over the values above as last applied; null makes the next run look at the person again. */
    valuesHash: p.text().strictNullable().hidden(),
    firstSeenAt: createdAtColumn(),
    /** When it was last written; an open, readable link was seen whenever its domain was last read. */
    lastSeenAt: createdAtColumn(),
    unreadableSince: momentColumn().strictNullable(),
    closedAt: momentColumn().strictNullable(),
  } satisfies ColumnsOf<AccountValueName>,
  uniques: [{ name: 'domain_account_identity', properties: ['domain', 'objectGuid'] }],
});

type DomainAccountRow = InstanceType<typeof DomainAccountSchema.class>;

/** Without what is shown of the account's values: each of them has to be declared below, where the API finds it. */
const DomainAccountBase: abstract new () => Omit<DomainAccountRow, ShownAccountValue> =
  DomainAccountSchema.class;

/** The link between an employee and one account of one domain, with the values last applied from it. */
@ObjectType('DomainAccount', {
  implements: Node,
  simpleResolvers: true,
  description: 'One account of an employee in one domain, with what that domain said last.',
})
export class DomainAccount extends DomainAccountBase implements Pick<DomainAccountRow, ShownAccountValue> {
  @Field(() => String, {
    description: 'objectGUID of the account: stays the same through renames and moves.',
  })
  declare objectGuid: string;

  @Field(() => String, { description: 'Distinguished name.' })
  declare dn: string;

  @Field(() => String, { nullable: true, description: 'Login name (sAMAccountName).' })
  declare samAccountName: string | null;

  @Field(() => String, { nullable: true, description: 'User principal name.' })
  declare userPrincipalName: string | null;

  @Field(() => String, { nullable: true, description: 'Given name in this domain.' })
  declare givenName: string | null;

  @Field(() => String, { nullable: true, description: 'Surname in this domain.' })
  declare surname: string | null;

  @Field(() => String, { nullable: true, description: 'Display name in this domain.' })
  declare displayName: string | null;

  @Field(() => String, { nullable: true, description: 'E-mail address in this domain.' })
  declare mail: string | null;

  @Field(() => String, { nullable: true, description: 'Telephone number in this domain.' })
  declare telephoneNumber: string | null;

  @Field(() => String, { nullable: true, description: 'Job title in this domain.' })
  declare title: string | null;

  @Field(() => String, { nullable: true, description: 'Department in this domain.' })
  declare department: string | null;

  @Field(() => String, { nullable: true, description: 'Company in this domain.' })
  declare company: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether the account is enabled in the directory; null: the directory would not say.',
  })
  declare enabled: boolean | null;

  @Field(() => Boolean, { description: 'Member of the sync group.' })
  declare inSyncGroup: boolean;

  @Field(() => Boolean, { description: 'Member of the password group.' })
  declare inPasswordGroup: boolean;

  @Field(() => Boolean, {
    description:
      'False for a link gained by e-mail alone, until an administrator confirms it: until then no password or sign-in crosses it.',
  })
  declare confirmed: boolean;

  @Field(() => PasswordHolder, { description: 'Who holds the password.' })
  declare passwordHolder: PasswordHolder;

  @Field(() => Date, {
    nullable: true,
    description:
      'When the password was last set in the directory; null: never, it must be changed, or unknown.',
  })
  declare pwdLastSet: Date | null;

  @Field(() => Date, { nullable: true, description: 'When the account expires; null: never.' })
  declare accountExpires: Date | null;

  @Field(() => Date, { nullable: true, description: 'When the directory last changed the account.' })
  declare whenChanged: Date | null;

  @Field(() => Date, { description: 'When the account was first seen.' })
  declare firstSeenAt: DomainAccountRow['firstSeenAt'];

  @Field(() => Date, {
    nullable: true,
    description: 'Since when a group names the account but it cannot be read; null: it can.',
  })
  declare unreadableSince: Date | null;

  @Field(() => Date, { nullable: true, description: 'When the account left; null: it is here.' })
  declare closedAt: Date | null;
}
DomainAccountSchema.setClass(DomainAccount);
