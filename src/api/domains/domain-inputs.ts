import { Field, ID, InputType, Int } from 'type-graphql';
import type { DomainSettings } from '../../domain/settings/domain-settings.js';
import { Weekday } from '../../domain/settings/rotation-window.js';
import { AuthenticatorKind, RemovedUserPolicy } from '../../domain/states.js';
import type { DomainInput } from '../../services/domains/domain-input.js';
import { DomainGroup } from '../../services/domains/repin-group.js';

// What each field takes is checked in one place for all callers, src/domain/settings/domain-settings.ts: no validators here.

@InputType('RotationWindowInput', { description: 'When managed passwords may be changed.' })
export class RotationWindowInput {
  @Field(() => [Weekday], { description: 'On these days, each once.' })
  days!: Weekday[];

  @Field(() => String, { description: 'From this time on, HH:MM.' })
  start!: string;

  @Field(() => String, { description: 'Until this time, HH:MM. Before the start it means the next day.' })
  end!: string;
}

/** An optional setting. The description says what a new domain has without it. */
const setting = (description: string) => ({ nullable: true, description });

/** Settings that may be left out of a new domain. */
@InputType()
abstract class OptionalSettings {
  @Field(() => String, setting('Where to search. Default, and null: the base the controller names.'))
  baseDn: string | null | undefined;

  @Field(
    () => String,
    setting(
      'Password of the bind account, 1 to 1,024 characters; it can never be read back. Null removes it: the domain is not synchronised then.',
    ),
  )
  bindSecret: string | null | undefined;

  @Field(
    () => [String],
    setting(
      'Certificate authorities to trust, in PEM form, up to 20. Default, and []: those the operating system trusts.',
    ),
  )
  caCertificates: string[] | null | undefined;

  @Field(
    () => String,
    setting('Name of the sync group. Default: Hideez Users Sync. A new name is looked up by the next run.'),
  )
  syncGroupName: string | null | undefined;

  @Field(
    () => String,
    setting('Name of the password group. Default: Security Key Auto Password Change. Null: import only.'),
  )
  passwordGroupName: string | null | undefined;

  @Field(() => Boolean, setting('Whether members of nested groups count. Default: false.'))
  nestedGroups: boolean | null | undefined;

  @Field(
    () => [String],
    setting('Mail domains this directory may speak for, up to 100. Default: none declared.'),
  )
  mailSuffixes: string[] | null | undefined;

  @Field(() => Int, setting('Whose values win: the higher, -1000 to 1000. Default: 100.'))
  priority: number | null | undefined;

  @Field(
    () => Int,
    setting(
      'Minutes between scheduled synchronisations, 5 to 10,080. Default: 60. A new one takes effect at once.',
    ),
  )
  syncIntervalMinutes: number | null | undefined;

  @Field(
    () => RemovedUserPolicy,
    setting('What happens to people no directory knows any longer. Default: DEACTIVATE.'),
  )
  removedUserPolicy: RemovedUserPolicy | null | undefined;

  @Field(() => Int, setting('Days before the policy DELETE deletes, 1 to 365. Default: 30.'))
  deletionGraceDays: number | null | undefined;

  @Field(() => Int, setting('Removals and disablings up to this number are not held. Default: 5.'))
  removalLimitPeople: number | null | undefined;

  @Field(
    () => Int,
    setting(
      'Removals and disablings up to this percentage of the people are not held, 0 to 100; the larger limit counts. Default: 10.',
    ),
  )
  removalLimitPercent: number | null | undefined;

  @Field(
    () => Boolean,
    setting(
      'Whether new employees are invited to set up how they sign in. Default: false. Switching it on invites nobody who is there already; `inviteEmployees` does.',
    ),
  )
  singleSignOn: boolean | null | undefined;

  @Field(() => [AuthenticatorKind], setting('What its people may sign in with. Default: both.'))
  signInMethods: AuthenticatorKind[] | null | undefined;

  @Field(() => Int, setting('Days after which a managed password is changed, 1 to 180. Default: 28.'))
  rotationPeriodDays: number | null | undefined;

  @Field(() => RotationWindowInput, setting('When passwords may be changed. Default, and null: at any time.'))
  rotationWindow: RotationWindowInput | null | undefined;

  @Field(() => String, setting('Time zone by its IANA name. Default: UTC.'))
  timeZone: string | null | undefined;

  @Field(() => Int, setting('Hours a due change waits for the window, 1 to 720. Default: 72.'))
  rotationGraceHours: number | null | undefined;

  @Field(() => Int, setting('A rotation stops after this number of failures, 1 to 1,000. Default: 5.'))
  rotationFailureLimit: number | null | undefined;

  @Field(() => Int, setting('Writes to the directory in a minute, 1 to 6,000. Default: 600.'))
  writeBudgetPerMinute: number | null | undefined;

  @Field(
    () => [String],
    setting(
      'DNS names of other domains that trust this one, up to 100: passwords may be handed over at their workstations too. Default: none.',
    ),
  )
  trustedBy: string[] | null | undefined;
}

/** The compiler asks for a field per setting. */
type EverySetting = DomainInput & Record<keyof DomainSettings, unknown>;

@InputType('CreateDomainInput', { description: 'A new domain.' })
export class CreateDomainInput extends OptionalSettings implements EverySetting {
  @Field(() => String, { description: 'DNS name, for example north.example.' })
  dnsName!: string;

  @Field(() => [String], {
    nullable: true,
    description:
      'Controllers as ldaps://host or ldaps://host:port, up to 10, tried in order. None: found by DNS (SRV records of the domain), which takes caCertificates.',
  })
  controllers: string[] | null | undefined;

  @Field(() => String, { description: 'Account to read with: user principal name, DOMAIN\\login or DN.' })
  bindAccount!: string;
}

@InputType('UpdateDomainInput', { description: 'What to change in a domain. What is absent stays as it is.' })
export class UpdateDomainInput extends OptionalSettings implements EverySetting {
  @Field(() => ID, { description: 'Id of the domain.' })
  id!: string;

  @Field(() => String, setting('DNS name.'))
  dnsName: string | null | undefined;

  @Field(
    () => [String],
    setting(
      'Controllers, up to 10. None: found by DNS, which takes caCertificates. A new address, or a search by DNS under a new name or with new certificates, needs the bind secret again: a stored one is never sent there.',
    ),
  )
  controllers: string[] | null | undefined;

  @Field(() => String, setting('Account to read with.'))
  bindAccount: string | null | undefined;
}

@InputType('DeleteDomainInput', { description: 'Which domain to delete.' })
export class DeleteDomainInput {
  @Field(() => ID, { description: 'Id of the domain.' })
  id!: string;

  @Field(() => String, { description: 'Its DNS name, typed as a confirmation.' })
  confirmDnsName!: string;
}

@InputType('TestDomainInput', { description: 'Which domain to test.' })
export class TestDomainInput {
  @Field(() => ID, { description: 'Id of the domain, as it is saved.' })
  domainId!: string;
}

@InputType('RepinGroupInput', { description: 'Which group was made again.' })
export class RepinGroupInput {
  @Field(() => ID, { description: 'Id of the domain.' })
  domainId!: string;

  @Field(() => DomainGroup, { description: 'Which of its groups.' })
  group!: DomainGroup;
}
