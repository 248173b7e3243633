import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Client } from 'ldapts';
import { RawControl, numberControl } from '../testing/raw-control.js';
import { namesFound, person, readEntry, startTestDirectory } from '../testing/test-directory.js';
import type { TestDirectory } from '../testing/test-directory.js';
import { octetsOfBuffer } from '../values/octets.js';
import { ridOf } from '../values/sid.js';

const base = 'DC=north,DC=example';
const people = [
  person('ada', {
    commonName: 'Ada Lovelace',
    givenName: 'Ada',
    surname: 'Lovelace',
    displayName: 'Ada Lovelace',
    mail: 'ada@north.example',
    title: 'Countess',
    groups: ['Small'],
  }),
  person('off', { enabled: false }),
];

describe('what the directory starts with', () => {
  let directory: TestDirectory;
  let client: Client;

  beforeAll(async () => {
    directory = await startTestDirectory({ groups: ['Small'], people });
    client = await directory.client();
  });
  afterAll(() => directory.stop());

  test('a person has the attributes Active Directory gives one', async () => {
    const ada = await readEntry(client, `CN=Ada Lovelace,OU=Staff,${base}`);
    expect(ada).toMatchObject({
      dn: `CN=Ada Lovelace,OU=Staff,${base}`,
      objectClass: ['top', 'person', 'organizationalPerson', 'user'],
      objectCategory: `CN=Person,CN=Schema,CN=Configuration,${base}`,
      sAMAccountType: '805306368',
      sAMAccountName: 'ada',
      userPrincipalName: 'ada@north.example',
      userAccountControl: '512',
      primaryGroupID: '513',
      accountExpires: '9223372036854775807',
      cn: 'Ada Lovelace',
      name: 'Ada Lovelace',
      givenName: 'Ada',
      sn: 'Lovelace',
      mail: 'ada@north.example',
      title: 'Countess',
      memberOf: `CN=Small,CN=Users,${base}`,
    });
    expect(ada['objectGUID']).toHaveLength(16);
    expect(ridOf(octetsOfBuffer(ada['objectSid'] as Buffer))).toBeGreaterThan(1000);
    expect(String(ada['whenCreated'])).toMatch(/^\d{14}\.0Z$/);
    expect(ada['uSNCreated']).toBe(ada['uSNChanged']);
    expect(Number(ada['pwdLastSet'])).toBeGreaterThan(1.3e17);
    for (const absent of ['department', 'nTSecurityDescriptor', 'tokenGroups', 'unicodePwd'])
      expect(ada[absent]).toBeUndefined();
  });

  test('a disabled person has the bit', async () => {
    const off = await readEntry(client, `CN=off,OU=Staff,${base}`, ['userAccountControl']);
    expect(off['userAccountControl']).toBe('514');
  });

  test.each([
    ['Administrator', 500, { sAMAccountType: '805306368', adminCount: '1' }],
    ['Guest', 501, { userAccountControl: '66082', primaryGroupID: '514' }],
    ['krbtgt', 502, { userAccountControl: '514' }],
    [
      'Domain Admins',
      512,
      { sAMAccountType: '268435456', groupType: '-2147483646', member: `CN=Administrator,CN=Users,${base}` },
    ],
    ['Domain Users', 513, {}],
    ['Domain Guests', 514, {}],
    ['Domain Computers', 515, {}],
  ])('%s is there with RID %i', async (name, rid, attributes) => {
    const entry = await readEntry(client, `CN=${name},CN=Users,${base}`, ['*', 'primaryGroupToken']);
    expect(ridOf(octetsOfBuffer(entry['objectSid'] as Buffer))).toBe(rid);
    expect(entry).toMatchObject(attributes);
  });

  test('the controller has a machine account, which is no person', async () => {
    const machine = await readEntry(client, `CN=DC1,OU=Domain Controllers,${base}`);
    expect(machine).toMatchObject({
      sAMAccountName: 'DC1$',
      sAMAccountType: '805306369',
      userAccountControl: '532480',
      primaryGroupID: '516',
    });
    expect(await namesFound(client, base, '(sAMAccountType=805306368)')).toEqual([
      'Ada Lovelace',
      'Administrator',
      'Guest',
      'krbtgt',
      'off',
      'reader',
    ]);
  });

  test('the domain carries its password policy and its roles', async () => {
    const domain = await readEntry(client, base);
    expect(domain).toMatchObject({
      minPwdLength: '7',
      pwdProperties: '1',
      pwdHistoryLength: '24',
      minPwdAge: '-864000000000',
      maxPwdAge: '-36288000000000',
      lockoutThreshold: '0',
      lockoutDuration: '-18000000000',
      lockOutObservationWindow: '-18000000000',
      fSMORoleOwner: `CN=NTDS Settings,CN=DC1,CN=Servers,CN=Default-First-Site-Name,CN=Sites,CN=Configuration,${base}`,
    });
  });

  test('a restart brings back the same GUIDs and SIDs', async () => {
    const identifiers = ['objectGUID', 'objectSid'];
    const before = await readEntry(client, `CN=Ada Lovelace,OU=Staff,${base}`, identifiers);
    const again = await startTestDirectory({ groups: ['Small'], people });
    const after = await readEntry(await again.client(), `CN=Ada Lovelace,OU=Staff,${base}`, identifiers);
    await again.stop();
    expect(after).toEqual(before);
  });

  test('only the attributes asked for come back, in the spelling of the schema', async () => {
    const name = `CN=Ada Lovelace,OU=Staff,${base}`;
    const keys = async (attributes: string[]): Promise<string[]> => {
      const { searchEntries } = await client.search(name, { scope: 'base', attributes });
      return Object.keys(searchEntries[0] ?? {}).toSorted();
    };
    expect(await keys(['MAIL', 'samaccountname'])).toEqual(['dn', 'mail', 'sAMAccountName']);
    expect(await keys(['*', 'primaryGroupToken', 'msDS-User-Account-Control-Computed'])).toContain(
      'msDS-User-Account-Control-Computed',
    );
    const wire = await directory.wire();
    const none = await wire.search({ base: name, filter: '(objectClass=*)', attributes: ['1.1'] });
    expect(none.entries[0]?.attributes.size).toBe(0);
  });

  test('types come without values, and no more entries than asked for', async () => {
    const options = { filter: '(sAMAccountType=805306368)', attributes: ['sAMAccountName'] };
    const types = await client.search(base, { ...options, returnAttributeValues: false });
    expect(types.searchEntries).toHaveLength(6);
    expect(types.searchEntries[0]).toMatchObject({ sAMAccountName: [] });
    const few = await client.search(base, { ...options, sizeLimit: 2 });
    expect(few.searchEntries).toHaveLength(2);
  });

  test('references name the contexts below the base, whatever the scope', async () => {
    const references = async (from: string, scope: 'one' | 'sub'): Promise<string[]> =>
      (await client.search(from, { scope, filter: '(cn=none)' })).searchReferences;
    expect(await references(base, 'one')).toContain(`ldaps://north.example/CN=Configuration,${base}??base`);
    expect(await references(`CN=Configuration,${base}`, 'sub')).toEqual([
      `ldaps://north.example/CN=Schema,CN=Configuration,${base}`,
    ]);
    expect(await references(`OU=Staff,${base}`, 'sub')).toEqual([]);
  });

  test('token groups follow nesting and the primary group', async () => {
    const ada = await readEntry(client, `CN=Ada Lovelace,OU=Staff,${base}`, ['tokenGroups']);
    const rids = (ada['tokenGroups'] as Buffer[])
      .map((sid) => ridOf(octetsOfBuffer(sid)))
      .toSorted((a, b) => a - b);
    expect(rids.slice(0, 2)).toEqual([513, 545]);
    expect(rids).toHaveLength(3);
  });

  test.each([
    [
      'an unknown group',
      { people: [person('x', { groups: ['Nowhere'] })] },
      /'x' is to be in the group 'Nowhere'/,
    ],
    ['an unknown unit', { people: [person('x', { unit: 'Nowhere' })] }, /organisational unit 'Nowhere'/],
    ['one login twice', { people: [person('x'), person('X', { commonName: 'y' })] }, /login 'X'/],
    ['one name twice', { people: [person('x'), person('y', { commonName: 'X' })] }, /named 'X'/],
  ])('contents with %s are refused by name', async (_what, contents, message) => {
    await expect(startTestDirectory(contents)).rejects.toThrow(message);
  });

  test('an account name of another domain is refused', async () => {
    const reader = { name: 'reader@south.example', password: 'x' };
    await expect(startTestDirectory({}, { reader })).rejects.toThrow(/login@north\.example/);
  });
});

