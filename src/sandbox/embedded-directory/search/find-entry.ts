import type { Directory } from '../directory.js';
import { badName, elsewhere, noSuchObject } from '../directory-failures.js';
import type { Session } from '../session/session.js';
import { parseObjectReference, resolveReference } from '../store/object-reference.js';
import type { Entry } from '../store/entry.js';
import { textOfOctets } from '../values/octets.js';
import type { Octets } from '../values/octets.js';

/**
 * The entry a request names. Refuses what is no name (34), a name in another domain (referral), and what is not there
 * or may not be seen (32).
 */
export function findEntry(
  directory: Directory,
  session: Session,
  reference: Octets,
  showsDeleted = false,
): Entry {
  const { tree } = directory;
  const { access } = session.require();
  const resolved = resolveReference(tree, reference);
  if (resolved === undefined) throw badName();
  const { found } = resolved;
  if (found === undefined) throw absent(directory, reference, resolved.nearest);
  if ((found.deleted && !showsDeleted) || !access.mayRead(found)) throw noSuchObject(found.parent);
  return found;
}

/** Names that end in domain components of another domain lead there. */
function absent(directory: Directory, text: Octets, nearest: Entry | undefined): Error {
  const reference = parseObjectReference(text);
  if (reference?.kind !== 'name' || directory.tree.holds(reference.name)) return noSuchObject(nearest);
  const labels: Octets[] = [];
  for (const { type, value } of reference.name.toReversed()) {
    if (type !== 'DC') break;
    labels.unshift(value);
  }
  if (labels.length === 0) return noSuchObject();
  const domain = labels.map((label) => textOfOctets(label) ?? label).join('.');
  return elsewhere(domain, text);
}
