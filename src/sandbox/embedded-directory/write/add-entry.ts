import { randomBytes } from 'node:crypto';
import {
  alreadyExists,
  badName,
  constraintViolation,
  namingViolation,
  noSuchObject,
  objectClassViolation,
  unknownAttribute,
  unwilling,
} from '../directory-failures.js';
import type { AttributeType } from '../schema/attribute-type.js';
import { attributeTypeNamed, attributeTypes } from '../schema/attribute-types.js';
import { isKnownClass, objectClassOf, objectClasses } from '../schema/object-classes.js';
import type { ObjectClass } from '../schema/object-classes.js';
import { accessMask } from '../security/access-rights.js';
import type { Entry } from '../store/entry.js';
import { parseDistinguishedName } from '../values/distinguished-name.js';
import type { RelativeName } from '../values/distinguished-name.js';
import { randomGuid } from '../values/guid.js';
import { ascii, foldCase } from '../values/octets.js';
import type { Octets } from '../values/octets.js';
import type { AddRequest, RequestAttribute } from '../wire/request.js';
import { applyAccountRules } from './account-rules.js';
import type { StagedAttributes } from './account-rules.js';
import { StagedLinks } from './link-changes.js';
import { makeEntry } from './new-entry.js';
import { applyPasswordWrite, checkPasswordWrite, readPasswordWrite } from './password-changes.js';
import { checkedValues } from './staged-values.js';
import { demand } from './write-context.js';
import type { WriteContext } from './write-context.js';

/** Adds an entry with everything a controller adds by itself: identifiers, defaults, a login when none is given. */
export function addEntry(context: WriteContext, request: AddRequest): void {
  const { directory } = context;
  const { name, parent } = placeOf(context, request.name);
  demand(context, parent, accessMask.createChild);
  const typed = request.attributes.map((attribute) => ({ type: addableType(attribute.name), attribute }));
  const objectClass = classOf(typed);
  checkNaming(objectClass, name, typed);
  if (directory.tree.isTaken(parent, name)) throw alreadyExists('an object of this name is already there');

  const staged = new Map<AttributeType, readonly Octets[]>();
  const links = new StagedLinks(directory, undefined, context.permissive);
  for (const { type, attribute } of typed) stage(type, attribute, staged, links);
  const passwordValues = typed.filter(({ type }) => type === attributeTypes.unicodePwd);
  const password = readPasswordWrite(
    passwordValues.map(({ attribute }) => ({ ...attribute, operation: 'add' as const })),
    true,
  );
  if (password !== undefined && !objectClass.account)
    throw unwilling('0000001F', 'only accounts have a password');
  addLogin(objectClass, name, staged);
  applyAccountRules(context, staged, undefined, password !== undefined);

  const entry = makeEntry(directory.identity, {
    objectClass,
    name,
    guid: randomGuid(),
    ...(isPrincipal(objectClass) ? { rid: directory.relativeIdentifiers.take() } : {}),
    attributes: staged,
  });
  if (password !== undefined) checkPasswordWrite(context, entry, password);
  directory.tree.insert(entry, parent);
  links.apply(entry);
  if (password !== undefined) applyPasswordWrite(context, entry, password);
}

function placeOf({ directory }: WriteContext, text: Octets): { name: RelativeName; parent: Entry } {
  const parsed = parseDistinguishedName(text);
  const [name, ...above] = parsed ?? [];
  if (name === undefined) throw badName();
  const resolved = directory.tree.resolve(above);
  if (resolved.found === undefined) throw noSuchObject(resolved.nearest);
  if (resolved.found.deleted) throw noSuchObject(directory.tree.root);
  return { name, parent: resolved.found };
}

function addableType(name: string): AttributeType {
  const type = attributeTypeNamed(name);
  if (type === undefined) throw unknownAttribute(name);
  if (type.systemOnly && type !== attributeTypes.name && type !== attributeTypes.distinguishedName)
    throw constraintViolation('000020B1', type.name, 'only the directory itself writes this attribute');
  return type;
}

type TypedAttributes = readonly { readonly type: AttributeType; readonly attribute: RequestAttribute }[];

function classOf(typed: TypedAttributes): ObjectClass {
  const names = typed.find(({ type }) => type === attributeTypes.objectClass)?.attribute.values ?? [];
  const unknown = names.find((name) => !isKnownClass(name));
  if (unknown !== undefined) throw unknownAttribute(unknown);
  const objectClass = objectClassOf(names);
  if (objectClass === undefined)
    throw objectClassViolation('objectClass is missing or mixes classes that do not belong together');
  return objectClass;
}

function checkNaming(objectClass: ObjectClass, name: RelativeName, typed: TypedAttributes): void {
  if (name.type !== objectClass.naming)
    throw namingViolation(`objects of this class are named by ${objectClass.naming}`);
  const given = typed.find(({ type }) => type.name.toUpperCase() === name.type)?.attribute.values ?? [
    name.value,
  ];
  if (given.length !== 1 || foldCase(given[0] ?? ascii('')) !== foldCase(name.value))
    throw namingViolation(`${name.type} is not the one in the name of the object`);
  checkedValues(attributeTypeNamed(name.type) ?? attributeTypes.cn, [name.value]);
}

function stage(
  type: AttributeType,
  attribute: RequestAttribute,
  staged: StagedAttributes,
  links: StagedLinks,
): void {
  const isElsewhere =
    type.source === 'named' ||
    type === attributeTypes.objectClass ||
    type === attributeTypes.unicodePwd ||
    type === attributeTypes.userPassword;
  if (isElsewhere) return;
  if (type.source === 'forward') links.change(type, { ...attribute, operation: 'add' });
  else staged.set(type, checkedValues(type, attribute.values));
}

function isPrincipal(objectClass: ObjectClass): boolean {
  return objectClass.account || objectClass === objectClasses.group;
}

/** Accounts and groups added without a login get one nobody would type. */
function addLogin(objectClass: ObjectClass, name: RelativeName, staged: StagedAttributes): void {
  if (!isPrincipal(objectClass) || staged.has(attributeTypes.sAMAccountName)) return;
  const login = objectClass.account ? ascii(`$${randomBytes(6).toString('hex').toUpperCase()}`) : name.value;
  staged.set(attributeTypes.sAMAccountName, [login]);
}
