import type { SrvRecord } from 'node:dns';
import {
  parseControllerAddress,
  type ControllerAddress,
} from '../../domain/active-directory/controller-address.js';
import { AppError } from '../../errors.js';
import type { DirectoryTarget } from '../directory.js';
import { srvOrder } from './srv-order.js';

/** Asks DNS for SRV records. Ends in seconds, or as soon as the signal says so; fails as Node's resolver does. */
export type ResolveSrv = (name: string, signal: AbortSignal | undefined) => Promise<readonly SrvRecord[]>;

export interface FoundControllers {
  readonly addresses: readonly ControllerAddress[];
  /** Fit for an administrator's eyes: what DNS said. Undefined where the domain lists its controllers itself. */
  readonly byDns: string | undefined;
}

/** As many as a domain may list; more are never needed to find one that answers. */
const MOST_CONTROLLERS = 10;
const MOST_RECORDS = 1_000;

/** Answers that say there are no such records, and not that DNS could not be asked. */
const NO_RECORDS: ReadonlySet<string> = new Set(['ENOTFOUND', 'ENODATA']);

/**
 * The controllers of a domain: those it lists, or those DNS names. What DNS says is not signed, so only hosts within the
 * domain's own name are taken, always on the port of LDAPS, and only where the authorities to trust are given: the
 * secret goes to nobody who does not hold a certificate of theirs for that very host.
 */
export async function findControllers(
  target: DirectoryTarget,
  resolveSrv: ResolveSrv,
  signal?: AbortSignal,
): Promise<FoundControllers> {
  if (target.controllers.length > 0)
    return { addresses: target.controllers.map(readAddress), byDns: undefined };
  if (target.caCertificates.length === 0) throw authoritiesMissing();
  // Without the site in it: every controller of the domain registers this name (MS-ADTS 6.3.2.3).
  const name = `_ldap._tcp.dc._msdcs.${target.dnsName}`;
  const records = await ask(name, resolveSrv, signal);
  const hosts = srvOrder(records.slice(0, MOST_RECORDS), Math.random).flatMap((record) =>
    withinDomain(record.name, target.dnsName),
  );
  const addresses = [...new Map(hosts.map((address) => [address.url, address])).values()];
  if (addresses.length === 0) throw noneUsable(name, target.dnsName, records.length);
  const shown = addresses.slice(0, MOST_CONTROLLERS);
  return { addresses: shown, byDns: `DNS (${name}) names ${shown.map(({ host }) => host).join(', ')}.` };
}

async function ask(
  name: string,
  resolveSrv: ResolveSrv,
  signal: AbortSignal | undefined,
): Promise<readonly SrvRecord[]> {
  try {
    return await resolveSrv(name, signal);
  } catch (error) {
    signal?.throwIfAborted();
    const code = codeOf(error);
    if (code === undefined) throw error;
    throw new AppError(
      'DIRECTORY_ADDRESS_UNKNOWN',
      NO_RECORDS.has(code)
        ? `DNS knows no controllers: there are no SRV records ${name}. Check the domain's DNS name and that this server asks a DNS server of the domain, or list the controllers.`
        : `DNS could not say which controllers there are (${name}: ${code}). Check the DNS servers this server asks, or list the controllers.`,
      { cause: error },
    );
  }
}

function codeOf(error: unknown): string | undefined {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}

/** The address of a host within the domain; none for any other, or for what is no host name. */
function withinDomain(host: string, dnsName: string): ControllerAddress[] {
  const address = parseControllerAddress(`ldaps://${host}`).address;
  return address?.host.endsWith(`.${dnsName.toLowerCase()}`) ? [address] : [];
}

function readAddress(text: string): ControllerAddress {
  const parsed = parseControllerAddress(text);
  if (parsed.fault) throw new AppError('BAD_INPUT', `${text} cannot be used. ${parsed.message}`);
  return parsed.address;
}

function authoritiesMissing(): AppError {
  return new AppError(
    'BAD_INPUT',
    'Controllers are only looked for in DNS when the domain has CA certificates to check them with: DNS answers are not signed. Give the CA certificates of the domain, or list its controllers.',
  );
}

function noneUsable(name: string, dnsName: string, records: number): AppError {
  const what =
    records === 0
      ? `knows no controllers: there are no SRV records ${name}`
      : `names no controller within ${dnsName} (${records} SRV records ${name})`;
  return new AppError(
    'DIRECTORY_ADDRESS_UNKNOWN',
    `DNS ${what}. Check the domain's DNS name and that this server asks a DNS server of the domain, or list the controllers.`,
  );
}
