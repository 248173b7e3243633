import { defineEntity, p } from '@mikro-orm/core';
import { Field, Int, ObjectType } from 'type-graphql';
import type { RotationWindow } from '../domain/settings/rotation-window.js';
import { AuthenticatorKind, RemovedUserPolicy } from '../domain/states.js';
import { createdAtColumn, idColumn, momentColumn } from './columns.js';
import { Node } from './node.js';
import { RotationWindowType } from './rotation-window-type.js';

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
    signInMethods: p.array().$type<AuthenticatorKind[]>().defaultRaw(`'{APP,PASSKEY}'`),
    rotationPeriodDays: p.integer(),
    /** Null: at any time. */
    rotationWindow: p.json<RotationWindow>().strictNullable(),
    timeZone: p.text(),
    rotationGraceHours: p.integer(),
    rotationFailureLimit: p.integer(),
    writeBudgetPerMinute: p.integer(),
    /** When a snapshot of this domain was last complete. */
    lastReadAt: momentColumn().strictNullable(),
    /** Null: the schedule is not paused. */
    schedulePausedAt: momentColumn().strictNullable(),
    schedulePauseNote: p.text().strictNullable(),
    /** Null: first passwords are set. Set when the directory shows that people would be made to change them. */
    passwordsPausedAt: momentColumn().strictNullable(),
    passwordsPauseReason: p.text().strictNullable(),
    /** Null: passwords are rotated. */
    rotationPausedAt: momentColumn().strictNullable(),
    rotationPauseReason: p.text().strictNullable(),
    /** The greatest age of passwords by the domain's own policy, in milliseconds; 0: there is none. Null: not known. */
    maxPasswordAgeMs: p.bigint('number').strictNullable().hidden(),
    /** By how much its controller's clock was last seen ahead of ours; negative: behind. */
    controllerAheadMs: p.integer().default(0).hidden(),
    /** DNS names of other domains whose workstations may hand over passwords of this one, since they trust it. */
    trustedBy: p.array().defaultRaw(`'{}'`),
    createdAt: createdAtColumn(),
    updatedAt: createdAtColumn(),
  },
});

type DomainRow = InstanceType<typeof DomainSchema.class>;

/** One AD domain we read from and write passwords to. */
@ObjectType('Domain', {
  implements: Node,
  simpleResolvers: true,
  description: 'One Active Directory domain that people are read from.',
})
export class Domain extends DomainSchema.class {
  @Field(() => String, { description: 'DNS name of the domain, for example north.example.' })
  declare dnsName: string;

  @Field(() => [String], {
    description: 'Addresses of domain controllers, ldaps:// only, tried in this order. None: found by DNS.',
  })
  declare controllers: string[];

  @Field(() => String, {
    nullable: true,
    description: 'Where people and groups are searched; null: the base the controller names.',
  })
  declare baseDn: string | null;

  @Field(() => String, {
    description: 'The account the domain is read with: DN, user principal name or DOMAIN\\login.',
  })
  declare bindAccount: string;

  @Field(() => String, { description: 'Name of the group whose members become employees.' })
  declare syncGroupName: string;

