import type { Directory } from '../directory.js';
import { alreadyExists, constraintViolation, insufficientRights, unwilling } from '../directory-failures.js';
import { accountControl, accountType, groupAccountType } from '../schema/account-control.js';
import type { AttributeType } from '../schema/attribute-type.js';
import { attributeTypes } from '../schema/attribute-types.js';
import { controlRight, wellKnownSid } from '../security/access-rights.js';
import { entryOfRid } from '../security/access-token.js';
import {
  decodeSecurityDescriptor,
  descriptorPart,
  encodeSecurityDescriptor,
} from '../security/security-descriptor.js';
import type { Entry } from '../store/entry.js';
import { ascii, foldCase, textOfOctets } from '../values/octets.js';
import type { Octets } from '../values/octets.js';
import { MOST_LOGIN_LENGTH } from './limits.js';
import type { WriteContext } from './write-context.js';

/** The stored attributes a request would leave an entry with: those it touches. */
export type StagedAttributes = Map<AttributeType, readonly Octets[]>;

/**
 * Applies the rules Active Directory has for single attributes of accounts and groups: unique logins and principal
 * names, `pwdLastSet`, `lockoutTime`, control bits, group kinds and security descriptors. May change what is staged.
 * @param account the entry as it is now; undefined while it is being added
 */
export function applyAccountRules(
  context: WriteContext,
  staged: StagedAttributes,
  account: Entry | undefined,
  hasNewPassword: boolean,
): void {
  checkUnique(context.directory, staged, account);
  checkPasswordTime(context, staged);
  checkLockoutTime(staged);
  checkControl(context, staged, account, hasNewPassword);
  checkPrimaryGroup(context, staged, account);
  checkDescriptor(context, staged, account);
  const groupType = staged.get(attributeTypes.groupType)?.[0];
  if (groupType !== undefined)
    staged.set(attributeTypes.sAMAccountType, [groupAccountType(Number(groupType))]);
}

function checkUnique({ tree }: Directory, staged: StagedAttributes, account: Entry | undefined): void {
  const isTaken = (type: AttributeType, value: Octets): boolean => {
    for (const other of tree.index(type)?.lookUp(foldCase(value)) ?? [])
      if (other !== account && !other.deleted) return true;
    return false;
  };
  const login = staged.get(attributeTypes.sAMAccountName)?.[0];
  if (login !== undefined && isTaken(attributeTypes.sAMAccountName, login))
    throw alreadyExists('another object has this sAMAccountName');
  const isPerson =
    account?.attributes.has(attributeTypes.userAccountControl) ??
    staged.has(attributeTypes.userAccountControl);
  if (login !== undefined && isPerson && (textOfOctets(login) ?? login).length > MOST_LOGIN_LENGTH)
    throw constraintViolation(
      '0000052B',
      attributeTypes.sAMAccountName.name,
      `a login has at most ${MOST_LOGIN_LENGTH} characters`,
    );
  const principal = staged.get(attributeTypes.userPrincipalName)?.[0];
  if (principal !== undefined && isTaken(attributeTypes.userPrincipalName, principal))
    throw constraintViolation(
      '000021C8',
      attributeTypes.userPrincipalName.name,
      'another account has this name',
    );
}

/** 0: must change at the next log-on; -1: set now, which needs Unexpire-Password. */
function checkPasswordTime({ access, directory }: WriteContext, staged: StagedAttributes): void {
  const written = staged.get(attributeTypes.pwdLastSet)?.[0];
  if (written === undefined || written === '0') return;
  if (written !== '-1') throw unwilling('00000057', 'pwdLastSet can be set to 0 or -1 only');
  const { tree } = directory;
  if (!access.hasRight(tree.root, controlRight.unexpirePassword)) throw insufficientRights();
  staged.set(attributeTypes.pwdLastSet, [tree.passwordTime()]);
}

