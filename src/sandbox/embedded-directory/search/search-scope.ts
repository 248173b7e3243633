import type { Directory } from '../directory.js';
import type { DirectoryTree } from '../store/directory-tree.js';
import type { Entry } from '../store/entry.js';
import { resolveReference } from '../store/object-reference.js';
import { octetsOfText } from '../values/octets.js';
import type { ReplyReference } from '../wire/reply.js';
import type { SearchRequest, SearchScope } from '../wire/request.js';
import type { SearchControls } from './search-controls.js';

/** True when a search of this base and scope covers the entry. Other naming contexts below the base are not covered. */
export function isInSearch(tree: DirectoryTree, entry: Entry, base: Entry, scope: SearchScope): boolean {
  switch (scope) {
    case 'base':
      return entry === base;
    case 'one':
      return entry.parent === base && !tree.contextRoots.has(entry);
    case 'sub':
      return tree.isInScope(entry, base);
  }
}

/** References to the naming contexts below the base, which a search does not enter. */
export function searchReferences(
  { identity, tree }: Directory,
  request: SearchRequest,
  controls: SearchControls,
): ReplyReference[] {
  if (request.scope === 'base' || controls.domainScope) return [];
  const base = resolveReference(tree, request.base)?.found;
  const reference = (host: string, name: string): ReplyReference => ({
    kind: 'reference',
    urls: [`ldaps://${host}/${encodeURI(name)}${request.scope === 'one' ? '??base' : ''}`],
  });
  if (base === tree.root) {
    const zones = ['ForestDnsZones', 'DomainDnsZones'].map((zone) =>
      reference(`${zone}.${identity.dnsName}`, `DC=${zone},${identity.baseDn}`),
    );
    return [...zones, reference(identity.dnsName, `CN=Configuration,${identity.baseDn}`)];
  }
  if (base?.distinguishedName === octetsOfText(`CN=Configuration,${identity.baseDn}`))
    return [reference(identity.dnsName, `CN=Schema,CN=Configuration,${identity.baseDn}`)];
  return [];
}
