import type { SandboxAccount } from '../../sandbox-directory.js';
import type { AttributeType } from '../schema/attribute-type.js';
import { attributeTypes } from '../schema/attribute-types.js';
import { objectClasses } from '../schema/object-classes.js';
import { wellKnownSid } from '../security/access-rights.js';
import type { Entry } from '../store/entry.js';
import { foldCase, octetsOfText } from '../values/octets.js';
import {
  CONTROLLER_ACCOUNT,
  CONTROLLER_GROUP,
  SANDBOX_ACCOUNT,
  builtInAccounts,
  builtInGroups,
  controllerGroups,
} from './built-in-entries.js';
import { givePassword, giveUnknownPassword, seedEntry } from './seeding.js';
import type { SeedValue, Seeding } from './seeding.js';

const controllerGroupSids = {
  Administrators: wellKnownSid.administrators,
  Users: wellKnownSid.users,
  Guests: wellKnownSid.guests,
} as const;

/** Adds the groups every domain has, below `CN=Users` and `CN=Builtin`; gives those of the domain, by name. */
export function seedBuiltInGroups(seeding: Seeding, users: Entry, builtIn: Entry): Map<string, Entry> {
  const groups = new Map<string, Entry>();
  for (const group of builtInGroups)
    groups.set(group.name, seedGroup(seeding, users, group.name, { ...group, system: true }));
  for (const { name, holds } of controllerGroups) {
    const sid = controllerGroupSids[name];
    const entry = seedEntry(seeding, {
      objectClass: objectClasses.group,
      parent: builtIn,
      name,
      key: `group/builtin/${name}`,
      sid,
      attributes: groupAttributes(name, CONTROLLER_GROUP, { system: true }),
    });
    const held = groups.get(holds);
    if (held !== undefined) entry.ownLinks(attributeTypes.member).add(held);
  }
  return groups;
}

interface GroupTraits {
  readonly rid?: number;
  readonly kind?: number;
  readonly description?: string;
  readonly system?: boolean;
  readonly protected?: boolean;
}

/** Adds a global security group unless the traits say otherwise. */
export function seedGroup(seeding: Seeding, parent: Entry, name: string, traits: GroupTraits = {}): Entry {
  return seedEntry(seeding, {
    objectClass: objectClasses.group,
    parent,
    name,
    key: `group/${name.toLowerCase()}`,
    rid: traits.rid ?? seeding.relativeIdentifiers.take(),
    attributes: groupAttributes(name, traits.kind, traits),
  });
}

function groupAttributes(
  name: string,
  kind: number | undefined,
  traits: GroupTraits,
): Map<AttributeType, SeedValue> {
  const values = new Map<AttributeType, SeedValue>([
    [attributeTypes.sAMAccountName, name],
    [attributeTypes.description, traits.description],
    [attributeTypes.isCriticalSystemObject, traits.system === true ? 'TRUE' : undefined],
    [attributeTypes.adminCount, traits.protected === true ? 1 : undefined],
  ]);
  if (kind !== undefined) values.set(attributeTypes.groupType, kind);
  return values;
}

/** Adds Administrator, Guest, krbtgt and the controller's machine account, which is returned. */
export function seedBuiltInAccounts(
  seeding: Seeding,
  users: Entry,
  controllers: Entry,
  groups: ReadonlyMap<string, Entry>,
): Entry {
  for (const { login, rid, description, control } of builtInAccounts) {
    const account = seedEntry(seeding, {
      objectClass: objectClasses.user,
      parent: users,
      name: login,
      key: `account/${login.toLowerCase()}`,
      rid,
      attributes: new Map<AttributeType, SeedValue>([
        [attributeTypes.sAMAccountName, login],
        [attributeTypes.description, description],
        [attributeTypes.userAccountControl, control],
        [attributeTypes.isCriticalSystemObject, 'TRUE'],
        [attributeTypes.adminCount, login === 'Guest' ? undefined : 1],
        [attributeTypes.primaryGroupID, login === 'Guest' ? 514 : undefined],
      ]),
    });
    if (login !== 'Guest') giveUnknownPassword(seeding, account);
    if (login === 'Administrator') join(groups, 'Domain Admins', account);
  }
  return seedMachine(seeding, controllers);
}

function seedMachine(seeding: Seeding, controllers: Entry): Entry {
  const { identity, relativeIdentifiers } = seeding;
  const machine = seedEntry(seeding, {
    objectClass: objectClasses.computer,
    parent: controllers,
    name: identity.controllerName,
    key: `account/${identity.controllerName.toLowerCase()}$`,
    rid: relativeIdentifiers.take(),
    attributes: new Map<AttributeType, SeedValue>([
      [attributeTypes.sAMAccountName, `${identity.controllerName}$`],
      [attributeTypes.userAccountControl, CONTROLLER_ACCOUNT],
      [attributeTypes.primaryGroupID, 516],
      [attributeTypes.dNSHostName, identity.controllerHost],
      [attributeTypes.operatingSystem, 'Latchkey embedded directory'],
      [attributeTypes.isCriticalSystemObject, 'TRUE'],
    ]),
  });
  giveUnknownPassword(seeding, machine);
  return machine;
}

/** Makes an account of the sandbox work: the built-in one of that login, or one of its own below `CN=Users`. */
export function seedSandboxAccount(seeding: Seeding, users: Entry, account: SandboxAccount): Entry {
  const { identity, tree, relativeIdentifiers } = seeding;
  const [login = '', domain] = account.name.split('@');
  if (login === '' || domain?.toLowerCase() !== identity.dnsName.toLowerCase())
    throw new Error(`The account name '${account.name}' has to be of the form login@${identity.dnsName}.`);
  const known = tree.index(attributeTypes.sAMAccountName)?.first(foldCase(octetsOfText(login)));
  const entry =
    known ??
    seedEntry(seeding, {
      objectClass: objectClasses.user,
      parent: users,
      name: login,
      key: `account/${login.toLowerCase()}`,
      rid: relativeIdentifiers.take(),
      attributes: new Map<AttributeType, SeedValue>([
        [attributeTypes.sAMAccountName, login],
        [attributeTypes.userAccountControl, SANDBOX_ACCOUNT],
      ]),
    });
  tree.write(entry, attributeTypes.userPrincipalName, [octetsOfText(account.name)]);
  givePassword(seeding, entry, account.password);
  return entry;
}

/** Adds a member to one of the groups every domain has. */
export function join(groups: ReadonlyMap<string, Entry>, name: string, member: Entry): void {
  groups.get(name)?.ownLinks(attributeTypes.member).add(member);
}
