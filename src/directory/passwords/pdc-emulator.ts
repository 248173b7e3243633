import {
  parseControllerAddress,
  type ControllerAddress,
} from '../../domain/active-directory/controller-address.js';
import type { DirectoryTarget } from '../directory.js';
import type { SignedIn } from '../controllers/signed-in.js';
import { textOf } from '../wire/ldap-entry.js';

/** The controller that holds the role, as another controller tells. */
export interface PdcEmulator {
  /** DN of the object that stands for its database. */
  readonly serviceName: string;
  /** Undefined: not readable. */
  readonly dnsHostName: string | undefined;
}

/** Who the PDC emulator of the domain is. Undefined when the bind account cannot see it. */
export async function findPdcEmulator({ reader }: SignedIn): Promise<PdcEmulator | undefined> {
  const { defaultNamingContext } = reader.rootDse;
  const doing = 'looking for the PDC emulator';
  const domain = await reader.object(defaultNamingContext, ['fSMORoleOwner'], doing);
  const serviceName = domain && textOf(domain, 'fSMORoleOwner');
  if (serviceName === undefined) return undefined;
  // The server is the parent of its settings, whose name never holds a comma.
  const server = await reader.object(serviceName.slice(serviceName.indexOf(',') + 1), ['dNSHostName'], doing);
  return { serviceName, dnsHostName: server && textOf(server, 'dNSHostName')?.toLowerCase() };
}

export function isPdcEmulator({ reader }: SignedIn, { serviceName }: PdcEmulator): boolean {
  return reader.rootDse.dsServiceName.toLowerCase() === serviceName.toLowerCase();
}

export interface PdcAddress {
  readonly address: ControllerAddress;
  /** True: an administrator or DNS named it. False: it follows from what a controller said. */
  readonly isNamed: boolean;
}

/**
 * Where to reach it: at an address of its name among those of the domain, else at its name itself, where that lies within
 * the domain and there are authorities to check its certificate with. The secret goes nowhere else.
 */
export function pdcAddress(
  { dnsHostName }: PdcEmulator,
  addresses: readonly ControllerAddress[],
  target: DirectoryTarget,
): PdcAddress | undefined {
  if (dnsHostName === undefined) return undefined;
  const named = addresses.find(({ host }) => host === dnsHostName);
  if (named !== undefined) return { address: named, isNamed: true };
  const { address } = parseControllerAddress(`ldaps://${dnsHostName}`);
  return address && isWithinDomain(address, target) ? { address, isNamed: false } : undefined;
}

/** True where the certificate of the address can be checked with the domain's authorities, and its name with the domain's. */
export function isWithinDomain(
  { host }: ControllerAddress,
  { dnsName, caCertificates }: DirectoryTarget,
): boolean {
  return caCertificates.length > 0 && host.endsWith(`.${dnsName.toLowerCase()}`);
}
