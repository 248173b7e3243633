import type { AttributeType } from '../schema/attribute-type.js';
import { attributeTypeNamed, attributeTypes } from '../schema/attribute-types.js';
import { integer, largeInteger } from '../schema/syntaxes.js';
import type { Directory } from '../directory.js';
import type { AccessCheck } from '../security/access-check.js';
import { attributeGuids } from '../security/access-rights.js';
import { resolveReference } from '../store/object-reference.js';
import type { Entry } from '../store/entry.js';
import { distinguishedNameKey } from '../values/distinguished-name.js';
import type { Octets } from '../values/octets.js';
import type { Filter } from '../wire/request.js';
import { allOf, anyOf, noneOf, unknowable } from './condition.js';
import type { Condition } from './condition.js';
import { inChain, linkedTo } from './link-conditions.js';
import { hasAttribute, hasBits, hasOneOf, hasParts, isOrdered } from './value-conditions.js';

const BIT_AND = '1.2.840.113556.1.4.803';
const BIT_OR = '1.2.840.113556.1.4.804';
const IN_CHAIN = '1.2.840.113556.1.4.1941';

type Rule = Extract<Filter, { kind: 'rule' }>;
/** A condition about one attribute other than equality. */
type AboutOne = Exclude<Filter, { kind: 'and' | 'or' | 'not' | 'equal' }>;

/** What a filter is about, and for whom. */
export interface FilterContext {
  readonly directory: Directory;
  readonly access: AccessCheck;
}

/** Makes a filter ready for many entries. What it names is looked up once, here. */
export function compileFilter(context: FilterContext, filter: Filter): Condition {
  switch (filter.kind) {
    case 'and':
      return allOf(filter.parts.map((part) => compileFilter(context, part)));
    case 'or':
      return compileAlternatives(context, filter.parts);
    case 'not':
      return noneOf(compileFilter(context, filter.part));
    case 'equal':
      return compileEquality(context, filter.attribute, [filter.value]);
    default:
      return compileCondition(context, filter);
  }
}

function compileCondition(context: FilterContext, filter: AboutOne): Condition {
  const type = filterableType(filter.attribute);
  if (type === undefined) return unknowable;
  return whereVisible(context.access, type, conditionAbout(context.directory, type, filter));
}

function conditionAbout(directory: Directory, type: AttributeType, filter: AboutOne): Condition {
  switch (filter.kind) {
    case 'present':
      return hasAttribute(type);
    case 'substrings':
      return hasParts(type, filter);
    case 'rule':
      return compileRule(directory, type, filter);
    case 'atLeast':
    case 'atMost':
      return isOrdered(type, filter.kind, filter.value);
  }
}

/** Alternatives about one attribute become one condition, so that hundreds of identifiers cost one look-up an entry. */
function compileAlternatives(context: FilterContext, parts: readonly Filter[]): Condition {
  const values = new Map<string, Octets[]>();
  const others: Condition[] = [];
  for (const part of parts) {
    if (part.kind !== 'equal') others.push(compileFilter(context, part));
    else {
      const name = part.attribute.toLowerCase();
      const list = values.get(name);
      if (list === undefined) values.set(name, [part.value]);
      else list.push(part.value);
    }
  }
  const equalities = [...values].map(([name, list]) => compileEquality(context, name, list));
  return anyOf([...equalities, ...others]);
}

function compileEquality(
  { directory, access }: FilterContext,
  attribute: string,
  values: readonly Octets[],
): Condition {
  const type = filterableType(attribute);
  if (type === undefined || type.source === 'computed') return unknowable;
  return whereVisible(access, type, equality(directory, type, values));
}

function equality(directory: Directory, type: AttributeType, values: readonly Octets[]): Condition {
  if (type.source === 'forward' || type.source === 'back')
    return linkedTo(type, new Set(values.flatMap((value) => referencedEntry(directory, value) ?? [])));
  const keys = values.map((value) =>
    type === attributeTypes.objectCategory ? categoryKey(directory, value) : type.syntax.key(value),
  );
  const known = keys.filter((key) => key !== undefined);
  const condition = hasOneOf(directory.tree, type, new Set(known));
  return known.length === keys.length ? condition : anyOf([condition, unknowable]);
}

/** `(objectCategory=person)`: a class name stands for the category of that class. */
function categoryKey(directory: Directory, value: Octets): Octets | undefined {
  return distinguishedNameKey(directory.identity.categoryOf(value) ?? value);
}

function referencedEntry(directory: Directory, value: Octets): Entry | undefined {
  return resolveReference(directory.tree, value)?.found;
}

function compileRule(directory: Directory, type: AttributeType, { rule, value }: Rule): Condition {
  const isNumber = type.syntax === integer || type.syntax === largeInteger;
  if ((rule === BIT_AND || rule === BIT_OR) && isNumber) return hasBits(type, value, rule === BIT_AND);
  if (rule === IN_CHAIN && (type.source === 'forward' || type.source === 'back')) {
    const start = referencedEntry(directory, value);
    return start === undefined ? linkedTo(type, new Set()) : inChain(type, start);
  }
  return unknowable;
}

/** Nothing can be said about an attribute the account may not read, not even that there is none. */
function whereVisible(access: AccessCheck, type: AttributeType, condition: Condition): Condition {
  if (!attributeGuids.has(type.name.toLowerCase())) return condition;
  return {
    ...condition,
    matches: (entry) => (access.hides(entry, type) ? undefined : condition.matches(entry)),
  };
}

/** Secrets cannot be searched for. */
function filterableType(name: string): AttributeType | undefined {
  const type = attributeTypeNamed(name);
  return type === attributeTypes.unicodePwd || type === attributeTypes.userPassword ? undefined : type;
}
