import { ascii, octetsOfText } from '../values/octets.js';
import type { AttributeSource, AttributeType } from './attribute-type.js';
import {
  boolean,
  bytes,
  className,
  guid,
  integer,
  largeInteger,
  objectName,
  printable,
  sid,
  time,
  unicode,
} from './syntaxes.js';
import type { Syntax } from './syntaxes.js';

function one(name: string, syntax: Syntax, rest: Partial<AttributeType> = {}): AttributeType {
  const defaults = { multiValued: false, systemOnly: false, onlyWhenAsked: false };
  return { name: ascii(name), syntax, source: 'stored', ...defaults, ...rest };
}

function many(name: string, syntax: Syntax, rest: Partial<AttributeType> = {}): AttributeType {
  return one(name, syntax, { ...rest, multiValued: true });
}

function text(name: string, longest: number): AttributeType {
  return one(name, unicode, { longest });
}

function texts(name: string, longest: number): AttributeType {
  return many(name, unicode, { longest });
}

function system(name: string, syntax: Syntax, source: AttributeSource = 'stored'): AttributeType {
  return one(name, syntax, { systemOnly: true, source });
}

function computed(name: string, syntax: Syntax, multiValued = false): AttributeType {
  return one(name, syntax, { systemOnly: true, source: 'computed', onlyWhenAsked: true, multiValued });
}

function back(name: string): AttributeType {
  return many(name, objectName, { source: 'back', systemOnly: true });
}

