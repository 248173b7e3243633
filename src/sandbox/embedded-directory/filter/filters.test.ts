import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { EqualityFilter, OrFilter } from 'ldapts';
import type { Client } from 'ldapts';
import { replacing, changing } from '../testing/changes.js';
import { namesFound, person, readEntry, startTestDirectory } from '../testing/test-directory.js';
import type { TestDirectory } from '../testing/test-directory.js';

const base = 'DC=north,DC=example';
const awkward = 'Smith, John #1 "x" <y>+z;a=b\\c';

describe('filters', () => {
  let directory: TestDirectory;
  let client: Client;

  beforeAll(async () => {
    directory = await startTestDirectory({
      units: ['Staff', 'Sales'],
      groups: ['Sync', 'Inner', 'Outer'],
      people: [
        person('ada', {
          commonName: 'Ada',
          mail: 'Ada@North.Example',
          surname: 'Lovelace',
          groups: ['Sync'],
        }),
        person('bob', { commonName: 'Bob', enabled: false, mail: 'bob@north.example', groups: ['Inner'] }),
        person('cyd', { commonName: awkward, unit: 'Sales', groups: ['Sync'] }),
        person('dan', { commonName: ' Пётр', displayName: 'ПЁТР Äöü', unit: 'Sales' }),
      ],
    });
    const administrator = await directory.client(directory.administrator);
    await administrator.modify(
      `CN=Outer,CN=Users,${base}`,
      changing('add', 'member', `CN=Inner,CN=Users,${base}`),
    );
    await administrator.modify(
      `CN=Inner,CN=Users,${base}`,
      changing('add', 'member', `CN=Outer,CN=Users,${base}`),
    );
    await administrator.add(`CN=PC7,CN=Computers,${base}`, {
      objectClass: ['computer'],
      sAMAccountName: 'PC7$',
    });
    await administrator.add(`CN=Contact,OU=Staff,${base}`, {
      objectClass: ['contact'],
      mail: 'c@else.example',
    });
    client = await directory.client();
  });
  afterAll(() => directory.stop());

  const people = '(sAMAccountType=805306368)';

  test.each<[string, string, string[]]>([
    ['equality, whatever the case', '(mail=ada@NORTH.example)', ['Ada']],
    ['equality of other alphabets, whatever the case', '(displayName=пётр äÖü)', [' Пётр']],
    ['presence', `(&${people}(mail=*))`, ['Ada', 'Bob']],
    ['absence', `(&${people}(!(mail=*))(!(isCriticalSystemObject=TRUE)))`, [' Пётр', awkward, 'reader']],
    ['a beginning', '(displayName=пётр*)', [' Пётр']],
    ['a middle', '(sn=*VELA*)', ['Ada']],
    ['an end', '(mail=*@else.example)', ['Contact']],
    ['several parts in order', '(sn=l*ve*ce)', ['Ada']],
    ['alternatives', '(|(sAMAccountName=ada)(sAMAccountName=bob)(cn=Contact))', ['Ada', 'Bob', 'Contact']],
    ['all bits', `(&${people}(userAccountControl:1.2.840.113556.1.4.803:=514))`, ['Bob', 'Guest', 'krbtgt']],
    ['any bit', '(&(mail=*)(userAccountControl:1.2.840.113556.1.4.804:=2))', ['Bob']],
    ['a class as category', '(&(objectCategory=person)(mail=*))', ['Ada', 'Bob', 'Contact']],
    ['a class', '(objectClass=COMPUTER)', ['DC1', 'PC7']],
    [
      'a number at or above',
      '(&(adminCount>=1)(sAMAccountName=d*))',
      ['Domain Admins', 'Domain Controllers'],
    ],
    ['a number at or below', '(&(groupType<=-2147483646)(cn=S*))', ['Sync']],
    ['a direct group', `(memberOf=CN=Inner,CN=Users,${base})`, ['Bob', 'Outer']],
    ['a member', `(member=CN=Ada,OU=Staff,${base})`, ['Sync']],
    [
      'a group through others, loop and all',
      `(&${people}(memberOf:1.2.840.113556.1.4.1941:=CN=Outer,CN=Users,${base}))`,
      ['Bob'],
    ],
    [
      'groups of a member through others',
      `(member:1.2.840.113556.1.4.1941:=CN=Bob,OU=Staff,${base})`,
      ['Inner', 'Outer'],
    ],
    ['a distinguished name', `(distinguishedName=cn=bob,ou=staff,${base})`, ['Bob']],
    ['a primary group', '(primaryGroupID=514)', ['Guest']],
  ])('finds by %s', async (_how, filter, expected) => {
    expect(await namesFound(client, base, filter)).toEqual(expected.toSorted());
  });

  test('what cannot be said is neither true nor its opposite', async () => {
    expect(await namesFound(client, base, '(noSuchAttribute=1)')).toEqual([]);
    expect(await namesFound(client, base, '(!(noSuchAttribute=1))')).toEqual([]);
    expect(await namesFound(client, base, '(&(sAMAccountName=ada)(!(uSNChanged=abc)))')).toEqual([]);
    expect(await namesFound(client, base, '(|(sAMAccountName=ada)(noSuchAttribute=1))')).toEqual(['Ada']);
    expect(await namesFound(client, base, '(tokenGroups=*)')).toEqual([]);
    expect(await namesFound(client, base, '(unicodePwd=*)')).toEqual([]);
  });

  test('hundreds of GUIDs in one filter find exactly their entries', async () => {
    const ada = await readEntry(client, `CN=Ada,OU=Staff,${base}`, ['objectGUID', 'objectSid']);
    const bob = await readEntry(client, `CN=Bob,OU=Staff,${base}`, ['objectGUID']);
    const unknown = Array.from({ length: 200 }, (_, index) => Buffer.alloc(16, index));
    const filter = new OrFilter({
      filters: [ada['objectGUID'] as Buffer, ...unknown, bob['objectGUID'] as Buffer].map(
        (value) => new EqualityFilter({ attribute: 'objectGUID', value }),
      ),
    });
    expect(await namesFound(client, base, filter)).toEqual(['Ada', 'Bob']);
    const bySid = new EqualityFilter({ attribute: 'objectSid', value: ada['objectSid'] as Buffer });
    expect(await namesFound(client, base, bySid)).toEqual(['Ada']);
  });

  test('an index follows the values that change', async () => {
    const administrator = await directory.client(directory.administrator);
    await administrator.modify(`CN=Bob,OU=Staff,${base}`, replacing('mail', 'robert@north.example'));
    expect(await namesFound(client, base, '(mail=bob@north.example)')).toEqual([]);
    expect(await namesFound(client, base, '(mail=robert@north.example)')).toEqual(['Bob']);
    await administrator.modify(`CN=Bob,OU=Staff,${base}`, replacing('mail', 'bob@north.example'));
  });

  test('two people with one mail address are both found by it', async () => {
    const administrator = await directory.client(directory.administrator);
    const pyotr = `CN=\\ Пётр,OU=Sales,${base}`;
    await administrator.modify(pyotr, replacing('mail', 'ADA@north.example'));
    expect(await namesFound(client, base, '(mail=ada@north.example)')).toEqual([' Пётр', 'Ada']);
    await administrator.modify(pyotr, replacing('mail'));
    expect(await namesFound(client, base, '(mail=ada@north.example)')).toEqual(['Ada']);
  });
});

