import type { AttributeType } from '../schema/attribute-type.js';
import { attributeTypes } from '../schema/attribute-types.js';
import type { DirectoryTree } from '../store/directory-tree.js';
import type { Entry } from '../store/entry.js';
import { parseDistinguishedName } from '../values/distinguished-name.js';
import { foldCase } from '../values/octets.js';
import type { Octets } from '../values/octets.js';
import type { Filter } from '../wire/request.js';
import { unknowable } from './condition.js';
import type { Candidates, Condition } from './condition.js';

/** True for entries that have the attribute. */
export function hasAttribute(type: AttributeType): Condition {
  if (type.source === 'stored') return { matches: (entry) => entry.attributes.has(type) };
  if (type.source === 'computed') return unknowable;
  return { matches: (entry) => entry.count(type) > 0 };
}

/** True for entries with one of these values; keys as the attribute's syntax makes them. */
export function hasOneOf(tree: DirectoryTree, type: AttributeType, keys: ReadonlySet<Octets>): Condition {
  const { syntax } = type;
  const candidates = indexedCandidates(tree, type, keys);
  return {
    matches: (entry) => {
      for (const value of entry.values(type)) {
        const key = syntax.key(value);
        if (key !== undefined && keys.has(key)) return true;
      }
      return false;
    },
    ...(candidates === undefined ? {} : { candidates }),
  };
}

function indexedCandidates(
  tree: DirectoryTree,
  type: AttributeType,
  keys: ReadonlySet<Octets>,
): Candidates | undefined {
  if (type === attributeTypes.distinguishedName) return namedCandidates(tree, keys);
  const index = tree.index(type);
  if (index === undefined) return undefined;
  let size = 0;
  for (const key of keys) size += index.count(key);
  const [only] = keys;
  if (keys.size === 1 && only !== undefined) return { size, entries: index.lookUp(only) };
  const entries = new Set<Entry>();
  for (const key of keys) for (const entry of index.lookUp(key)) entries.add(entry);
  return { size, entries };
}

function namedCandidates(tree: DirectoryTree, names: ReadonlySet<Octets>): Candidates {
  const entries = [...names]
    .map((name) => tree.resolve(parseDistinguishedName(name) ?? []).found)
    .filter((entry) => entry !== undefined);
  return { size: entries.length, entries };
}

/** True for entries with a value at or above, at or below this one. */
export function isOrdered(type: AttributeType, kind: 'atLeast' | 'atMost', value: Octets): Condition {
  const { syntax } = type;
  const { compare } = syntax;
  const bound = syntax.key(value);
  if (compare === undefined || bound === undefined || type.source === 'computed') return unknowable;
  const sign = kind === 'atLeast' ? 1 : -1;
  return {
    matches: (entry) => {
      for (const stored of entry.values(type)) {
        const key = syntax.key(stored);
        if (key !== undefined && compare(key, bound) * sign >= 0) return true;
      }
      return false;
    },
  };
}

/** True for entries with a value that has these parts in this order. */
export function hasParts(type: AttributeType, filter: Extract<Filter, { kind: 'substrings' }>): Condition {
  if (type.syntax.hasSubstrings !== true || type.source === 'computed') return unknowable;
  const initial = filter.initial === undefined ? '' : foldCase(filter.initial);
  const final = filter.final === undefined ? '' : foldCase(filter.final);
  const middle = filter.middle.map(foldCase);
  const fits = (value: Octets): boolean => {
    const folded = foldCase(value);
    const end = folded.length - final.length;
    if (end < initial.length || !folded.startsWith(initial) || !folded.endsWith(final)) return false;
    let position = initial.length;
    for (const part of middle) {
      const found = folded.indexOf(part, position);
      if (found < 0 || found + part.length > end) return false;
      position = found + part.length;
    }
    return true;
  };
  return { matches: (entry) => entry.values(type).some(fits) };
}

/** True for entries whose number has all (or any) of these bits. */
export function hasBits(type: AttributeType, value: Octets, all: boolean): Condition {
  const mask = type.syntax.key(value);
  if (mask === undefined || !/^-?\d+$/.test(mask) || type.source !== 'stored') return unknowable;
  const bits = BigInt(mask);
  return {
    matches: (entry) =>
      entry.attributes.get(type).some((stored) => {
        const common = BigInt(stored) & bits;
        return all ? common === bits : common !== 0n;
      }),
  };
}
