import { createHash } from 'node:crypto';
import { objectClassNamed } from './schema/object-classes.js';
import type { ObjectClass } from './schema/object-classes.js';
import { domainComponents, formatDistinguishedName } from './values/distinguished-name.js';
import type { DistinguishedName } from './values/distinguished-name.js';
import { guidFromName, randomGuid } from './values/guid.js';
import { ascii, octetsOfText } from './values/octets.js';
import type { Octets } from './values/octets.js';
import { sidFromText, sidInDomain } from './values/sid.js';

const LONGEST_NETBIOS_NAME = 15;
const SITE = 'Default-First-Site-Name';

/**
 * The names and identifiers of a domain and its one controller. The domain's SID and every GUID follow from the
 * domain's name, so that they are the same after a restart; `invocationId` is new for each start, as it is for a
 * controller whose database was put back: what was written before a restart is gone, and update numbers begin again.
 */
export class DomainIdentity {
  readonly baseName: DistinguishedName;
  readonly baseDn: Octets;
  readonly configurationName: DistinguishedName;
  readonly schemaName: DistinguishedName;
  readonly serverName: DistinguishedName;
  readonly directoryServiceName: DistinguishedName;
  readonly netbiosName: string;
  readonly domainSid: Octets;
  readonly controllerName = 'DC1';
  readonly controllerHost: string;
  readonly invocationId = randomGuid();

  constructor(readonly dnsName: string) {
    const named = (...values: readonly string[]): DistinguishedName =>
      values.map((value) => ({ type: 'CN', value: octetsOfText(value) }));
    this.baseName = domainComponents(dnsName);
    this.baseDn = formatDistinguishedName(this.baseName);
    this.configurationName = [...named('Configuration'), ...this.baseName];
    this.schemaName = [...named('Schema'), ...this.configurationName];
    this.serverName = [...named(this.controllerName, 'Servers', SITE, 'Sites'), ...this.configurationName];
    this.directoryServiceName = [...named('NTDS Settings'), ...this.serverName];
    this.netbiosName = (dnsName.split('.')[0] ?? dnsName).slice(0, LONGEST_NETBIOS_NAME).toUpperCase();
    this.controllerHost = `${this.controllerName.toLowerCase()}.${dnsName}`;
    this.domainSid = domainSidOf(dnsName);
  }

  /** The GUID of the entry the domain starts with under this name. */
  guidOf(name: string): Octets {
    return guidFromName(`${this.dnsName}\n${name}`);
  }

  sidOf(rid: number): Octets {
    return sidInDomain(this.domainSid, rid);
  }

  /** Default `objectCategory` of a class. */
  categoryName(objectClass: ObjectClass): Octets {
    return formatDistinguishedName([{ type: 'CN', value: ascii(objectClass.category) }, ...this.schemaName]);
  }

  /** Default `objectCategory` of the class of this name; undefined when there is no such class. */
  categoryOf(className: string): Octets | undefined {
    const objectClass = objectClassNamed(className === 'person' ? 'user' : className);
    return objectClass === undefined ? undefined : this.categoryName(objectClass);
  }
}

function domainSidOf(dnsName: string): Octets {
  const digest = createHash('sha256').update(`domain\n${dnsName}`, 'utf8').digest();
  const parts = [0, 4, 8].map((offset) => digest.readUInt32LE(offset));
  return sidFromText(`S-1-5-21-${parts.join('-')}`) ?? ascii('');
}