describe('scope and base', () => {
  let directory: TestDirectory;
  let client: Client;

  beforeAll(async () => {
    directory = await startTestDirectory({
      units: ['Staff', 'Sales'],
      people: [person('ada'), person('bob', { unit: 'Sales' })],
    });
    client = await directory.client();
  });
  afterAll(() => directory.stop());

  const anything = '(objectClass=*)';

  test('base, one level and subtree cover what they should', async () => {
    expect(await namesFound(client, `OU=Staff,${base}`, anything, 'base')).toEqual(['Staff']);
    expect(await namesFound(client, `OU=Staff,${base}`, anything, 'one')).toEqual(['ada']);
    expect(await namesFound(client, `OU=Staff,${base}`, anything, 'sub')).toEqual(['Staff', 'ada']);
    expect(await namesFound(client, base, '(objectClass=organizationalUnit)', 'one')).toEqual([
      'Domain Controllers',
      'Sales',
      'Staff',
    ]);
    expect(await namesFound(client, base, '(objectClass=configuration)')).toEqual([]);
    expect(await namesFound(client, base, '(objectClass=configuration)', 'one')).toEqual([]);
    expect(await namesFound(client, `CN=Configuration,${base}`, '(objectClass=configuration)')).toEqual([
      'Configuration',
    ]);
  });

  test('an entry is found by its GUID and its SID in either spelling', async () => {
    const ada = await readEntry(client, `CN=ada,OU=Staff,${base}`, ['objectGUID', 'objectSid']);
    const guid = (ada['objectGUID'] as Buffer).toString('hex');
    const sid = (ada['objectSid'] as Buffer).toString('hex');
    const dashed = `${guid.slice(6, 8)}${guid.slice(4, 6)}${guid.slice(2, 4)}${guid.slice(0, 2)}-${guid.slice(10, 12)}${guid.slice(8, 10)}-${guid.slice(14, 16)}${guid.slice(12, 14)}-${guid.slice(16, 20)}-${guid.slice(20)}`;
    for (const reference of [`<GUID=${guid}>`, `<GUID=${dashed}>`, `<SID=${sid}>`])
      expect((await readEntry(client, reference, ['cn'])).dn).toBe(`CN=ada,OU=Staff,${base}`);
  });

  test('a base that is not there, is no name, or belongs to another domain is refused as such', async () => {
    await expect(readEntry(client, `CN=x,OU=Staff,${base}`)).rejects.toMatchObject({ code: 32 });
    await expect(readEntry(client, `CN=x,OU=Staff,${base}`)).rejects.toThrow(
      /0000208D.*NO_OBJECT[\s\S]*'OU=Staff,DC=north,DC=example'/,
    );
    await expect(readEntry(client, '<GUID=00000000000000000000000000000000>')).rejects.toMatchObject({
      code: 32,
    });
    await expect(readEntry(client, 'nonsense')).rejects.toMatchObject({ code: 34 });
    const wire = await directory.wire();
    const elsewhere = await wire.search({ base: 'CN=x,DC=south,DC=example', filter: anything });
    expect(elsewhere).toMatchObject({ code: 10, entries: [] });
    expect(elsewhere.diagnostic).toContain("ref 1: 'south.example'");
  });

  test('names with every special character lead to their entries', async () => {
    const odd = await startTestDirectory({ people: [person('odd', { commonName: awkward })] });
    const reader = await odd.client();
    const { searchEntries } = await reader.search(base, {
      filter: '(sAMAccountName=odd)',
      attributes: ['distinguishedName'],
    });
    expect(searchEntries[0]?.dn).toBe(
      `CN=Smith\\, John #1 \\"x\\" \\<y\\>\\+z\\;a\\=b\\\\c,OU=Staff,${base}`,
    );
    expect(searchEntries[0]?.['distinguishedName']).toBe(searchEntries[0]?.dn);
    await expect(readEntry(reader, String(searchEntries[0]?.dn), ['cn'])).resolves.toMatchObject({
      cn: awkward,
    });
    await odd.stop();
  });
});
