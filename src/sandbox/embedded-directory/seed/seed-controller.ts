import { attributeTypes } from '../schema/attribute-types.js';
import type { AttributeType } from '../schema/attribute-type.js';
import { objectClasses } from '../schema/object-classes.js';
import type { ObjectClass } from '../schema/object-classes.js';
import type { Entry } from '../store/entry.js';
import { formatDistinguishedName } from '../values/distinguished-name.js';
import { octetsOfText } from '../values/octets.js';
import { makeEntry } from '../write/new-entry.js';
import { seedEntry } from './seeding.js';
import type { SeedValue, Seeding } from './seeding.js';

type Attributes = ReadonlyMap<AttributeType, SeedValue>;

/** Adds the configuration and schema contexts with the one controller: what the root DSE points to. */
export function seedController(seeding: Seeding, machine: Entry): void {
  const { identity, tree } = seeding;
  const configuration = contextRoot(seeding, tree.root, 'Configuration', objectClasses.configuration);
  contextRoot(seeding, configuration, 'Schema', objectClasses.schema);
  const add = (parent: Entry, objectClass: ObjectClass, name: string, attributes: Attributes = new Map()) =>
    seedEntry(seeding, { parent, objectClass, name, key: `configuration/${name}`, attributes });
  const sites = add(configuration, objectClasses.sitesContainer, 'Sites');
  const site = add(sites, objectClasses.site, 'Default-First-Site-Name');
  const servers = add(site, objectClasses.serversContainer, 'Servers');
  const server = add(
    servers,
    objectClasses.server,
    identity.controllerName,
    new Map([
      [attributeTypes.dNSHostName, identity.controllerHost],
      [attributeTypes.serverReference, machine.distinguishedName],
    ]),
  );
  const settings = add(
    server,
    objectClasses.directoryService,
    'NTDS Settings',
    new Map([
      [attributeTypes.options, 1],
      [attributeTypes.msDsBehaviorVersion, 7],
    ]),
  );
  tree.write(settings, attributeTypes.invocationId, [identity.invocationId]);
  const partitions = add(configuration, objectClasses.crossReferenceContainer, 'Partitions');
  add(
    partitions,
    objectClasses.crossReference,
    identity.netbiosName,
    new Map<AttributeType, SeedValue>([
      [attributeTypes.nETBIOSName, identity.netbiosName],
      [attributeTypes.dnsRoot, identity.dnsName],
      [attributeTypes.nCName, identity.baseDn],
      [attributeTypes.systemFlags, 3],
    ]),
  );
  tree.write(tree.root, attributeTypes.fSMORoleOwner, [
    formatDistinguishedName(identity.directoryServiceName),
  ]);
}

function contextRoot(
  { identity, tree }: Seeding,
  parent: Entry,
  name: string,
  objectClass: ObjectClass,
): Entry {
  const entry = makeEntry(identity, {
    objectClass,
    name: { type: 'CN', value: octetsOfText(name) },
    guid: identity.guidOf(`context/${name}`),
    attributes: new Map(),
  });
  tree.insertContextRoot(entry, parent);
  return entry;
}
