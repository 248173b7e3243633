import type { DirectoryContents, SandboxAccount } from '../../sandbox-directory.js';
import { RelativeIdentifiers } from '../directory.js';
import type { Directory } from '../directory.js';
import { DomainIdentity } from '../domain-identity.js';
import { PasswordStore } from '../passwords/password-store.js';
import { attributeTypes } from '../schema/attribute-types.js';
import type { AttributeType } from '../schema/attribute-type.js';
import { objectClasses } from '../schema/object-classes.js';
import type { ObjectClass } from '../schema/object-classes.js';
import { DefaultDescriptors } from '../security/default-descriptors.js';
import type { ReaderGrants } from '../security/default-descriptors.js';
import { DirectoryTree } from '../store/directory-tree.js';
import type { Entry } from '../store/entry.js';
import { formatDistinguishedName } from '../values/distinguished-name.js';
import { ascii } from '../values/octets.js';
import type { Octets } from '../values/octets.js';
import { makeEntry } from '../write/new-entry.js';
import { FIRST_FREE_RID } from './built-in-entries.js';
import {
  join,
  seedBuiltInAccounts,
  seedBuiltInGroups,
  seedGroup,
  seedSandboxAccount,
} from './seed-accounts.js';
import { seedController } from './seed-controller.js';
import { seedPeople } from './seed-people.js';
import { seedEntry } from './seeding.js';
import type { Seeding } from './seeding.js';

/** What a domain starts with and how it behaves. */
export interface DomainSetup {
  readonly contents: DirectoryContents;
  readonly reader: SandboxAccount;
  readonly administrator: SandboxAccount;
  readonly grants: ReaderGrants;
  readonly now: () => Date;
  readonly supportsServerSideSort: boolean;
  readonly saysReadOnly: boolean;
  readonly oldPasswordAllowedMilliseconds: number;
}

/** The password policy of a fresh Windows domain, durations in negative 100-nanosecond ticks; nobody is ever locked out. */
const freshPolicy: ReadonlyMap<AttributeType, string> = new Map<AttributeType, string>([
  [attributeTypes.minPwdLength, '7'],
  [attributeTypes.pwdProperties, '1'],
  [attributeTypes.pwdHistoryLength, '24'],
  [attributeTypes.minPwdAge, '-864000000000'],
  [attributeTypes.maxPwdAge, '-36288000000000'],
  [attributeTypes.lockoutThreshold, '0'],
  [attributeTypes.lockoutDuration, '-18000000000'],
  [attributeTypes.lockOutObservationWindow, '-18000000000'],
]);

/** Builds a whole domain in memory. Throws an error that names the mistake when the contents contradict themselves. */
export function seedDomain(setup: DomainSetup): Directory {
  const identity = new DomainIdentity(setup.contents.dnsName);
  const tree = new DirectoryTree(makeRoot(identity), identity.baseName, setup.now);
  const passwords = new PasswordStore();
  const relativeIdentifiers = new RelativeIdentifiers(FIRST_FREE_RID);
  const seeding: Seeding = { identity, tree, passwords, relativeIdentifiers };
  const container = containerMaker(seeding);
  const users = container('Users', objectClasses.container);
  const builtIn = container('Builtin', objectClasses.builtinDomain);
  const controllers = container('Domain Controllers', objectClasses.organizationalUnit);
  seedOtherContainers(seeding, container);
  const groups = seedBuiltInGroups(seeding, users, builtIn);
  seedController(seeding, seedBuiltInAccounts(seeding, users, controllers, groups));
  const administrator = seedSandboxAccount(seeding, users, setup.administrator);
  join(groups, 'Domain Admins', administrator);
  const reader = seedSandboxAccount(seeding, users, setup.reader);
  seedContents(seeding, setup.contents, users, groups);
  const descriptors = new DefaultDescriptors(tree.root, {
    domainAdmins: identity.sidOf(512),
    reader: reader.sid ?? identity.sidOf(0),
    grants: setup.grants,
  });
  const { supportsServerSideSort, saysReadOnly, oldPasswordAllowedMilliseconds } = setup;
  return { ...seeding, descriptors, supportsServerSideSort, saysReadOnly, oldPasswordAllowedMilliseconds };
}

function makeRoot(identity: DomainIdentity): Entry {
  const [name = { type: 'DC', value: ascii('') }, ...above] = identity.baseName;
  const attributes = new Map<AttributeType, readonly Octets[]>([
    [attributeTypes.objectSid, [identity.domainSid]],
    [attributeTypes.msDsBehaviorVersion, [ascii('7')]],
    ...[...freshPolicy].map(([type, value]): [AttributeType, Octets[]] => [type, [ascii(value)]]),
  ]);
  return makeEntry(identity, {
    objectClass: objectClasses.domain,
    name,
    guid: identity.guidOf('domain'),
    attributes,
    ...(above.length === 0 ? {} : { suffix: formatDistinguishedName(above) }),
  });
}

/** The domain cannot do without its own containers. */
const critical: ReadonlyMap<AttributeType, string> = new Map([
  [attributeTypes.isCriticalSystemObject, 'TRUE'],
]);

type ContainerMaker = (name: string, objectClass: ObjectClass, parent?: Entry) => Entry;

function containerMaker(seeding: Seeding): ContainerMaker {
  return (name, objectClass, parent = seeding.tree.root) =>
    seedEntry(seeding, { parent, objectClass, name, key: `container/${name}`, attributes: critical });
}

function seedOtherContainers({ tree }: Seeding, container: ContainerMaker): void {
  container('Computers', objectClasses.container);
  container('Managed Service Accounts', objectClasses.container);
  container('ForeignSecurityPrincipals', objectClasses.container);
  const system = container('System', objectClasses.container);
  container('Password Settings Container', objectClasses.passwordSettingsContainer, system);
  const deleted = container('Deleted Objects', objectClasses.container);
  tree.write(deleted, attributeTypes.isDeleted, [ascii('TRUE')]);
}

function seedContents(
  seeding: Seeding,
  contents: DirectoryContents,
  users: Entry,
  builtInGroups: ReadonlyMap<string, Entry>,
): void {
  const units = new Map<string, Entry>();
  for (const name of new Set(contents.units))
    units.set(
      name,
      seedEntry(seeding, {
        parent: seeding.tree.root,
        objectClass: objectClasses.organizationalUnit,
        name,
        key: `unit/${name.toLowerCase()}`,
        attributes: new Map(),
      }),
    );
  const groups = new Map([...builtInGroups].map(([name, group]) => [name.toLowerCase(), group]));
  for (const name of contents.groups)
    if (!groups.has(name.toLowerCase())) groups.set(name.toLowerCase(), seedGroup(seeding, users, name));
  seedPeople(seeding, contents.people, units, groups);
}