function checkLockoutTime(staged: StagedAttributes): void {
  const written = staged.get(attributeTypes.lockoutTime)?.[0];
  if (written === undefined) return;
  if (written !== '0') throw unwilling('00000057', 'lockoutTime can be set to 0 only');
  staged.set(attributeTypes.badPwdCount, [ascii('0')]);
}

/** An account that is switched on has a password, or need not have one. */
function checkControl(
  { directory }: WriteContext,
  staged: StagedAttributes,
  account: Entry | undefined,
  hasNewPassword: boolean,
): void {
  const written = staged.get(attributeTypes.userAccountControl)?.[0];
  if (written === undefined) return;
  const settable = ~(accountControl.lockedOut | accountControl.passwordExpired);
  const control = Number(written) & settable;
  const isPassive = (control & (accountControl.disabled | accountControl.passwordNotRequired)) !== 0;
  const hasPassword = hasNewPassword || (account !== undefined && directory.passwords.has(account));
  const isNormal = (control & accountControl.normal) !== 0;
  if (isNormal && !isPassive && !hasPassword)
    throw unwilling(
      '0000052D',
      'an account is switched on only once it has a password that meets the policy',
    );
  staged.set(attributeTypes.userAccountControl, [ascii(String(control))]);
  staged.set(attributeTypes.sAMAccountType, [accountType(control)]);
}

/** The new primary group has to hold the account as a member. */
function checkPrimaryGroup(
  { directory }: WriteContext,
  staged: StagedAttributes,
  account: Entry | undefined,
): void {
  const rid = staged.get(attributeTypes.primaryGroupID)?.[0];
  if (rid === undefined || account === undefined) return;
  if (rid === account.attributes.first(attributeTypes.primaryGroupID)) return;
  const group = entryOfRid(directory.tree, Number(rid));
  if (group?.links(attributeTypes.member)?.targets.has(account) !== true)
    throw unwilling('00000525', 'the account is no member of the group that is to be its primary group');
}

/** Only the parts the SD-flags control names are replaced. */
function checkDescriptor(
  { directory, descriptorParts }: WriteContext,
  staged: StagedAttributes,
  entry: Entry | undefined,
): void {
  const written = staged.get(attributeTypes.nTSecurityDescriptor)?.[0];
  if (written === undefined) return;
  const descriptor = decodeSecurityDescriptor(written);
  if (descriptor === undefined)
    throw constraintViolation(
      '00000538',
      attributeTypes.nTSecurityDescriptor.name,
      'this is no security descriptor',
    );
  const current =
    entry === undefined
      ? { owner: wellKnownSid.administrators, isProtected: false }
      : directory.descriptors.of(entry);
  const takes = (part: number): boolean => (descriptorParts & part) !== 0;
  const merged = {
    ...current,
    ...(takes(descriptorPart.owner) && descriptor.owner !== undefined ? { owner: descriptor.owner } : {}),
    ...(takes(descriptorPart.group) && descriptor.group !== undefined ? { group: descriptor.group } : {}),
    ...(takes(descriptorPart.accessList) && descriptor.accessList !== undefined
      ? { accessList: descriptor.accessList, isProtected: descriptor.isProtected }
      : {}),
    ...(takes(descriptorPart.auditList) && descriptor.auditList !== undefined
      ? { auditList: descriptor.auditList }
      : {}),
  };
  staged.set(attributeTypes.nTSecurityDescriptor, [encodeSecurityDescriptor(merged)]);
}

/** The account joins the list of its old primary group and leaves that of the new one. */
export function swapPrimaryGroup({ tree }: Directory, account: Entry, before: Octets | undefined): void {
  const after = account.attributes.first(attributeTypes.primaryGroupID);
  if (before === undefined || after === undefined || before === after) return;
  const oldGroup = entryOfRid(tree, Number(before));
  const newGroup = entryOfRid(tree, Number(after));
  oldGroup?.ownLinks(attributeTypes.member).add(account);
  newGroup?.links(attributeTypes.member)?.remove(account);
  for (const group of [oldGroup, newGroup]) if (group !== undefined) tree.touch(group);
}
