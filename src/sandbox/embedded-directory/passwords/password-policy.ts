import type { AttributeType } from '../schema/attribute-type.js';
import { attributeTypes } from '../schema/attribute-types.js';
import { ascii } from '../values/octets.js';
import type { DirectoryTree } from '../store/directory-tree.js';
import type { Entry } from '../store/entry.js';
import { groupKind } from '../schema/account-control.js';
import { primaryGroupOf } from '../security/access-token.js';
import { millisecondsOfDuration } from '../values/time.js';

/** The rules for one account's passwords. Durations in milliseconds; infinity means for ever. */
export interface PasswordPolicy {
  readonly minimumLength: number;
  readonly mustBeComplex: boolean;
  readonly historyLength: number;
  readonly minimumAge: number;
  readonly maximumAge: number;
  /** Wrong passwords until the account is locked; 0: never. */
  readonly lockoutThreshold: number;
  readonly lockoutDuration: number;
  readonly lockoutWindow: number;
}

const COMPLEXITY_BIT = 1;
const passwordSettings = ascii('msDS-PasswordSettings');

/** The policy in force for an account: the password settings object that applies to it, else the domain's. */
export function policyFor(tree: DirectoryTree, account: Entry): PasswordPolicy {
  const settings = passwordSettingsOf(tree, account);
  return settings === undefined ? domainPolicy(tree.root) : settingsPolicy(settings);
}

/** `msDS-ResultantPSO`: the object with the lowest precedence, those for the account itself before those for its groups. */
export function passwordSettingsOf(tree: DirectoryTree, account: Entry): Entry | undefined {
  const own = settingsFor([account]);
  if (own.length > 0) return own[0];
  const primary = primaryGroupOf(tree, account);
  const groups = new Set(primary === undefined ? [] : [primary]);
  const waiting = [...account.sources(attributeTypes.member), ...groups];
  for (let group = waiting.pop(); group !== undefined; group = waiting.pop()) {
    if ((group.number(attributeTypes.groupType) & groupKind.global) === 0) continue;
    groups.add(group);
    waiting.push(...group.sources(attributeTypes.member).filter((outer) => !groups.has(outer)));
  }
  return settingsFor([...groups])[0];
}

function settingsFor(entries: readonly Entry[]): Entry[] {
  const precedence = (settings: Entry): number =>
    settings.number(attributeTypes.psoPrecedence, Number.MAX_SAFE_INTEGER);
  return entries
    .flatMap((entry) => entry.sources(attributeTypes.psoAppliesTo))
    .filter((settings) => settings.isA(passwordSettings))
    .toSorted((left, right) => precedence(left) - precedence(right));
}

function duration(entry: Entry, type: AttributeType): number {
  const ticks = entry.attributes.first(type);
  return ticks === undefined ? 0 : millisecondsOfDuration(ticks);
}

/** No maximum age is written as zero. */
function maximumAge(entry: Entry, type: AttributeType): number {
  return duration(entry, type) || Number.POSITIVE_INFINITY;
}

function domainPolicy(root: Entry): PasswordPolicy {
  return {
    minimumLength: root.number(attributeTypes.minPwdLength),
    mustBeComplex: (root.number(attributeTypes.pwdProperties) & COMPLEXITY_BIT) !== 0,
    historyLength: root.number(attributeTypes.pwdHistoryLength),
    minimumAge: duration(root, attributeTypes.minPwdAge),
    maximumAge: maximumAge(root, attributeTypes.maxPwdAge),
    lockoutThreshold: root.number(attributeTypes.lockoutThreshold),
    lockoutDuration: maximumAge(root, attributeTypes.lockoutDuration),
    lockoutWindow: duration(root, attributeTypes.lockOutObservationWindow),
  };
}

function settingsPolicy(settings: Entry): PasswordPolicy {
  return {
    minimumLength: settings.number(attributeTypes.psoMinimumLength),
    mustBeComplex: settings.attributes.first(attributeTypes.psoComplexity) === 'TRUE',
    historyLength: settings.number(attributeTypes.psoHistoryLength),
    minimumAge: duration(settings, attributeTypes.psoMinimumAge),
    maximumAge: maximumAge(settings, attributeTypes.psoMaximumAge),
    lockoutThreshold: settings.number(attributeTypes.psoLockoutThreshold),
    lockoutDuration: maximumAge(settings, attributeTypes.psoLockoutDuration),
    lockoutWindow: duration(settings, attributeTypes.psoLockoutWindow),
  };
}