/** The attributes this directory knows, by name: those of people, groups and domains that Latchkey and its tests touch. Lengths are the schema's `rangeUpper`. */
export const attributeTypes = {
  objectClass: many('objectClass', className),
  objectCategory: one('objectCategory', objectName),
  objectGUID: system('objectGUID', guid),
  objectSid: system('objectSid', sid),
  distinguishedName: system('distinguishedName', objectName, 'named'),
  name: system('name', unicode, 'named'),
  cn: one('cn', unicode, { source: 'named', longest: 64 }),
  ou: one('ou', unicode, { source: 'named', longest: 64 }),
  dc: one('dc', unicode, { source: 'named', longest: 255 }),
  instanceType: system('instanceType', integer),
  whenCreated: system('whenCreated', time),
  whenChanged: system('whenChanged', time),
  uSNCreated: system('uSNCreated', largeInteger),
  uSNChanged: system('uSNChanged', largeInteger),
  isDeleted: system('isDeleted', boolean),
  isCriticalSystemObject: one('isCriticalSystemObject', boolean),
  showInAdvancedViewOnly: one('showInAdvancedViewOnly', boolean),
  lastKnownParent: system('lastKnownParent', objectName),
  description: texts('description', 1024),
  nTSecurityDescriptor: one('nTSecurityDescriptor', bytes, { onlyWhenAsked: true }),
  adminCount: one('adminCount', integer),

  sAMAccountName: text('sAMAccountName', 256),
  sAMAccountType: system('sAMAccountType', integer),
  userAccountControl: one('userAccountControl', integer),
  userPrincipalName: text('userPrincipalName', 1024),
  servicePrincipalName: texts('servicePrincipalName', 1024),
  primaryGroupID: one('primaryGroupID', integer),
  accountExpires: one('accountExpires', largeInteger),
  pwdLastSet: one('pwdLastSet', largeInteger),
  badPwdCount: system('badPwdCount', integer),
  badPasswordTime: system('badPasswordTime', largeInteger),
  lockoutTime: one('lockoutTime', largeInteger),
  lastLogon: system('lastLogon', largeInteger),
  lastLogoff: system('lastLogoff', largeInteger),
  lastLogonTimestamp: system('lastLogonTimestamp', largeInteger),
  logonCount: system('logonCount', integer),
  codePage: one('codePage', integer),
  countryCode: one('countryCode', integer),
  dNSHostName: text('dNSHostName', 2048),
  operatingSystem: text('operatingSystem', 256),
  unicodePwd: one('unicodePwd', bytes, { onlyWhenAsked: true }),
  userPassword: many('userPassword', bytes, { onlyWhenAsked: true }),

  givenName: text('givenName', 64),
  sn: text('sn', 64),
  initials: text('initials', 6),
  displayName: text('displayName', 256),
  mail: text('mail', 256),
  proxyAddresses: texts('proxyAddresses', 1123),
  telephoneNumber: text('telephoneNumber', 64),
  mobile: text('mobile', 64),
  title: text('title', 128),
  department: text('department', 64),
  company: text('company', 64),
  physicalDeliveryOfficeName: text('physicalDeliveryOfficeName', 128),
  streetAddress: text('streetAddress', 1024),
  postalCode: text('postalCode', 40),
  l: text('l', 128),
  st: text('st', 128),
  co: text('co', 128),
  c: one('c', printable, { longest: 3 }),
  employeeID: text('employeeID', 16),
  employeeNumber: text('employeeNumber', 512),
  employeeType: text('employeeType', 256),
  info: text('info', 1024),
  comment: text('comment', 1024),
  wWWHomePage: text('wWWHomePage', 2048),
  thumbnailPhoto: one('thumbnailPhoto', bytes, { longest: 102_400 }),
  extensionAttribute1: text('extensionAttribute1', 1024),

  groupType: one('groupType', integer),
  member: many('member', objectName, { source: 'forward' }),
  memberOf: back('memberOf'),
  manager: one('manager', objectName, { source: 'forward' }),
  directReports: back('directReports'),
  managedBy: one('managedBy', objectName, { source: 'forward' }),
  managedObjects: back('managedObjects'),

  minPwdLength: one('minPwdLength', integer),
  pwdProperties: one('pwdProperties', integer),
  pwdHistoryLength: one('pwdHistoryLength', integer),
  minPwdAge: one('minPwdAge', largeInteger),
  maxPwdAge: one('maxPwdAge', largeInteger),
  lockoutThreshold: one('lockoutThreshold', integer),
  lockoutDuration: one('lockoutDuration', largeInteger),
  lockOutObservationWindow: one('lockOutObservationWindow', largeInteger),
  fSMORoleOwner: one('fSMORoleOwner', objectName),
  msDsBehaviorVersion: system('msDS-Behavior-Version', integer),
  nETBIOSName: text('nETBIOSName', 16),
  dnsRoot: texts('dnsRoot', 255),
  nCName: one('nCName', objectName),
  systemFlags: one('systemFlags', integer),
  invocationId: system('invocationId', guid),
  options: one('options', integer),
  serverReference: one('serverReference', objectName),

  psoAppliesTo: many('msDS-PSOAppliesTo', objectName, { source: 'forward' }),
  psoApplied: back('msDS-PSOApplied'),
  psoPrecedence: one('msDS-PasswordSettingsPrecedence', integer),
  psoReversible: one('msDS-PasswordReversibleEncryptionEnabled', boolean),
  psoHistoryLength: one('msDS-PasswordHistoryLength', integer),
  psoComplexity: one('msDS-PasswordComplexityEnabled', boolean),
  psoMinimumLength: one('msDS-MinimumPasswordLength', integer),
  psoMinimumAge: one('msDS-MinimumPasswordAge', largeInteger),
  psoMaximumAge: one('msDS-MaximumPasswordAge', largeInteger),
  psoLockoutThreshold: one('msDS-LockoutThreshold', integer),
  psoLockoutWindow: one('msDS-LockoutObservationWindow', largeInteger),
  psoLockoutDuration: one('msDS-LockoutDuration', largeInteger),

  tokenGroups: computed('tokenGroups', sid, true),
  primaryGroupToken: computed('primaryGroupToken', integer),
  resultantPso: computed('msDS-ResultantPSO', objectName),
  computedAccountControl: computed('msDS-User-Account-Control-Computed', integer),
} as const satisfies Record<string, AttributeType>;

/** The forward link each back link is the other end of. */
export const forwardLinkOf: ReadonlyMap<AttributeType, AttributeType> = new Map<AttributeType, AttributeType>(
  [
    [attributeTypes.memberOf, attributeTypes.member],
    [attributeTypes.directReports, attributeTypes.manager],
    [attributeTypes.managedObjects, attributeTypes.managedBy],
    [attributeTypes.psoApplied, attributeTypes.psoAppliesTo],
  ],
);

const byName: ReadonlyMap<string, AttributeType> = new Map(
  Object.values<AttributeType>(attributeTypes).map((type) => [type.name.toLowerCase(), type]),
);

/** The attribute of this name, in any case; undefined when the schema has none. */
export function attributeTypeNamed(name: string): AttributeType | undefined {
  return byName.get(octetsOfText(name).toLowerCase());
}
