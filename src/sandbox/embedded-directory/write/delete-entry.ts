import type { Directory } from '../directory.js';
import { noSuchObject, unwilling } from '../directory-failures.js';
import { attributeTypes } from '../schema/attribute-types.js';
import type { AttributeType } from '../schema/attribute-type.js';
import { accessMask } from '../security/access-rights.js';
import type { DirectoryTree } from '../store/directory-tree.js';
import type { Entry } from '../store/entry.js';
import { textOfGuid } from '../values/guid.js';
import { ascii, joinOctets, octetsOfText } from '../values/octets.js';
import { LdapFailure } from '../wire/ldap-failure.js';
import type { DeleteRequest } from '../wire/request.js';
import { resultCode } from '../wire/result-code.js';
import { demand, entryToWrite } from './write-context.js';
import type { WriteContext } from './write-context.js';

const keptByTombstones: ReadonlySet<AttributeType> = new Set([
  attributeTypes.objectClass,
  attributeTypes.objectGUID,
  attributeTypes.objectSid,
  attributeTypes.instanceType,
  attributeTypes.whenCreated,
  attributeTypes.whenChanged,
  attributeTypes.uSNCreated,
  attributeTypes.uSNChanged,
  attributeTypes.sAMAccountName,
  attributeTypes.userAccountControl,
  attributeTypes.groupType,
  attributeTypes.nTSecurityDescriptor,
]);

/** Deletes an entry. What is left is a tombstone with few attributes, which only the show-deleted control makes visible. */
export function deleteEntry(context: WriteContext, request: DeleteRequest): void {
  const { tree } = context.directory;
  const entry = entryToWrite(context, request.name);
  const children = [...(entry.children?.values() ?? [])];
  if (children.length > 0 && !context.deletesTree)
    throw new LdapFailure(
      resultCode.notAllowedOnNonLeaf,
      '00002015: UpdErr: DSID-031A1226, problem 6003 (CANT_ON_NON_LEAF), data 0 (delete what is below first)',
    );
  const doomed = [...subtree(entry)];
  for (const one of doomed) {
    if (isIndispensable(tree, one)) throw unwilling('00002073', 'the domain cannot do without this object');
    demandDeleting(context, one);
  }
  for (const one of doomed.toReversed()) bury(context.directory, one);
}

function demandDeleting(context: WriteContext, entry: Entry): void {
  const { parent } = entry;
  if (parent !== undefined && context.access.may(parent, accessMask.deleteChild)) return;
  demand(context, entry, accessMask.delete);
}

function* subtree(entry: Entry): Generator<Entry> {
  yield entry;
  for (const child of entry.children?.values() ?? []) yield* subtree(child);
}

function isIndispensable(tree: DirectoryTree, entry: Entry): boolean {
  return tree.contextRoots.has(entry) || entry.attributes.has(attributeTypes.isCriticalSystemObject);
}

function bury({ tree, identity }: Directory, entry: Entry): void {
  const graveyard = tree.resolve([
    { type: 'CN', value: ascii('Deleted Objects') },
    ...identity.baseName,
  ]).found;
  if (graveyard === undefined || entry.guid === undefined) throw noSuchObject(tree.root);
  const lastParent = entry.parent?.distinguishedName;
  for (const links of entry.outgoing ?? []) for (const target of links.targets) links.remove(target);
  for (const links of entry.incoming ?? []) links.remove(entry);
  for (const type of entry.attributes.types()) if (!keptByTombstones.has(type)) tree.write(entry, type, []);
  tree.write(entry, attributeTypes.isDeleted, [ascii('TRUE')]);
  if (lastParent !== undefined) tree.write(entry, attributeTypes.lastKnownParent, [lastParent]);
  const value = joinOctets(entry.name.value, octetsOfText(`\nDEL:${textOfGuid(entry.guid)}`));
  tree.move(entry, graveyard, { type: entry.name.type, value });
  tree.touch(entry);
}
