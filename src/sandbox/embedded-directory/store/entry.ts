import type { AttributeType } from '../schema/attribute-type.js';
import { attributeTypes, forwardLinkOf } from '../schema/attribute-types.js';
import { below, formatRelativeName } from '../values/distinguished-name.js';
import type { RelativeName } from '../values/distinguished-name.js';
import type { Octets } from '../values/octets.js';
import type { AttributeTable } from './attribute-table.js';
import { LinkSet } from './links.js';

/** One object of the directory. Its name follows from its place in the tree, its links from the objects at their other end. */
export class Entry {
  parent: Entry | undefined;
  /** By key of the child's own name. */
  children: Map<Octets, Entry> | undefined;
  outgoing: LinkSet[] | undefined;
  incoming: LinkSet[] | undefined;

  constructor(
    public name: RelativeName,
    readonly attributes: AttributeTable,
    /** The names the root of a naming context carries above its own, for example `DC=example`. */
    readonly suffix?: Octets,
  ) {}

  get distinguishedName(): Octets {
    const above = this.parent?.distinguishedName ?? this.suffix;
    return above === undefined ? formatRelativeName(this.name) : below(this.name, above);
  }

  get guid(): Octets | undefined {
    return this.attributes.first(attributeTypes.objectGUID);
  }

  get sid(): Octets | undefined {
    return this.attributes.first(attributeTypes.objectSid);
  }

  get deleted(): boolean {
    return this.attributes.has(attributeTypes.isDeleted);
  }

  /** True for this class and for classes made from it. */
  isA(className: Octets): boolean {
    return this.attributes.get(attributeTypes.objectClass).includes(className);
  }

  /** A stored number; bit fields included. */
  number(type: AttributeType, whenAbsent = 0): number {
    const value = this.attributes.first(type);
    return value === undefined ? whenAbsent : Number(value);
  }

  /** The links of one kind that start here. */
  links(type: AttributeType): LinkSet | undefined {
    return this.outgoing?.find((links) => links.type === type);
  }

  /** The links of one kind that start here, made when there are none. */
  ownLinks(type: AttributeType): LinkSet {
    const known = this.links(type);
    if (known !== undefined) return known;
    const links = new LinkSet(type, this);
    (this.outgoing ??= []).push(links);
    return links;
  }

  /** Entries that link here with this attribute: for `member`, the groups that hold this entry directly. */
  sources(type: AttributeType): Entry[] {
    return (this.incoming ?? []).filter((links) => links.type === type).map((links) => links.source);
  }

  /** How many values the attribute has. */
  count(type: AttributeType): number {
    if (type.source === 'forward') return this.links(type)?.targets.size ?? 0;
    return this.values(type).length;
  }

  /** All values except computed ones. */
  values(type: AttributeType): readonly Octets[] {
    switch (type.source) {
      case 'stored':
        return this.attributes.get(type);
      case 'forward':
        return this.linkedEntries(type).map((entry) => entry.distinguishedName);
      case 'back':
        return this.linkedEntries(type).map((entry) => entry.distinguishedName);
      case 'named':
        return this.nameValues(type);
      case 'computed':
        return [];
    }
  }

  /** The entries at the other end of a link attribute, or some of them. */
  linkedEntries(type: AttributeType, start = 0, end = Number.POSITIVE_INFINITY): Entry[] {
    if (type.source === 'forward') return this.links(type)?.slice(start, end) ?? [];
    const forward = forwardLinkOf.get(type);
    return forward === undefined ? [] : this.sources(forward).slice(start, end);
  }

  private nameValues(type: AttributeType): readonly Octets[] {
    if (type === attributeTypes.distinguishedName) return [this.distinguishedName];
    if (type === attributeTypes.name || type.name.toUpperCase() === this.name.type) return [this.name.value];
    return [];
  }
}
