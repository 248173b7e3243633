import { describe, expect, it } from '@jest/globals';
import { objectGuid, objectGuidToBytes } from '../../domain/identifiers.js';
import type { LdapEntry } from '../wire/ldap-entry.js';
import { kindOf } from './object-kind.js';
import { decodePerson } from './person-decoder.js';

const GUID = objectGuid('8a148905-4662-45bf-bb91-83abc718c4d8')!;
const GUID_BYTES = Buffer.from(objectGuidToBytes(GUID));

function entry(attributes: Record<string, readonly (string | Buffer)[]>): LdapEntry {
  const pairs = Object.entries(attributes).map(
    ([name, values]) => [name.toLowerCase(), values.map((value) => Buffer.from(value))] as const,
  );
  return { name: Buffer.from('CN=Anna,DC=corp'), attributes: new Map(pairs) };
}

const NOBODY = {
  objectGuid: GUID,
  dn: 'CN=Anna,DC=corp',
  rid: null,
  givenName: null,
  surname: null,
  displayName: null,
  commonName: null,
  mail: null,
  telephoneNumber: null,
  title: null,
  department: null,
  company: null,
  samAccountName: null,
  userPrincipalName: null,
  userAccountControl: null,
  pwdLastSet: null,
  accountExpires: null,
  whenChanged: null,
  usnChanged: null,
  primaryGroupId: null,
};

describe('decodePerson', () => {
  it('reads every attribute', () => {
    const person = decodePerson(
      entry({
        objectGUID: [GUID_BYTES],
        objectSid: [Buffer.from('0105000000000005150000000900000008000000070000004f040000', 'hex')],
        givenName: ['Anna'],
        sn: ['Adams'],
        displayName: ['Anna Adams'],
        cn: ['Anna'],
        mail: ['anna@corp.example'],
        telephoneNumber: ['+1 555'],
        title: ['Engineer'],
        department: ['R&D'],
        company: ['Corp'],
        sAMAccountName: ['anna'],
        userPrincipalName: ['anna@corp.example'],
        userAccountControl: ['66048'],
        pwdLastSet: ['116444736000000000'],
        accountExpires: ['116444736010000000'],
        whenChanged: ['20261122190507.0Z'],
        uSNChanged: ['9007199254740993'],
        primaryGroupID: ['513'],
      }),
    );
    expect(person).toEqual({
      objectGuid: GUID,
      dn: 'CN=Anna,DC=corp',
      rid: 1103,
      givenName: 'Anna',
      surname: 'Adams',
      displayName: 'Anna Adams',
      commonName: 'Anna',
      mail: 'anna@corp.example',
      telephoneNumber: '+1 555',
      title: 'Engineer',
      department: 'R&D',
      company: 'Corp',
      samAccountName: 'anna',
      userPrincipalName: 'anna@corp.example',
      userAccountControl: 66_048,
      pwdLastSet: new Date(0),
      accountExpires: new Date(1_000),
      whenChanged: new Date('2026-11-22T19:05:07Z'),
      usnChanged: 9_007_199_254_740_993n,
      primaryGroupId: 513,
    });
  });

  it('makes null of what is absent', () => {
    expect(decodePerson(entry({ objectGUID: [GUID_BYTES] }))).toEqual(NOBODY);
  });

  it('makes null of what is empty, never, or not what it should be', () => {
    const person = decodePerson(
      entry({
        objectGUID: [GUID_BYTES],
        objectSid: ['no sid'],
        mail: [''],
        title: ['\0'],
        userAccountControl: ['enabled'],
        pwdLastSet: ['0'],
        accountExpires: ['9223372036854775807'],
        whenChanged: ['yesterday'],
        uSNChanged: ['1.5'],
        primaryGroupID: [''],
      }),
    );
    expect(person).toEqual(NOBODY);
  });

  it('takes the first of several values', () => {
    expect(decodePerson(entry({ objectGUID: [GUID_BYTES], title: ['One', 'Two'] })).title).toBe('One');
  });

  it('fails with DIRECTORY_INCOMPLETE without an objectGUID', () => {
    expect(() => decodePerson(entry({ cn: ['Anna'] }))).toThrow(
      expect.objectContaining({ code: 'DIRECTORY_INCOMPLETE' }),
    );
  });
});

describe('kindOf', () => {
  const user = ['top', 'person', 'organizationalPerson', 'user'];

  it.each([
    ['PERSON', '805306368', user],
    ['COMPUTER', '805306369', [...user, 'computer']],
    ['MANAGED_SERVICE_ACCOUNT', '805306369', [...user, 'computer', 'msDS-GroupManagedServiceAccount']],
    ['MANAGED_SERVICE_ACCOUNT', '805306369', [...user, 'computer', 'msDS-ManagedServiceAccount']],
    ['OTHER', '805306370', user],
    ['GROUP', '268435456', ['top', 'group']],
    ['CONTACT', '', ['top', 'person', 'organizationalPerson', 'contact']],
    ['FOREIGN_SECURITY_PRINCIPAL', '', ['top', 'foreignSecurityPrincipal']],
    ['OTHER', '', ['top', 'organizationalUnit']],
  ])('tells %s from the rest (account type %p)', (kind, type, objectClass) => {
    expect(kindOf(entry({ sAMAccountType: type === '' ? [] : [type], objectClass }))).toBe(kind);
  });
});
