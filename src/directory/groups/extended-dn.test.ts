import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { objectGuid, objectGuidToBytes } from '../../domain/identifiers.js';
import { parseExtendedDn } from './extended-dn.js';

const GUID = objectGuid('8a148905-4662-45bf-bb91-83abc718c4d8')!;
const HEX = Buffer.from(objectGuidToBytes(GUID)).toString('hex');
const SID = 'S-1-5-21-834554889-1466778810-118464695-1103';

describe('parseExtendedDn', () => {
  it.each([
    ['the text form', `<GUID=${GUID}>;<SID=${SID}>;CN=Anna,DC=corp`, 'CN=Anna,DC=corp'],
    ['the hex form', `<GUID=${HEX}>;<SID=0105000000000005>;CN=Anna,DC=corp`, 'CN=Anna,DC=corp'],
    ['an object without a SID', `<GUID=${GUID}>;CN=Contact,DC=corp`, 'CN=Contact,DC=corp'],
    ['capitals', `<guid=${GUID.toUpperCase()}>;CN=Anna`, 'CN=Anna'],
    ['a DN that looks like a prefix', `<GUID=${GUID}>;CN=<SID=x>;CN=y\\,z`, 'CN=<SID=x>;CN=y\\,z'],
    ['no DN at all', `<GUID=${GUID}>;<SID=${SID}>`, ''],
  ])('reads %s', (_what, text, dn) => {
    expect(parseExtendedDn(Buffer.from(text))).toEqual({ objectGuid: GUID, dn });
  });

  it.each([
    'CN=Anna,DC=corp',
    '<SID=S-1-5-21>;CN=Anna',
    '<GUID=short>;CN=Anna',
    `<GUID=${GUID}`,
    `<GUID=${GUID}>CN=Anna`,
    '',
  ])('finds no GUID in %p', (text) => expect(parseExtendedDn(Buffer.from(text))).toBeUndefined());

  it('finds the GUID before any DN whatsoever, also one that is not UTF-8', () => {
    fc.assert(
      fc.property(
        fc.uuid(),
        fc.boolean(),
        fc.boolean(),
        fc.uint8Array({ maxLength: 600 }),
        (uuid, isHex, hasSid, dn) => {
          const guid = objectGuid(uuid)!;
          const written = isHex ? Buffer.from(objectGuidToBytes(guid)).toString('hex') : guid;
          const prefix = `<GUID=${written}>;${hasSid ? `<SID=${SID}>;` : ''}`;
          const parsed = parseExtendedDn(Buffer.concat([Buffer.from(prefix), dn]));
          expect(parsed?.objectGuid).toBe(guid);
        },
      ),
    );
  });
});
