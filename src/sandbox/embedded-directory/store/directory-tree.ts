import type { AttributeType } from '../schema/attribute-type.js';
import { attributeTypes } from '../schema/attribute-types.js';
import { relativeNameKey } from '../values/distinguished-name.js';
import type { DistinguishedName, RelativeName } from '../values/distinguished-name.js';
import { ascii } from '../values/octets.js';
import type { Octets } from '../values/octets.js';
import { fileTime, generalizedTime } from '../values/time.js';
import type { Entry } from './entry.js';
import { ValueIndex } from './value-index.js';

const FIRST_UPDATE_NUMBER = 4096;

const indexed: readonly AttributeType[] = [
  attributeTypes.objectGUID,
  attributeTypes.objectSid,
  attributeTypes.sAMAccountName,
  attributeTypes.userPrincipalName,
  attributeTypes.mail,
  attributeTypes.primaryGroupID,
];

/** What a name leads to: an entry, or the nearest one above it that exists. */
export type Resolved =
  | { readonly found: Entry; readonly nearest?: undefined }
  | { readonly found: undefined; readonly nearest: Entry | undefined };

/** All entries of one domain with their order, indexes and update numbers. Nothing here checks rights or rules. */
export class DirectoryTree {
  readonly root: Entry;
  /** Roots of naming contexts: a search of the tree above does not enter them. */
  readonly contextRoots: ReadonlySet<Entry>;
  readonly #contextRoots: Set<Entry>;
  readonly #rootKeys: readonly Octets[];
  readonly #entries = new Set<Entry>();
  readonly #indexes = new Map(indexed.map((type) => [type, new ValueIndex(type)]));
  #updateNumber = FIRST_UPDATE_NUMBER;
  #lastSet = { millisecond: 0, ticks: 0 };

  constructor(
    root: Entry,
    rootName: DistinguishedName,
    readonly now: () => Date,
  ) {
    this.root = root;
    this.#contextRoots = new Set([root]);
    this.contextRoots = this.#contextRoots;
    this.#rootKeys = rootName.map(relativeNameKey);
    this.#index(root);
    this.stampAsNew(root);
  }

  /** `highestCommittedUSN`. */
  get highestUpdateNumber(): number {
    return this.#updateNumber;
  }

  /**
   * Now, as `pwdLastSet` holds it when a password is set. Never the same twice, as long as the clock goes forward: a real one
   * has ten thousand ticks in a millisecond, in which two passwords can be set.
   */
  passwordTime(): Octets {
    const now = this.now();
    const { millisecond, ticks } = this.#lastSet;
    this.#lastSet = { millisecond: now.getTime(), ticks: now.getTime() === millisecond ? ticks + 1 : 0 };
    return fileTime(now, this.#lastSet.ticks);
  }

  /** All entries, oldest first. May be read while entries come and go. */
  entries(): Iterable<Entry> {
    return this.#entries;
  }

  index(type: AttributeType): ValueIndex | undefined {
    return this.#indexes.get(type);
  }

  /** Follows a name down the tree. */
  resolve(name: DistinguishedName): Resolved {
    const keys = name.map(relativeNameKey);
    const depth = keys.length - this.#rootKeys.length;
    if (depth < 0 || this.#rootKeys.some((key, index) => key !== keys[depth + index]))
      return { found: undefined, nearest: undefined };
    let entry = this.root;
    for (const key of keys.slice(0, depth).toReversed()) {
      const child = entry.children?.get(key);
      if (child === undefined) return { found: undefined, nearest: entry };
      entry = child;
    }
    return { found: entry };
  }

  /** True when the name lies at or below the domain's root. */
  holds(name: DistinguishedName): boolean {
    const tail = name.slice(-this.#rootKeys.length).map(relativeNameKey);
    return tail.length === this.#rootKeys.length && tail.every((key, index) => key === this.#rootKeys[index]);
  }

  /** Adds an entry below its parent, which must have no child of that name. */
  insert(entry: Entry, parent: Entry): void {
    this.#attach(entry, parent, entry.name);
    this.#index(entry);
    this.stampAsNew(entry);
  }

  /** Adds an entry that is the root of a naming context of its own. */
  insertContextRoot(entry: Entry, parent: Entry): void {
    this.insert(entry, parent);
    this.#contextRoots.add(entry);
  }

  /** True when `entry` lies at or below `ancestor`, in the same naming context. */
  isInScope(entry: Entry, ancestor: Entry): boolean {
    for (let current: Entry | undefined = entry; current !== undefined; current = current.parent) {
      if (current === ancestor) return true;
      if (this.#contextRoots.has(current)) return false;
    }
    return false;
  }

  /** Gives an entry another name, another parent or both. */
  move(entry: Entry, parent: Entry, name: RelativeName): void {
    entry.parent?.children?.delete(relativeNameKey(entry.name));
    this.#attach(entry, parent, name);
  }

  /** Writes stored values and keeps the indexes right. */
  write(entry: Entry, type: AttributeType, values: readonly Octets[]): void {
    const index = this.#indexes.get(type);
    index?.remove(entry);
    entry.attributes.set(type, values);
    index?.add(entry);
  }

  /** Marks an entry as changed now: `uSNChanged` and `whenChanged`. */
  touch(entry: Entry): void {
    this.#updateNumber += 1;
    entry.attributes.set(attributeTypes.uSNChanged, [ascii(String(this.#updateNumber))]);
    entry.attributes.set(attributeTypes.whenChanged, [generalizedTime(this.now())]);
  }

  /** Whether the parent has a child of this name, other than `except`. */
  isTaken(parent: Entry, name: RelativeName, except?: Entry): boolean {
    const child = parent.children?.get(relativeNameKey(name));
    return child !== undefined && child !== except;
  }

  private stampAsNew(entry: Entry): void {
    this.touch(entry);
    const { attributes } = entry;
    attributes.set(attributeTypes.uSNCreated, attributes.get(attributeTypes.uSNChanged));
    attributes.set(attributeTypes.whenCreated, attributes.get(attributeTypes.whenChanged));
  }

  #attach(entry: Entry, parent: Entry, name: RelativeName): void {
    entry.name = name;
    entry.parent = parent;
    (parent.children ??= new Map<Octets, Entry>()).set(relativeNameKey(name), entry);
  }

  #index(entry: Entry): void {
    this.#entries.add(entry);
    for (const index of this.#indexes.values()) index.add(entry);
  }
}

/** True when `entry` lies at or below `ancestor`. */
export function isWithin(entry: Entry, ancestor: Entry): boolean {
  for (let current: Entry | undefined = entry; current !== undefined; current = current.parent)
    if (current === ancestor) return true;
  return false;
}