describe('controls', () => {
  let directory: TestDirectory;
  let client: Client;

  beforeAll(async () => {
    directory = await startTestDirectory({ groups: ['Small'], people });
    client = await directory.client();
  });
  afterAll(() => directory.stop());

  const extendedDn = '1.2.840.113556.1.4.529';
  const group = `CN=Small,CN=Users,${base}`;

  test('names carry GUID and SID when asked for, in either spelling', async () => {
    const ada = await readEntry(client, `CN=Ada Lovelace,OU=Staff,${base}`, ['objectGUID', 'objectSid']);
    const guid = (ada['objectGUID'] as Buffer).toString('hex');
    const sid = (ada['objectSid'] as Buffer).toString('hex');
    const plain = `CN=Ada Lovelace,OU=Staff,${base}`;
    for (const control of [new RawControl(extendedDn), numberControl(extendedDn, 0)]) {
      const entry = await readEntry(client, group, ['member'], [control]);
      expect(entry['member']).toBe(`<GUID=${guid}>;<SID=${sid}>;${plain}`);
    }
    const spelled = await readEntry(
      client,
      group,
      ['member', 'objectCategory'],
      [numberControl(extendedDn, 1)],
    );
    expect(spelled['member']).toMatch(/^<GUID=[0-9a-f-]{36}>;<SID=S-1-5-21-[\d-]+>;CN=Ada Lovelace,/);
    expect(spelled.dn).toMatch(/^<GUID=[0-9a-f-]{36}>;<SID=S-1-5-21-[\d-]+>;CN=Small,/);
  });

  test('a critical control that is not served is refused, another one ignored', async () => {
    await expect(
      readEntry(client, group, ['cn'], [new RawControl('2.16.840.1.113730.3.4.9')]),
    ).rejects.toMatchObject({ code: 12 });
    await expect(
      readEntry(client, group, ['cn'], [new RawControl('1.2.3', undefined, false)]),
    ).resolves.toMatchObject({ cn: 'Small' });
  });

  test('a control whose value is nonsense is refused, and the connection lives on', async () => {
    await expect(
      readEntry(client, group, ['cn'], [new RawControl('1.2.840.113556.1.4.801', Buffer.from([1, 2]))]),
    ).rejects.toMatchObject({ code: 2 });
    await expect(readEntry(client, group, ['cn'])).resolves.toMatchObject({ cn: 'Small' });
  });
});
