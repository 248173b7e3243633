import type { DomainIdentity } from '../domain-identity.js';
import type { RelativeIdentifiers } from '../directory.js';
import type { PasswordStore } from '../passwords/password-store.js';
import type { AttributeType } from '../schema/attribute-type.js';
import { attributeTypes } from '../schema/attribute-types.js';
import type { ObjectClass } from '../schema/object-classes.js';
import type { DirectoryTree } from '../store/directory-tree.js';
import type { Entry } from '../store/entry.js';
import { octetsOfText } from '../values/octets.js';
import type { Octets } from '../values/octets.js';
import { fileTime } from '../values/time.js';
import { makeEntry } from '../write/new-entry.js';

/** The value of an attribute as a seed writes it; undefined leaves the attribute out. */
export type SeedValue = string | number | undefined;

/** What the first entries of a domain are made with. */
export interface Seeding {
  readonly identity: DomainIdentity;
  readonly tree: DirectoryTree;
  readonly passwords: PasswordStore;
  readonly relativeIdentifiers: RelativeIdentifiers;
}

export interface SeedEntry {
  readonly objectClass: ObjectClass;
  readonly parent: Entry;
  readonly name: string;
  /** Decides the GUID: the same key gives the same GUID in every run of this domain. */
  readonly key: string;
  readonly rid?: number;
  /** A whole identifier, where it does not belong to the domain. */
  readonly sid?: Octets;
  readonly attributes: ReadonlyMap<AttributeType, SeedValue>;
}

/** Adds an entry of the first contents. Throws when its parent already has a child of that name. */
export function seedEntry(seeding: Seeding, seed: SeedEntry): Entry {
  const { identity, tree } = seeding;
  const attributes = new Map<AttributeType, readonly Octets[]>();
  for (const [type, value] of seed.attributes)
    if (value !== undefined && value !== '') attributes.set(type, [octetsOfText(String(value))]);
  if (seed.sid !== undefined) attributes.set(attributeTypes.objectSid, [seed.sid]);
  const entry = makeEntry(identity, {
    objectClass: seed.objectClass,
    name: { type: seed.objectClass.naming, value: octetsOfText(seed.name) },
    guid: identity.guidOf(seed.key),
    ...(seed.rid === undefined ? {} : { rid: seed.rid }),
    attributes,
  });
  if (tree.isTaken(seed.parent, entry.name))
    throw new Error(
      `Two entries named '${seed.name}' are to start below ${seed.parent.distinguishedName}; give one of them another name.`,
    );
  tree.insert(entry, seed.parent);
  return entry;
}

/** Gives an account a password nobody knows, set now. */
export function giveUnknownPassword({ tree, passwords }: Seeding, account: Entry): void {
  passwords.setUnknown(account);
  tree.write(account, attributeTypes.pwdLastSet, [fileTime(tree.now())]);
}

/** Gives an account this password, set now. */
export function givePassword({ tree, passwords }: Seeding, account: Entry, password: string): void {
  passwords.set(account, password, tree.now());
  tree.write(account, attributeTypes.pwdLastSet, [fileTime(tree.now())]);
}