  @Field(() => String, {
    nullable: true,
    description:
      'objectGUID of that group, once found: a group of the same name that is made later is not taken for it.',
  })
  declare syncGroupGuid: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Name of the group whose members also get a managed password; null: import only.',
  })
  declare passwordGroupName: string | null;

  @Field(() => String, { nullable: true, description: 'objectGUID of that group, once found.' })
  declare passwordGroupGuid: string | null;

  @Field(() => Boolean, { description: 'Whether members of nested groups count as members.' })
  declare nestedGroups: boolean;

  @Field(() => [String], {
    description:
      'The mail domains this directory may speak for. Where some are declared, only addresses within them match people of other domains.',
  })
  declare mailSuffixes: string[];

  @Field(() => Int, { description: 'Whose values win in a merged profile: the higher.' })
  declare priority: number;

  @Field(() => Int, {
    description:
      'Minutes between two scheduled synchronisations. They start at a place within the interval that is the domain’s own.',
  })
  declare syncIntervalMinutes: number;

  @Field(() => RemovedUserPolicy, {
    description: 'What happens to employees whom no directory knows any longer.',
  })
  declare removedUserPolicy: RemovedUserPolicy;

  @Field(() => Int, { description: 'Days between deactivation and deletion under the policy DELETE.' })
  declare deletionGraceDays: number;

  @Field(() => Int, {
    description:
      'Removals and disablings of up to this number in one run are never held. The larger of the two limits counts.',
  })
  declare removalLimitPeople: number;

  @Field(() => Int, {
    description:
      'Removals and disablings of up to this share of the people, in percent, are never held. The larger of the two limits counts.',
  })
  declare removalLimitPercent: number;

  @Field(() => Boolean, {
    description:
      'Whether new employees are invited to set up how they sign in. Switching it on invites nobody who is there already; `inviteEmployees` does.',
  })
  declare singleSignOn: boolean;

  @Field(() => [AuthenticatorKind], { description: 'What its people may sign in with.' })
  declare signInMethods: InstanceType<typeof DomainSchema.class>['signInMethods'];

  @Field(() => Int, {
    description:
      'Days after which a managed password is changed; sooner where the greatest age in the directory is shorter.',
  })
  declare rotationPeriodDays: number;

  @Field(() => RotationWindowType, {
    nullable: true,
    description: 'When managed passwords may be changed, in the time zone of the domain; null: at any time.',
  })
  declare rotationWindow: DomainRow['rotationWindow'];

  @Field(() => String, { description: 'Time zone of the domain, by its name in the IANA database.' })
  declare timeZone: string;

  @Field(() => Int, {
    description:
      'Hours a due change waits for the window before it is made anyway, and for its key before the owner is told.',
  })
  declare rotationGraceHours: number;

  @Field(() => Int, {
    description: 'A rotation stops when more than this number of its changes fail.',
  })
  declare rotationFailureLimit: number;

  @Field(() => Int, {
    description:
      'At most this many passwords are written to the directory in a minute while passwords are rotated.',
  })
  declare writeBudgetPerMinute: number;

  @Field(() => [String], {
    description:
      'DNS names of other domains that trust this one: passwords of its accounts may be handed over at their workstations too.',
  })
  declare trustedBy: DomainRow['trustedBy'];

  @Field(() => Date, {
    nullable: true,
    description: 'Since when no first password of this domain is set; null: they are.',
  })
  declare passwordsPausedAt: Date | null;

  @Field(() => String, {
    nullable: true,
    description: 'What the directory showed, for which no first password is set; null: they are.',
  })
  declare passwordsPauseReason: string | null;

  @Field(() => Date, {
    nullable: true,
    description: 'Since when its passwords are not rotated, since an administrator said so; null: they are.',
  })
  declare rotationPausedAt: Date | null;

  @Field(() => String, { nullable: true, description: 'Why they are not rotated, if somebody said so.' })
  declare rotationPauseReason: string | null;

  @Field(() => Date, {
    nullable: true,
    description: 'When everybody of this domain was last read; null: never.',
  })
  declare lastReadAt: Date | null;

  @Field(() => Date, {
    nullable: true,
    description: 'Since when its schedule is paused; null: it is not.',
  })
  declare schedulePausedAt: Date | null;

  @Field(() => String, { nullable: true, description: 'Why the schedule is paused, if somebody said so.' })
  declare schedulePauseNote: string | null;

  @Field(() => Date, { description: 'When the domain was added.' })
  declare createdAt: DomainRow['createdAt'];

  @Field(() => Date, { description: 'When its settings were last changed.' })
  declare updatedAt: DomainRow['updatedAt'];
}
DomainSchema.setClass(Domain);
