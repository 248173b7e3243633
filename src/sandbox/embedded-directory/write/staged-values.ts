import { badValue, constraintViolation, noSuchValue, valueExists } from '../directory-failures.js';
import type { AttributeType } from '../schema/attribute-type.js';
import type { Octets } from '../values/octets.js';
import { textOfOctets } from '../values/octets.js';
import type { Change } from '../wire/request.js';

/**
 * The values an attribute has after one change.
 * @param permissive what is already so is no error (control 1.2.840.113556.1.4.1413)
 */
export function changedValues(
  type: AttributeType,
  current: readonly Octets[],
  change: Change,
  permissive: boolean,
): readonly Octets[] {
  switch (change.operation) {
    case 'replace':
      return checkedValues(type, change.values);
    case 'add':
      return withAdded(type, current, checkedValues(type, change.values), permissive);
    case 'delete':
      return withoutDeleted(type, current, change.values, permissive);
  }
}

/** Values in the form they are stored in; refuses those of the wrong form, length, number or given twice. */
export function checkedValues(type: AttributeType, values: readonly Octets[]): readonly Octets[] {
  if (!type.multiValued && values.length > 1)
    throw constraintViolation('00002081', type.name, 'the attribute takes one value');
  const keys = new Set<Octets>();
  return values.map((value) => {
    const stored = type.syntax.store(value);
    const key = stored === undefined ? undefined : type.syntax.key(stored);
    if (stored === undefined || key === undefined || value === '') throw badValue(type.name);
    if (type.longest !== undefined && lengthOf(value) > type.longest)
      throw constraintViolation('00002082', type.name, `a value is longer than ${type.longest} characters`);
    if (keys.has(key)) throw valueExists(type.name);
    keys.add(key);
    return stored;
  });
}

/** UTF-16 units, as the schema counts; bytes where the value is no text. */
function lengthOf(value: Octets): number {
  return (textOfOctets(value) ?? value).length;
}

function withAdded(
  type: AttributeType,
  current: readonly Octets[],
  added: readonly Octets[],
  permissive: boolean,
): readonly Octets[] {
  const known = new Set(current.map((value) => type.syntax.key(value)));
  const fresh = added.filter((value) => !known.has(type.syntax.key(value)));
  if (fresh.length < added.length && !permissive) throw valueExists(type.name);
  if (!type.multiValued && current.length > 0 && fresh.length > 0) throw valueExists(type.name);
  return [...current, ...fresh];
}

function withoutDeleted(
  type: AttributeType,
  current: readonly Octets[],
  deleted: readonly Octets[],
  permissive: boolean,
): readonly Octets[] {
  if (deleted.length === 0) {
    if (current.length === 0 && !permissive) throw noSuchValue(type.name);
    return [];
  }
  const gone = new Set(deleted.map((value) => type.syntax.key(value)));
  const left = current.filter((value) => !gone.has(type.syntax.key(value)));
  if (current.length - left.length < gone.size && !permissive) throw noSuchValue(type.name);
  return left;
}
