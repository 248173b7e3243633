import { PresenceFilter } from 'ldapts';
import { largeInteger } from '../../domain/active-directory/directory-values.js';
import { AppError } from '../../errors.js';
import type { KnownControl } from './controls.js';
import type { LdapConnection } from './ldap-connection.js';
import { asItCame, textOf, textsOf, valuesOf, type LdapEntry } from './ldap-entry.js';
import { RESULT, searchFault } from './result-codes.js';

/** What a controller says about itself (MS-ADTS 3.1.1.3.2). */
export interface RootDse {
  readonly dnsHostName: string;
  readonly defaultNamingContext: string;
  readonly schemaNamingContext: string | undefined;
  /** DN of the object that stands for the controller's database. */
  readonly dsServiceName: string;
  readonly highestCommittedUsn: bigint;
  readonly supportedControls: ReadonlySet<string>;
  readonly supportedCapabilities: ReadonlySet<string>;
  /** SIDs of everything this connection is signed in as. Empty where the controller does not say. */
  readonly tokenGroups: readonly Buffer[];
}

const ATTRIBUTES = [
  'dnsHostName',
  'defaultNamingContext',
  'schemaNamingContext',
  'dsServiceName',
  'highestCommittedUSN',
  'supportedControl',
  'supportedCapabilities',
  'tokenGroups',
];

/** Reads the root DSE. Fails with DIRECTORY_UNSUPPORTED when it is not that of a domain controller. */
export async function readRootDse(connection: LdapConnection): Promise<RootDse> {
  const doing = 'asking what it serves';
  const { entries, result } = await connection.search(
    {
      base: '',
      scope: 'base',
      filter: new PresenceFilter({ attribute: 'objectClass' }),
      attributes: ATTRIBUTES,
      controls: [],
    },
    doing,
    asItCame,
  );
  if (result.code !== RESULT.SUCCESS) throw searchFault(result, connection.address.url, doing);
  const rootDse = entries[0] && fromEntry(entries[0]);
  if (rootDse === undefined) throw notActiveDirectory(connection.address.url);
  return rootDse;
}

/** Fails with DIRECTORY_UNSUPPORTED, naming the control, where the controller does not offer it. */
export function requireControl(rootDse: RootDse, control: KnownControl, purpose: string): void {
  if (rootDse.supportedControls.has(control.oid)) return;
  throw new AppError(
    'DIRECTORY_UNSUPPORTED',
    `${rootDse.dnsHostName} does not offer the ${control.name} control (${control.oid}), without which ${purpose}. Use another controller, or have the control switched on again.`,
  );
}

function fromEntry(entry: LdapEntry): RootDse | undefined {
  const dnsHostName = textOf(entry, 'dnsHostName');
  const defaultNamingContext = textOf(entry, 'defaultNamingContext');
  const dsServiceName = textOf(entry, 'dsServiceName');
  const highestCommittedUsn = largeInteger(textOf(entry, 'highestCommittedUSN'));
  if (!dnsHostName || !defaultNamingContext || !dsServiceName || highestCommittedUsn === undefined)
    return undefined;
  return {
    dnsHostName,
    defaultNamingContext,
    schemaNamingContext: textOf(entry, 'schemaNamingContext'),
    dsServiceName,
    highestCommittedUsn,
    supportedControls: new Set(textsOf(entry, 'supportedControl')),
    supportedCapabilities: new Set(textsOf(entry, 'supportedCapabilities')),
    tokenGroups: valuesOf(entry, 'tokenGroups'),
  };
}

function notActiveDirectory(address: string): AppError {
  return new AppError(
    'DIRECTORY_UNSUPPORTED',
    `${address} speaks LDAP but is not an Active Directory domain controller: its root DSE lacks dnsHostName, defaultNamingContext, dsServiceName or highestCommittedUSN. Check the address.`,
  );
}
