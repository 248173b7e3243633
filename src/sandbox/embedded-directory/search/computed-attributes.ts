import type { Directory } from '../directory.js';
import { passwordSettingsOf, policyFor } from '../passwords/password-policy.js';
import type { AttributeType } from '../schema/attribute-type.js';
import { attributeTypes } from '../schema/attribute-types.js';
import { objectClasses } from '../schema/object-classes.js';
import { securityGroupsOf } from '../security/access-token.js';
import { isLockedOut, isPasswordExpired } from '../session/account-state.js';
import type { Entry } from '../store/entry.js';
import { accountControl } from '../schema/account-control.js';
import { ascii } from '../values/octets.js';
import type { Octets } from '../values/octets.js';
import { ridOf } from '../values/sid.js';

/** The values of an attribute that is worked out when it is asked for; none where it does not apply. */
export function computeValues(directory: Directory, entry: Entry, type: AttributeType): readonly Octets[] {
  const { tree } = directory;
  if (type === attributeTypes.primaryGroupToken) {
    const isGroup = entry.isA(objectClasses.group.chain.at(-1) ?? ascii(''));
    return isGroup && entry.sid !== undefined ? [ascii(String(ridOf(entry.sid)))] : [];
  }
  if (!entry.attributes.has(attributeTypes.sAMAccountType)) return [];
  if (type === attributeTypes.tokenGroups) return [...securityGroupsOf(tree, entry)];
  if (!entry.attributes.has(attributeTypes.userAccountControl)) return [];
  if (type === attributeTypes.resultantPso) {
    const settings = passwordSettingsOf(tree, entry);
    return settings === undefined ? [] : [settings.distinguishedName];
  }
  if (type === attributeTypes.computedAccountControl)
    return [ascii(String(computedControl(directory, entry)))];
  return [];
}

/** Only the bits that depend on the clock. */
function computedControl({ tree }: Directory, account: Entry): number {
  const policy = policyFor(tree, account);
  const locked = isLockedOut(account, policy, tree.now()) ? accountControl.lockedOut : 0;
  const expired = isPasswordExpired(account, policy, tree.now()) ? accountControl.passwordExpired : 0;
  return locked | expired;
}
