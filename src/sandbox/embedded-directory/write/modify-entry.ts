import {
  constraintViolation,
  insufficientRights,
  unknownAttribute,
  unwilling,
} from '../directory-failures.js';
import type { AttributeType } from '../schema/attribute-type.js';
import { attributeTypeNamed, attributeTypes } from '../schema/attribute-types.js';
import { accessMask } from '../security/access-rights.js';
import type { Entry } from '../store/entry.js';
import type { Octets } from '../values/octets.js';
import { LdapFailure } from '../wire/ldap-failure.js';
import type { Change, ModifyRequest } from '../wire/request.js';
import { resultCode } from '../wire/result-code.js';
import { applyAccountRules, swapPrimaryGroup } from './account-rules.js';
import type { StagedAttributes } from './account-rules.js';
import { StagedLinks } from './link-changes.js';
import { applyPasswordWrite, checkPasswordWrite, readPasswordWrite } from './password-changes.js';
import { changedValues } from './staged-values.js';
import { demand, entryToWrite } from './write-context.js';
import type { WriteContext } from './write-context.js';

/** Changes the attributes of an entry: all of the request or, when any part is refused, nothing. */
export function modifyEntry(context: WriteContext, request: ModifyRequest): void {
  const { directory, permissive } = context;
  const entry = entryToWrite(context, request.name);
  const typed = request.changes.map((change) => ({ type: writableType(change.name, entry), change }));
  const passwordChanges = typed.filter(({ type }) => type === attributeTypes.unicodePwd);
  const others = typed.filter(
    ({ type }) => type !== attributeTypes.unicodePwd && type !== attributeTypes.userPassword,
  );
  demandWriting(context, entry, others, typed.length > passwordChanges.length + others.length);

  const staged: StagedAttributes = new Map<AttributeType, readonly Octets[]>();
  const links = new StagedLinks(directory, entry, permissive);
  for (const { type, change } of others)
    if (type.source === 'forward') links.change(type, change);
    else
      staged.set(
        type,
        changedValues(type, staged.get(type) ?? entry.attributes.get(type), change, permissive),
      );
  const password = readPasswordWrite(passwordChanges.map(({ change }) => change));
  applyAccountRules(context, staged, entry, password !== undefined);
  if (password !== undefined) checkPasswordWrite(context, entry, password);

  const isChanged = password !== undefined || !links.isEmpty || changesSomething(entry, staged);
  if (!isChanged) return;
  const primaryGroup = entry.attributes.first(attributeTypes.primaryGroupID);
  if (password !== undefined) applyPasswordWrite(context, entry, password);
  for (const [type, values] of staged) directory.tree.write(entry, type, values);
  links.apply(entry);
  directory.tree.touch(entry);
  swapPrimaryGroup(directory, entry, primaryGroup);
}

/** A security descriptor needs a right of its own; a password is looked at with the password. */
function demandWriting(
  context: WriteContext,
  entry: Entry,
  changes: readonly { readonly type: AttributeType; readonly change: Change }[],
  writesUserPassword: boolean,
): void {
  const writesDescriptor = changes.some(({ type }) => type === attributeTypes.nTSecurityDescriptor);
  if (writesDescriptor) demand(context, entry, accessMask.writeDescriptor);
  if (writesUserPassword) demand(context, entry, accessMask.writeProperty);
  const written = changes.filter(({ type }) => type !== attributeTypes.nTSecurityDescriptor);
  if (!written.every(({ type }) => context.access.mayWrite(entry, type))) throw insufficientRights();
}

/** The attribute of this name, when a client may write it. */
function writableType(name: string, entry: Entry): AttributeType {
  const type = attributeTypeNamed(name);
  if (type === undefined) throw unknownAttribute(name);
  if (type.source === 'back') throw unwilling('0000209A', 'write the other end of the link instead');
  if (type.name.toUpperCase() === entry.name.type || type === attributeTypes.name)
    throw new LdapFailure(
      resultCode.notAllowedOnRdn,
      '000020B1: UpdErr: DSID-03152612, problem 6004 (CANT_ON_RDN), data 0 (rename the entry instead)',
    );
  if (type.systemOnly || type === attributeTypes.objectClass || type.source === 'named')
    throw constraintViolation('000020B1', type.name, 'only the directory itself writes this attribute');
  return type;
}

function changesSomething(entry: Entry, staged: StagedAttributes): boolean {
  for (const [type, values] of staged) {
    const current = entry.attributes.get(type);
    if (current.length !== values.length || current.some((value, index) => value !== values[index]))
      return true;
  }
  return false;
}
