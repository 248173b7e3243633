import { bindAccount } from '../active-directory/bind-account.js';
import { parseControllerAddress } from '../active-directory/controller-address.js';
import { DN_LIMIT, isDistinguishedName } from '../active-directory/distinguished-name.js';
import { dnsName, type DnsName } from '../identifiers.js';
import {
  chained,
  choice,
  fault,
  flag,
  inField,
  integer,
  line,
  listOf,
  refined,
  within,
  type InputFault,
  type Reading,
  type Rule,
} from './input-fault.js';
import { rotationWindowSetting } from './rotation-window-setting.js';
import type { RotationWindow } from './rotation-window.js';
import { AuthenticatorKind, RemovedUserPolicy } from '../states.js';
import { isTimeZone } from './time-zone.js';

/** What an administrator decides about one domain, in normal form. The bind secret is not among it: it is kept apart. */
export interface DomainSettings {
  readonly dnsName: DnsName;
  /** Empty: found by DNS, which takes CA certificates to check them with. */
  readonly controllers: string[];
  /** Null: the root DSE's defaultNamingContext. */
  readonly baseDn: string | null;
  readonly bindAccount: string;
  readonly caCertificates: string[];
  readonly syncGroupName: string;
  /** Null: import only, no password is ever managed. */
  readonly passwordGroupName: string | null;
  readonly nestedGroups: boolean;
  readonly mailSuffixes: DnsName[];
  readonly priority: number;
  readonly syncIntervalMinutes: number;
  readonly removedUserPolicy: RemovedUserPolicy;
  readonly deletionGraceDays: number;
  readonly removalLimitPeople: number;
  readonly removalLimitPercent: number;
  readonly singleSignOn: boolean;
  /** What its people may sign in with. */
  readonly signInMethods: AuthenticatorKind[];
  readonly rotationPeriodDays: number;
  /** Null: at any time. */
  readonly rotationWindow: RotationWindow | null;
  readonly timeZone: string;
  readonly rotationGraceHours: number;
  readonly rotationFailureLimit: number;
  readonly writeBudgetPerMinute: number;
  /** Other domains whose workstations may hand over passwords of this one, since they trust it. */
  readonly trustedBy: DnsName[];
}

/** The same as it was typed. Absent: unchanged, or the default of a new domain. */
export type DomainSettingsInput = { readonly [Field in keyof DomainSettings]?: unknown };

interface SettingRule<T> {
  readonly read: Rule<T>;
  /** What a new domain has when nothing is said. Undefined: it must be said. */
  readonly initial?: T;
  /** True where null means something. */
  readonly nullable?: boolean;
}

const MINUTES_A_WEEK = 10_080;
const DNS_NAME_FAULT = 'Must be a DNS name, for example north.example.';
const dns: Rule<DnsName> = refined(line(254), dnsName, DNS_NAME_FAULT);
const mailSuffix: Rule<DnsName> = refined(
  line(255),
  (text) => dnsName(text.replace(/^@/, '')),
  DNS_NAME_FAULT,
);
const groupName = line(256);

const RULES: { readonly [Field in keyof DomainSettings]: SettingRule<DomainSettings[Field]> } = {
  dnsName: { read: dns },
  controllers: { read: listOf(controllerAddress, 0, 10), initial: [] },
  baseDn: {
    read: refined(
      line(DN_LIMIT),
      (text) => (isDistinguishedName(text) ? text : undefined),
      'Must be a distinguished name, for example OU=Staff,DC=north,DC=example. Give null to take the base from the controller.',
    ),
    initial: null,
    nullable: true,
  },
  bindAccount: { read: bindAccount },
  caCertificates: { read: listOf(pem, 0, 20), initial: [] },
  syncGroupName: { read: groupName, initial: 'Hideez Users Sync' },
  passwordGroupName: { read: groupName, initial: 'Security Key Auto Password Change', nullable: true },
  nestedGroups: { read: flag(), initial: false },
  mailSuffixes: { read: listOf(mailSuffix, 0, 100), initial: [] },
  priority: { read: integer(-1_000, 1_000), initial: 100 },
  syncIntervalMinutes: { read: integer(5, MINUTES_A_WEEK), initial: 60 },
  removedUserPolicy: { read: choice(RemovedUserPolicy), initial: RemovedUserPolicy.DEACTIVATE },
  deletionGraceDays: { read: integer(1, 365), initial: 30 },
  removalLimitPeople: { read: integer(0, 1_000_000), initial: 5 },
  removalLimitPercent: { read: integer(0, 100), initial: 10 },
  singleSignOn: { read: flag(), initial: false },
  signInMethods: {
    read: listOf(choice(AuthenticatorKind), 1, 2),
    initial: [AuthenticatorKind.APP, AuthenticatorKind.PASSKEY],
  },
  rotationPeriodDays: { read: integer(1, 180), initial: 28 },
  rotationWindow: { read: rotationWindowSetting, initial: null, nullable: true },
  timeZone: {
    read: refined(
      line(64),
      (name) => (isTimeZone(name) ? name : undefined),
      'Must be a time zone of the IANA database, for example Europe/Berlin or UTC.',
    ),
    initial: 'UTC',
  },
  rotationGraceHours: { read: integer(1, 720), initial: 72 },
  rotationFailureLimit: { read: integer(1, 1_000), initial: 5 },
  writeBudgetPerMinute: { read: integer(1, 6_000), initial: 600 },
  trustedBy: { read: listOf(dns, 0, 100), initial: [] },
};

