import { alreadyExists, badName, namingViolation, noSuchObject, unwilling } from '../directory-failures.js';
import { attributeTypeNamed, attributeTypes } from '../schema/attribute-types.js';
import { accessMask } from '../security/access-rights.js';
import { isWithin } from '../store/directory-tree.js';
import type { Entry } from '../store/entry.js';
import { resolveReference } from '../store/object-reference.js';
import { parseDistinguishedName } from '../values/distinguished-name.js';
import type { RelativeName } from '../values/distinguished-name.js';
import type { RenameRequest } from '../wire/request.js';
import { checkedValues } from './staged-values.js';
import { demand, entryToWrite } from './write-context.js';
import type { WriteContext } from './write-context.js';

/** Renames an entry, moves it below another parent, or both. Its GUID and its links stay. */
export function renameEntry(context: WriteContext, request: RenameRequest): void {
  const { tree } = context.directory;
  const entry = entryToWrite(context, request.name);
  const { parent: oldParent } = entry;
  if (oldParent === undefined || tree.contextRoots.has(entry) || isNeededByName(entry))
    throw unwilling('00002073', 'the domain needs this object where it is');
  const name = newNameOf(request, entry);
  const parent = newParentOf(context, request, oldParent);
  if (isWithin(parent, entry)) throw unwilling('00002089', 'an object cannot be moved below itself');
  demand(context, entry, accessMask.writeProperty);
  if (parent !== oldParent) {
    demand(context, entry, accessMask.delete);
    demand(context, parent, accessMask.createChild);
  }
  if (tree.isTaken(parent, name, entry)) throw alreadyExists('an object of this name is already there');
  tree.move(entry, parent, name);
  tree.touch(entry);
}

function newNameOf({ newName, deleteOldName }: RenameRequest, entry: Entry): RelativeName {
  const parsed = parseDistinguishedName(newName);
  const [name] = parsed ?? [];
  if (name === undefined || parsed?.length !== 1) throw badName();
  if (!deleteOldName) throw unwilling('00002073', 'an object has one name: the old one has to go');
  if (name.type !== entry.name.type)
    throw namingViolation(`objects of this class are named by ${entry.name.type}`);
  checkedValues(attributeTypeNamed(name.type) ?? attributeTypes.cn, [name.value]);
  return name;
}

function newParentOf({ directory }: WriteContext, { newParent }: RenameRequest, oldParent: Entry): Entry {
  if (newParent === undefined) return oldParent;
  const resolved = resolveReference(directory.tree, newParent);
  if (resolved === undefined) throw badName();
  if (resolved.found === undefined || resolved.found.deleted) throw noSuchObject(resolved.nearest);
  return resolved.found;
}

/** Groups and accounts may have any name; containers are found by theirs. */
function isNeededByName(entry: Entry): boolean {
  return entry.attributes.has(attributeTypes.isCriticalSystemObject) && entry.sid === undefined;
}
