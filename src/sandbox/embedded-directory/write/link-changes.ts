import type { Directory } from '../directory.js';
import {
  alreadyExists,
  constraintViolation,
  noSuchObject,
  noSuchValue,
  unwilling,
  valueExists,
} from '../directory-failures.js';
import type { AttributeType } from '../schema/attribute-type.js';
import { attributeTypes } from '../schema/attribute-types.js';
import { isSid, textOfSid } from '../values/sid.js';
import { parseObjectReference, resolveReference } from '../store/object-reference.js';
import type { Entry } from '../store/entry.js';
import type { Octets } from '../values/octets.js';
import type { Change } from '../wire/request.js';
import { foreignPrincipal } from './foreign-principal.js';

/** What links an entry has after the changes of one request, worked out before anything is written. */
export class StagedLinks {
  readonly #staged = new Map<AttributeType, Set<Entry>>();

  constructor(
    private readonly directory: Directory,
    private readonly source: Entry | undefined,
    private readonly permissive: boolean,
  ) {}

  /** Works one change in; refuses members that do not exist, are there already or are not there. */
  change(type: AttributeType, change: Change): void {
    const targets = this.#targetsOf(type);
    const changed = change.values.map((value) => this.#resolve(value));
    if (change.operation === 'replace' || (change.operation === 'delete' && changed.length === 0))
      targets.clear();
    for (const target of changed)
      if (change.operation === 'delete') this.#remove(type, targets, target);
      else this.#add(type, targets, target);
    if (!type.multiValued && targets.size > 1)
      throw constraintViolation('00002081', type.name, 'the attribute takes one value');
  }

  /** True when nothing would change. */
  get isEmpty(): boolean {
    return [...this.#staged].every(([type, targets]) => !differs(this.source?.links(type)?.targets, targets));
  }

  /** Writes the links of the entry. */
  apply(source: Entry): void {
    for (const [type, targets] of this.#staged) {
      const links = source.ownLinks(type);
      for (const old of links.targets) if (!targets.has(old)) links.remove(old);
      for (const target of targets) links.add(target);
    }
  }

  #targetsOf(type: AttributeType): Set<Entry> {
    const known = this.#staged.get(type);
    if (known !== undefined) return known;
    const targets = new Set(this.source?.links(type)?.targets);
    this.#staged.set(type, targets);
    return targets;
  }

  /** A security identifier of another domain gets an object that stands for it, as in Active Directory. */
  #resolve(value: Octets): Entry {
    const { tree } = this.directory;
    const found = resolveReference(tree, value)?.found;
    if (found !== undefined && !found.deleted) return found;
    const reference = parseObjectReference(value);
    if (reference?.kind === 'sid' && isSid(reference.value) && found === undefined) {
      if (!textOfSid(reference.value).startsWith('S-1-5-21-')) throw noSuchObject();
      return foreignPrincipal(this.directory, reference.value);
    }
    throw noSuchObject();
  }

  #add(type: AttributeType, targets: Set<Entry>, target: Entry): void {
    if (targets.has(target)) {
      if (this.permissive) return;
      throw type === attributeTypes.member
        ? alreadyExists('the group already has this member')
        : valueExists(type.name);
    }
    if (type === attributeTypes.member && target === this.source)
      throw unwilling('00002141', 'a group cannot be its own member');
    targets.add(target);
  }

  #remove(type: AttributeType, targets: Set<Entry>, target: Entry): void {
    if (targets.delete(target) || this.permissive) return;
    throw type === attributeTypes.member
      ? unwilling('00000561', 'the group has no such member')
      : noSuchValue(type.name);
  }
}

function differs(current: ReadonlySet<Entry> | undefined, wanted: ReadonlySet<Entry>): boolean {
  if ((current?.size ?? 0) !== wanted.size) return true;
  for (const target of wanted) if (current?.has(target) !== true) return true;
  return false;
}