/** Every setting there is. */
export const DOMAIN_SETTINGS = Object.keys(RULES) as (keyof DomainSettings)[];

/** Looks into certificates, which takes more than this folder has: what is wrong with them, or each once. */
export type CertificateReader = (texts: readonly string[]) => Reading<string[]>;

/** The settings of a new domain, defaults filled in, or all faults together. */
export function readNewDomain(
  input: DomainSettingsInput,
  certificates: CertificateReader,
): Reading<DomainSettings> {
  const reading = readAll(DOMAIN_SETTINGS, input, certificates) as Reading<DomainSettings>;
  return reading.faults ? reading : together(reading.value);
}

/** The settings where they fit each other, each of them being right by itself. */
export function together(settings: DomainSettings): Reading<DomainSettings> {
  if (settings.controllers.length > 0 || settings.caCertificates.length > 0) return { value: settings };
  return inField(
    'caCertificates',
    fault(
      'Must be given where no controllers are listed: DNS says then which controllers there are, and its answers are not signed.',
    ),
  );
}

/** Only what is to change. Null is taken where it means something, and refused elsewhere. */
export function readDomainChanges(
  input: DomainSettingsInput,
  certificates: CertificateReader,
): Reading<Partial<DomainSettings>> {
  const given = DOMAIN_SETTINGS.filter((field) => input[field] !== undefined);
  return readAll(given, input, certificates);
}

/** The settings that say how a domain is reached and as whom: changing one of them calls for a new look at the directory. */
export const CONNECTION_SETTINGS = [
  'dnsName',
  'controllers',
  'baseDn',
  'bindAccount',
  'caCertificates',
] as const satisfies readonly (keyof DomainSettings)[];

function readAll(
  fields: readonly (keyof DomainSettings)[],
  input: DomainSettingsInput,
  certificates: CertificateReader,
): Reading<Partial<DomainSettings>> {
  const { caCertificates } = RULES;
  const rules = {
    ...RULES,
    caCertificates: { ...caCertificates, read: chained(caCertificates.read, certificates) },
  };
  const settings: Partial<Record<keyof DomainSettings, unknown>> = {};
  const faults: InputFault[] = [];
  for (const field of fields) {
    const reading = readSetting(rules[field], input[field]);
    if (reading.faults) faults.push(...within(field, reading.faults));
    else settings[field] = reading.value;
  }
  return faults.length > 0 ? { faults } : { value: settings as Partial<DomainSettings> };
}

function readSetting(rule: SettingRule<unknown>, value: unknown): Reading<unknown> {
  if (value === undefined) {
    return rule.initial === undefined ? fault('Must be given.') : { value: rule.initial };
  }
  if (value === null) return rule.nullable ? { value: null } : fault('Must not be null.');
  return rule.read(value);
}

function controllerAddress(value: unknown): Reading<string> {
  if (typeof value !== 'string') return fault('Must be text.');
  const parsed = parseControllerAddress(value);
  return parsed.fault ? fault(parsed.message) : { value: parsed.address.url };
}

/** Longest text of certificates accepted in one entry. One entry may be a bundle. */
const PEM_LIMIT = 65_536;

/** Whether the text really holds certificates is found out where they are decoded. */
function pem(value: unknown): Reading<string> {
  if (typeof value !== 'string') return fault('Must be text.');
  const text = value.trim();
  if (text.length > PEM_LIMIT) return fault('Must have at most 65,536 characters.');
  if (text.includes('PRIVATE KEY')) {
    return fault(
      'Holds a private key. Give the certificate only, and replace that key: it has left its owner.',
    );
  }
  return text.startsWith('-----BEGIN CERTIFICATE-----')
    ? { value: text }
    : fault('Must be a certificate in PEM form, beginning with -----BEGIN CERTIFICATE-----.');
}
