import type { SeedPerson } from '../../sandbox-directory.js';
import { accountControl } from '../schema/account-control.js';
import type { AttributeType } from '../schema/attribute-type.js';
import { attributeTypes } from '../schema/attribute-types.js';
import { objectClasses } from '../schema/object-classes.js';
import type { Entry } from '../store/entry.js';
import { foldCase, octetsOfText } from '../values/octets.js';
import { giveUnknownPassword, seedEntry } from './seeding.js';
import type { SeedValue, Seeding } from './seeding.js';

/** Adds the people of the contents. Their passwords are known to nobody until an administrator resets them. */
export function seedPeople(
  seeding: Seeding,
  people: readonly SeedPerson[],
  units: ReadonlyMap<string, Entry>,
  groups: ReadonlyMap<string, Entry>,
): void {
  for (const person of people) {
    const unit = units.get(person.unit);
    if (unit === undefined) throw missing(person, 'organisational unit', person.unit);
    const entry = seedPerson(seeding, person, unit);
    for (const name of person.groups) {
      const group = groups.get(name.toLowerCase());
      if (group === undefined) throw missing(person, 'group', name);
      group.ownLinks(attributeTypes.member).add(entry);
    }
  }
}

function seedPerson(seeding: Seeding, person: SeedPerson, unit: Entry): Entry {
  const { identity, tree, relativeIdentifiers } = seeding;
  const key = foldCase(octetsOfText(person.login));
  if (tree.index(attributeTypes.sAMAccountName)?.first(key) !== undefined)
    throw new Error(`Two accounts are to start with the login '${person.login}'; give one another login.`);
  const entry = seedEntry(seeding, {
    objectClass: objectClasses.user,
    parent: unit,
    name: person.commonName,
    key: `account/${person.login.toLowerCase()}`,
    rid: relativeIdentifiers.take(),
    attributes: attributesOf(person, identity.dnsName),
  });
  giveUnknownPassword(seeding, entry);
  return entry;
}

function attributesOf(person: SeedPerson, dnsName: string): Map<AttributeType, SeedValue> {
  return new Map<AttributeType, SeedValue>([
    [attributeTypes.sAMAccountName, person.login],
    [attributeTypes.userPrincipalName, `${person.login}@${dnsName}`],
    [
      attributeTypes.userAccountControl,
      person.enabled ? accountControl.normal : accountControl.normal | accountControl.disabled,
    ],
    [attributeTypes.givenName, person.givenName],
    [attributeTypes.sn, person.surname],
    [attributeTypes.displayName, person.displayName],
    [attributeTypes.mail, person.mail],
    [attributeTypes.telephoneNumber, person.telephoneNumber],
    [attributeTypes.title, person.title],
    [attributeTypes.department, person.department],
    [attributeTypes.company, person.company],
  ]);
}

function missing(person: SeedPerson, kind: string, name: string): Error {
  return new Error(
    `The person '${person.login}' is to be in the ${kind} '${name}', which the contents of the directory do not list; add it there.`,
  );
}
