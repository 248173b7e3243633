import type { Directory } from '../directory.js';
import { noSuchObject } from '../directory-failures.js';
import { attributeTypes } from '../schema/attribute-types.js';
import { objectClasses } from '../schema/object-classes.js';
import type { Entry } from '../store/entry.js';
import { randomGuid } from '../values/guid.js';
import { ascii, octetsOfText } from '../values/octets.js';
import type { Octets } from '../values/octets.js';
import { textOfSid } from '../values/sid.js';
import { makeEntry } from './new-entry.js';

/** The object that stands for an account of another forest; made when there is none. */
export function foreignPrincipal({ tree, identity }: Directory, sid: Octets): Entry {
  const container = tree.resolve([
    { type: 'CN', value: ascii('ForeignSecurityPrincipals') },
    ...identity.baseName,
  ]).found;
  if (container === undefined) throw noSuchObject(tree.root);
  const entry = makeEntry(identity, {
    objectClass: objectClasses.foreignSecurityPrincipal,
    name: { type: 'CN', value: octetsOfText(textOfSid(sid)) },
    guid: randomGuid(),
    attributes: new Map([[attributeTypes.objectSid, [sid]]]),
  });
  tree.insert(entry, container);
  return entry;
}
