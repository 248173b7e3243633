import { ascii } from '../values/octets.js';
import type { Octets } from '../values/octets.js';

/** Bits of `userAccountControl` (MS-ADTS 2.2.16). */
export const accountControl = {
  disabled: 0x2,
  lockedOut: 0x10,
  passwordNotRequired: 0x20,
  normal: 0x200,
  interdomainTrust: 0x800,
  workstationTrust: 0x1000,
  serverTrust: 0x2000,
  passwordNeverExpires: 0x10000,
  smartCardRequired: 0x40000,
  trustedForDelegation: 0x80000,
  passwordExpired: 0x800000,
} as const;

/** Bits of `groupType`; the sign bit marks a security group. */
export const groupKind = {
  builtin: 0x1,
  global: 0x2,
  domainLocal: 0x4,
  universal: 0x8,
  security: -2147483648,
} as const;

/** `sAMAccountType` of an account with these control bits: only 805306368 is a person. */
export function accountType(control: number): Octets {
  if ((control & accountControl.interdomainTrust) !== 0) return ascii('805306370');
  const machine = accountControl.workstationTrust | accountControl.serverTrust;
  return ascii((control & machine) !== 0 ? '805306369' : '805306368');
}

/** `sAMAccountType` of a group with this `groupType`. */
export function groupAccountType(type: number): Octets {
  const local = (type & groupKind.domainLocal) !== 0;
  const security = (type & groupKind.security) !== 0;
  return ascii(String((local ? 536870912 : 268435456) + (security ? 0 : 1)));
}
