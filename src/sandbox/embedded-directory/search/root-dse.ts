import type { Directory } from '../directory.js';
import type { Session } from '../session/session.js';
import { formatDistinguishedName } from '../values/distinguished-name.js';
import { ascii, octetsOfText } from '../values/octets.js';
import type { Octets } from '../values/octets.js';
import { generalizedTime } from '../values/time.js';
import type { ReplyEntry } from '../wire/reply.js';
import type { SearchRequest } from '../wire/request.js';
import { supportedControls } from './search-controls.js';

/** Functional level of Windows Server 2016. */
const LEVEL = '7';
const capabilities = [
  '1.2.840.113556.1.4.800',
  '1.2.840.113556.1.4.1670',
  '1.2.840.113556.1.4.1791',
  '1.2.840.113556.1.4.1935',
  '1.2.840.113556.1.4.2080',
];
/** Only read-only controllers have it (MS-ADTS 3.1.1.3.4.3). */
const PARTIAL_SECRETS = '1.2.840.113556.1.4.1920';
export const WHO_AM_I = '1.3.6.1.4.1.4203.1.11.3';

/** True for the search everybody may make: what the server is and can do. */
export function isRootDseSearch(request: SearchRequest): boolean {
  return request.base.trim() === '' && request.scope === 'base';
}

/** The entry without a name that describes the server. */
export function showRootDse(directory: Directory, session: Session, request: SearchRequest): ReplyEntry {
  const wanted = new Set(request.attributes.map((name) => name.toLowerCase()));
  const isAll = wanted.size === 0 || wanted.has('*');
  const attributes = [...rootDseValues(directory, session)]
    .filter(([name, values]) => values.length > 0 && isSelected(name, wanted, isAll))
    .map(([name, values]) => ({ name: ascii(name), values: request.typesOnly ? [] : values }));
  return { kind: 'entry', name: ascii(''), attributes };
}

function isSelected(name: string, wanted: ReadonlySet<string>, isAll: boolean): boolean {
  return wanted.has(name.toLowerCase()) || (isAll && name !== 'tokenGroups');
}

function rootDseValues(directory: Directory, session: Session): Map<string, readonly Octets[]> {
  const { identity, tree } = directory;
  const base = identity.baseDn;
  const configuration = formatDistinguishedName(identity.configurationName);
  const schema = formatDistinguishedName(identity.schemaName);
  const texts: Record<string, readonly string[]> = {
    supportedControl: supportedControls(directory.supportsServerSideSort),
    supportedLDAPVersion: ['3'],
    supportedExtension: [WHO_AM_I],
    supportedCapabilities: directory.saysReadOnly ? [...capabilities, PARTIAL_SECRETS] : capabilities,
    dnsHostName: [identity.controllerHost],
    ldapServiceName: [
      `${identity.dnsName}:${identity.controllerName.toLowerCase()}$@${identity.dnsName.toUpperCase()}`,
    ],
    highestCommittedUSN: [String(tree.highestUpdateNumber)],
    domainFunctionality: [LEVEL],
    forestFunctionality: [LEVEL],
    domainControllerFunctionality: [LEVEL],
    isSynchronized: ['TRUE'],
    isGlobalCatalogReady: ['TRUE'],
  };
  return new Map<string, readonly Octets[]>([
    ['namingContexts', [base, configuration, schema]],
    ['defaultNamingContext', [base]],
    ['rootDomainNamingContext', [base]],
    ['configurationNamingContext', [configuration]],
    ['schemaNamingContext', [schema]],
    ['dsServiceName', [formatDistinguishedName(identity.directoryServiceName)]],
    ['serverName', [formatDistinguishedName(identity.serverName)]],
    ['currentTime', [generalizedTime(tree.now())]],
    ['tokenGroups', [...(session.signedIn?.token.sids ?? [])]],
    ...Object.entries(texts).map(([name, values]): [string, Octets[]] => [name, values.map(octetsOfText)]),
  ]);
}
