import { ascii } from '../values/octets.js';
import type { Octets } from '../values/octets.js';

/** A kind of object that can be added. */
export interface ObjectClass {
  /** The class and those it is made from, most general first, as `objectClass` lists them. */
  readonly chain: readonly Octets[];
  /** CN of its default `objectCategory` in the schema. */
  readonly category: string;
  /** Type of the component that names such an object. */
  readonly naming: 'CN' | 'OU' | 'DC';
  /** True: it can sign in, so it has a SID, a login and account control bits. */
  readonly account: boolean;
}

function kind(
  category: string,
  chain: string,
  rest: Partial<Pick<ObjectClass, 'naming' | 'account'>> = {},
): ObjectClass {
  const classes = ['top', ...chain.split(' ')].map(ascii);
  return { chain: classes, category, naming: 'CN', account: false, ...rest };
}

const account = { account: true };

/** The classes this directory knows, by the name of the most special one. */
export const objectClasses = {
  user: kind('Person', 'person organizationalPerson user', account),
  inetOrgPerson: kind('Person', 'person organizationalPerson user inetOrgPerson', account),
  computer: kind('Computer', 'person organizationalPerson user computer', account),
  managedServiceAccount: kind(
    'ms-DS-Managed-Service-Account',
    'person organizationalPerson user computer msDS-ManagedServiceAccount',
    account,
  ),
  groupManagedServiceAccount: kind(
    'ms-DS-Group-Managed-Service-Account',
    'person organizationalPerson user computer msDS-GroupManagedServiceAccount',
    account,
  ),
  contact: kind('Person', 'person organizationalPerson contact'),
  group: kind('Group', 'group'),
  organizationalUnit: kind('Organizational-Unit', 'organizationalUnit', { naming: 'OU' }),
  container: kind('Container', 'container'),
  builtinDomain: kind('Builtin-Domain', 'builtinDomain'),
  foreignSecurityPrincipal: kind('Foreign-Security-Principal', 'foreignSecurityPrincipal'),
  passwordSettings: kind('ms-DS-Password-Settings', 'msDS-PasswordSettings'),
  passwordSettingsContainer: kind('ms-DS-Password-Settings-Container', 'msDS-PasswordSettingsContainer'),
  domain: kind('Domain-DNS', 'domain domainDNS', { naming: 'DC' }),
  configuration: kind('Configuration', 'configuration'),
  schema: kind('DMD', 'dMD'),
  sitesContainer: kind('Sites-Container', 'sitesContainer'),
  site: kind('Site', 'site'),
  serversContainer: kind('Servers-Container', 'serversContainer'),
  server: kind('Server', 'server'),
  directoryService: kind('NTDS-DSA', 'applicationSettings nTDSDSA'),
  crossReferenceContainer: kind('Cross-Ref-Container', 'crossRefContainer'),
  crossReference: kind('Cross-Ref', 'crossRef'),
} as const satisfies Record<string, ObjectClass>;

const byMostSpecial: ReadonlyMap<string, ObjectClass> = new Map(
  Object.values<ObjectClass>(objectClasses).map((objectClass) => [
    (objectClass.chain.at(-1) ?? '').toLowerCase(),
    objectClass,
  ]),
);

/** The class of this name, in any case. */
export function objectClassNamed(name: string): ObjectClass | undefined {
  return byMostSpecial.get(name.toLowerCase());
}

const allNames: ReadonlySet<string> = new Set(
  Object.values<ObjectClass>(objectClasses).flatMap(({ chain }) => chain.map((name) => name.toLowerCase())),
);

/** True for every class an object can belong to, general ones included. */
export function isKnownClass(name: string): boolean {
  return allNames.has(name.toLowerCase());
}

/** The class an `objectClass` value list means: its most special member. Undefined when they do not belong together. */
export function objectClassOf(names: readonly Octets[]): ObjectClass | undefined {
  const wanted = names.map((name) => name.toLowerCase());
  let best: ObjectClass | undefined;
  for (const name of wanted) {
    const candidate = byMostSpecial.get(name);
    if (candidate !== undefined && candidate.chain.length > (best?.chain.length ?? 0)) best = candidate;
  }
  const chain = best?.chain.map((name) => name.toLowerCase());
  return wanted.every((name) => chain?.includes(name)) ? best : undefined;
}
