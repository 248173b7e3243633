import { objectGuid, objectGuidFromBytes, type ObjectGuid } from '../../domain/identifiers.js';
import { decodeText } from '../wire/ldap-entry.js';

export interface ExtendedDn {
  readonly objectGuid: ObjectGuid;
  readonly dn: string;
}

const HEX_GUID = /^[0-9a-f]{32}$/i;
const LONGEST_PREFIX = 400;
// What stands before the DN is plain ASCII and holds neither `>` nor `;` inside the brackets.
const PREFIX = /^<GUID=([^<>;]{32,38})>(?:;<SID=[^<>;]*>)?(?:;|$)/i;

/**
 * Reads a DN as the extended-DN control sends it, `<GUID=…>;<SID=…>;CN=…`, with the GUID as text or as the hex of
 * its bytes. The DN itself may hold anything at all. Undefined when there is no GUID.
 */
export function parseExtendedDn(value: Buffer): ExtendedDn | undefined {
  const prefix = PREFIX.exec(value.subarray(0, LONGEST_PREFIX).toString('latin1'));
  if (prefix === null) return undefined;
  const guid = guidOf(prefix[1]!);
  return guid && { objectGuid: guid, dn: decodeText(value.subarray(prefix[0].length)) };
}

function guidOf(text: string): ObjectGuid | undefined {
  return HEX_GUID.test(text) ? objectGuidFromBytes(Buffer.from(text, 'hex')) : objectGuid(text);
}
