import { attributeTypeNamed } from '../schema/attribute-types.js';
import type { Entry } from '../store/entry.js';
import type { Octets } from '../values/octets.js';
import { LdapFailure } from '../wire/ldap-failure.js';
import { resultCode } from '../wire/result-code.js';
import type { SortKey } from './search-controls.js';

/** All matches in the order of an attribute, those without it last. */
export function sortMatches(matches: Iterable<Entry>, { attribute, reverse }: SortKey): Iterator<Entry> {
  const type = attributeTypeNamed(attribute);
  const compare = type?.syntax.compare;
  if (type === undefined || compare === undefined)
    throw new LdapFailure(
      resultCode.unavailableCriticalExtension,
      `00000057: LdapErr: DSID-0C090A7A, comment: cannot sort by ${attribute.slice(0, 100)}, data 0, v4563`,
    );
  const keyed = [...matches].map((entry): { entry: Entry; key: Octets | undefined } => {
    const value = entry.values(type)[0];
    return { entry, key: value === undefined ? undefined : type.syntax.key(value) };
  });
  const sign = reverse ? -1 : 1;
  keyed.sort((left, right) => {
    if (left.key === undefined || right.key === undefined)
      return Number(left.key === undefined) - Number(right.key === undefined);
    return sign * compare(left.key, right.key);
  });
  return keyed.map(({ entry }) => entry).values();
}
