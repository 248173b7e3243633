import { attributeTypes } from '../schema/attribute-types.js';
import { groupKind } from '../schema/account-control.js';
import type { DirectoryTree } from '../store/directory-tree.js';
import type { Entry } from '../store/entry.js';
import type { Octets } from '../values/octets.js';
import { ridOf, sidInDomain } from '../values/sid.js';
import { wellKnownSid } from './access-rights.js';

/** Who a connection is: everything access lists may name it by. */
export interface AccessToken {
  readonly account: Entry;
  /** Security identifiers of the account, its groups and the groups of every signed-in account. */
  readonly sids: ReadonlySet<Octets>;
}

/** Security groups an entry belongs to, through other groups and its primary group too: the values of `tokenGroups`. */
export function securityGroupsOf(tree: DirectoryTree, entry: Entry): Set<Octets> {
  const seen = new Set<Entry>();
  const waiting = [...directGroups(tree, entry)];
  for (let group = waiting.pop(); group !== undefined; group = waiting.pop()) {
    if (seen.has(group) || (group.number(attributeTypes.groupType) & groupKind.security) === 0) continue;
    seen.add(group);
    waiting.push(...group.sources(attributeTypes.member));
  }
  return new Set([...seen].map((group) => group.sid).filter((sid) => sid !== undefined));
}

function directGroups(tree: DirectoryTree, entry: Entry): Entry[] {
  const primary = primaryGroupOf(tree, entry);
  return [...entry.sources(attributeTypes.member), ...(primary === undefined ? [] : [primary])];
}

/** The group whose RID the entry's `primaryGroupID` names; it is in no `member` list. */
export function primaryGroupOf(tree: DirectoryTree, entry: Entry): Entry | undefined {
  const rid = entry.attributes.first(attributeTypes.primaryGroupID);
  return rid === undefined ? undefined : entryOfRid(tree, Number(rid));
}

/** The entry of the domain with this last part of its identifier. */
export function entryOfRid(tree: DirectoryTree, rid: number): Entry | undefined {
  const domainSid = tree.root.sid;
  if (domainSid === undefined) return undefined;
  return tree.index(attributeTypes.objectSid)?.first(sidInDomain(domainSid, rid));
}

/** The token of an account that has just signed in. */
export function tokenOf(tree: DirectoryTree, account: Entry): AccessToken {
  const own = account.sid;
  const everyone = [
    wellKnownSid.everyone,
    wellKnownSid.network,
    wellKnownSid.authenticatedUsers,
    wellKnownSid.thisOrganization,
  ];
  const groups = securityGroupsOf(tree, account);
  return { account, sids: new Set([...(own === undefined ? [] : [own]), ...groups, ...everyone]) };
}

/** True for accounts that may see audit lists and change everything. */
export function isAdministrator(tree: DirectoryTree, token: AccessToken): boolean {
  const domainAdmins = [...token.sids].some((sid) => isOfDomain(tree, sid) && ridOf(sid) === 512);
  return domainAdmins || token.sids.has(wellKnownSid.administrators);
}

function isOfDomain(tree: DirectoryTree, sid: Octets): boolean {
  const domainSid = tree.root.sid;
  return domainSid !== undefined && sid === sidInDomain(domainSid, ridOf(sid));
}
