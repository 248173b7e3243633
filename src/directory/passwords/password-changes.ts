import { ACCOUNT_BITS } from '../../domain/active-directory/directory-values.js';
import type { AttributeChange } from '../wire/ldap-connection.js';

const PASSWORD = 'unicodePwd';
const CONTROL = 'userAccountControl';

/** A reset: one replace (MS-ADTS 3.1.1.3.1.5.2). */
export function resetOfPassword(password: string): AttributeChange[] {
  return [{ operation: 'replace', attribute: PASSWORD, values: [quoted(password)] }];
}

/** A change: the old one taken out, the new one put in. */
export function changeOfPassword(oldPassword: string, newPassword: string): AttributeChange[] {
  return [
    { operation: 'delete', attribute: PASSWORD, values: [quoted(oldPassword)] },
    { operation: 'add', attribute: PASSWORD, values: [quoted(newPassword)] },
  ];
}

/** The one bit, and only if the others are still as they were read: the old value is named, not replaced. */
export function switchOfAccount(present: number, disabled: boolean): AttributeChange[] {
  const wanted = disabled ? present | ACCOUNT_BITS.DISABLED : present & ~ACCOUNT_BITS.DISABLED;
  return [
    { operation: 'delete', attribute: CONTROL, values: [String(present)] },
    { operation: 'add', attribute: CONTROL, values: [String(wanted)] },
  ];
}

function quoted(password: string): Buffer {
  return Buffer.from(`"${password}"`, 'utf16le');
}
