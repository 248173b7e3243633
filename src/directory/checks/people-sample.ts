import { sidText, smallInteger } from '../../domain/active-directory/directory-values.js';
import type { ObjectGuid } from '../../domain/identifiers.js';
import {
  parseSecurityDescriptor,
  type SecurityDescriptor,
} from '../../domain/active-directory/security-descriptor.js';
import type { DirectoryGroup } from '../directory.js';
import { objectGuidFromBytes } from '../../domain/identifiers.js';
import { searchPeople } from '../people/people-search.js';
import { PERSON_ATTRIBUTES } from '../people/person-decoder.js';
import { CONTROLS, securityDescriptorWithoutAuditList } from '../wire/controls.js';
import type { DirectoryReader } from '../wire/directory-reader.js';
import { any, hasGuid } from '../wire/filters.js';
import { firstValue, textOf, type LdapEntry } from '../wire/ldap-entry.js';

/** People whose access lists are read to work out rights. */
const SAMPLE_SIZE = 200;

/** One person with what their rights and policies are worked out from. */
export interface SampledPerson {
  readonly name: string;
  readonly sid: string | undefined;
  /** Undefined: the account may not read it. */
  readonly descriptor: SecurityDescriptor | undefined;
  readonly isProtected: boolean;
  /** DN of the password policy that applies instead of the domain's, as far as it can be seen. */
  readonly passwordPolicyDn: string | undefined;
  readonly entry: LdapEntry;
}

const ATTRIBUTES = [...PERSON_ATTRIBUTES, 'nTSecurityDescriptor', 'adminCount', 'msDS-ResultantPSO'];

/** The GUIDs of up to 200 people of the groups. */
export async function sampleOf(
  reader: DirectoryReader,
  baseDn: string,
  groups: readonly DirectoryGroup[],
): Promise<ObjectGuid[]> {
  const guids = new Set<ObjectGuid>();
  for await (const page of searchPeople(reader, baseDn, groups, ['objectGUID'])) {
    for (const entry of page) {
      const guid = objectGuidFromBytes(firstValue(entry, 'objectGUID') ?? Buffer.alloc(0));
      if (guid !== undefined) guids.add(guid);
    }
    if (guids.size >= SAMPLE_SIZE) break;
  }
  return [...guids].slice(0, SAMPLE_SIZE);
}

/** Reads these people with their access lists. */
export async function readSample(
  reader: DirectoryReader,
  guids: readonly ObjectGuid[],
): Promise<SampledPerson[]> {
  if (guids.length === 0) return [];
  const entries = await reader.all({
    base: reader.rootDse.defaultNamingContext,
    filter: any(guids.map(hasGuid)),
    attributes: ATTRIBUTES,
    controls: descriptorControls(reader),
    doing: 'reading access lists of people',
  });
  return entries.map((entry) => ({
    name: nameOf(entry),
    sid: sidText(firstValue(entry, 'objectSid') ?? Buffer.alloc(0)),
    descriptor: descriptorOf(entry),
    isProtected: (smallInteger(textOf(entry, 'adminCount')) ?? 0) > 0,
    passwordPolicyDn: textOf(entry, 'msDS-ResultantPSO'),
    entry,
  }));
}

/** The access list of one object, undefined when it cannot be read. */
export async function readDescriptor(
  reader: DirectoryReader,
  dn: string,
): Promise<SecurityDescriptor | undefined> {
  const entry = await reader.object(dn, ['nTSecurityDescriptor'], 'reading the access list of the domain', {
    controls: descriptorControls(reader),
  });
  return entry && descriptorOf(entry);
}

// Without the control a controller adds the audit list to the question, and then refuses the whole to ordinary accounts.
function descriptorControls(
  reader: DirectoryReader,
): ReturnType<typeof securityDescriptorWithoutAuditList>[] {
  const isOffered = reader.rootDse.supportedControls.has(CONTROLS.SECURITY_DESCRIPTOR_FLAGS.oid);
  return isOffered ? [securityDescriptorWithoutAuditList()] : [];
}

function descriptorOf(entry: LdapEntry): SecurityDescriptor | undefined {
  const bytes = firstValue(entry, 'nTSecurityDescriptor');
  return bytes && parseSecurityDescriptor(bytes);
}

export function nameOf(entry: LdapEntry): string {
  const login = textOf(entry, 'sAMAccountName');
  const name = textOf(entry, 'displayName') ?? textOf(entry, 'cn');
  if (name === undefined || login === undefined) return login ?? name ?? 'a person without a readable name';
  return `${name} (${login})`;
}
