import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Client } from 'ldapts';
import { changing, passwordValue, replacing } from '../testing/changes.js';
import { RawControl } from '../testing/raw-control.js';
import { namesFound, person, readEntry, startTestDirectory, texts } from '../testing/test-directory.js';
import type { TestDirectory } from '../testing/test-directory.js';

const base = 'DC=north,DC=example';
const staff = `OU=Staff,${base}`;
const ada = `CN=ada,${staff}`;
const group = `CN=Sync,CN=Users,${base}`;
const usn = ['uSNChanged', 'whenChanged', 'uSNCreated', 'whenCreated'];

describe('writing', () => {
  let directory: TestDirectory;
  let administrator: Client;
  let now = new Date('2026-11-22T10:00:00Z');

  beforeEach(async () => {
    directory = await startTestDirectory(
      {
        units: ['Staff', 'Sales'],
        groups: ['Sync', 'Other'],
        people: [person('ada', { mail: 'ada@north.example', groups: ['Sync'] }), person('bob')],
      },
      { now: () => now },
    );
    administrator = await directory.client(directory.administrator);
    now = new Date('2026-11-22T10:00:10Z');
  });
  afterEach(() => directory.stop());

  describe('adding', () => {
    test('a person gets identifiers, defaults and update numbers', async () => {
      await administrator.add(`CN=New,${staff}`, {
        objectClass: ['user'],
        sAMAccountName: 'new',
        mail: 'new@north.example',
      });
      const entry = await readEntry(administrator, `CN=New,${staff}`);
      expect(entry).toMatchObject({
        objectClass: ['top', 'person', 'organizationalPerson', 'user'],
        sAMAccountType: '805306368',
        userAccountControl: '546',
        pwdLastSet: '0',
        whenCreated: '20261122100010.0Z',
      });
      expect(entry['uSNCreated']).toBe(entry['uSNChanged']);
      expect(await namesFound(administrator, base, '(mail=NEW@north.example)')).toEqual(['New']);
    });

    test('an account may come with its password and be switched on at once', async () => {
      await administrator.add(`CN=New,${staff}`, {
        objectClass: ['user'],
        sAMAccountName: 'new',
        userAccountControl: '512',
        unicodePwd: passwordValue('Brand-Fresh-Pass-1').toString('latin1'),
      });
      await expect(
        directory.stranger().bind('new@north.example', 'Brand-Fresh-Pass-1'),
      ).resolves.toBeUndefined();
    });

    test('kinds of objects that are no people are told apart', async () => {
      const users = `CN=Users,${base}`;
      await administrator.add(`CN=pc,${users}`, { objectClass: ['computer'], sAMAccountName: 'pc$' });
      await administrator.add(`CN=svc,${users}`, {
        objectClass: ['msDS-GroupManagedServiceAccount'],
        sAMAccountName: 'svc$',
      });
      await administrator.add(`CN=contact,${users}`, { objectClass: ['contact'] });
      await administrator.add(`CN=list,${users}`, { objectClass: ['group'], groupType: '2' });
      expect(await namesFound(administrator, users, '(sAMAccountType=805306369)')).toEqual(['pc', 'svc']);
      expect(await namesFound(administrator, users, '(sAMAccountType=268435457)')).toEqual(['list']);
      expect(texts(await readEntry(administrator, `CN=contact,${users}`), 'objectSid')).toEqual([]);
    });

    test.each<[string, string, Record<string, string | string[]>, number]>([
      ['a name that is taken', `CN=ADA,${staff}`, { objectClass: ['user'], sAMAccountName: 'x' }, 68],
      ['a login that is taken', `CN=x,${staff}`, { objectClass: ['user'], sAMAccountName: 'ADA' }, 68],
      [
        'a principal name that is taken',
        `CN=x,${staff}`,
        { objectClass: ['user'], userPrincipalName: 'ADA@north.example' },
        19,
      ],
      ['a parent that is not there', `CN=x,OU=None,${base}`, { objectClass: ['user'] }, 32],
      ['no class', `CN=x,${staff}`, { cn: 'x' }, 65],
      ['an unknown class', `CN=x,${staff}`, { objectClass: ['wizard'] }, 16],
      ['classes that do not belong together', `CN=x,${staff}`, { objectClass: ['user', 'group'] }, 65],
      ['the wrong naming attribute', `OU=x,${staff}`, { objectClass: ['user'] }, 64],
      ['another name inside than outside', `CN=x,${staff}`, { objectClass: ['user'], cn: 'y' }, 64],
      ['an unknown attribute', `CN=x,${staff}`, { objectClass: ['user'], shoeSize: '43' }, 16],
      [
        'a value of the wrong form',
        `CN=x,${staff}`,
        { objectClass: ['user'], userAccountControl: 'many' },
        21,
      ],
      ['a value that is too long', `CN=x,${staff}`, { objectClass: ['user'], givenName: 'x'.repeat(65) }, 19],
      [
        'a login that is too long',
        `CN=x,${staff}`,
        { objectClass: ['user'], sAMAccountName: 'x'.repeat(21), userAccountControl: '514' },
        19,
      ],
      ['two values for one', `CN=x,${staff}`, { objectClass: ['user'], mail: ['a@x', 'b@x'] }, 19],
      [
        'what only the directory writes',
        `CN=x,${staff}`,
        { objectClass: ['user'], whenCreated: '20260101000000.0Z' },
        19,
      ],
      [
        'an account that is on without a password',
        `CN=x,${staff}`,
        { objectClass: ['user'], userAccountControl: '512' },
        53,
      ],
      ['a name that is none', 'nonsense', { objectClass: ['user'] }, 34],
      [
        'a member that is not there',
        `CN=x,${staff}`,
        { objectClass: ['group'], member: `CN=none,${base}` },
        32,
      ],
    ])('refuses %s', async (_what, name, attributes, code) => {
      await expect(administrator.add(name, attributes)).rejects.toMatchObject({ code });
      expect(await namesFound(administrator, base, '(cn=x)')).toEqual([]);
    });
  });

  describe('modifying', () => {
    test('moves the update number and the time of the entry', async () => {
      const before = await readEntry(administrator, ada, usn);
      await administrator.modify(ada, replacing('mail', 'ada@else.example'));
      const after = await readEntry(administrator, ada, [...usn, 'mail']);
      expect(Number(after['uSNChanged'])).toBeGreaterThan(Number(before['uSNChanged']));
      expect(after).toMatchObject({
        mail: 'ada@else.example',
        whenChanged: '20261122100010.0Z',
        whenCreated: before['whenCreated'],
        uSNCreated: before['uSNCreated'],
      });
    });

    test('nothing moves nothing', async () => {
      const before = await readEntry(administrator, ada, usn);
      await administrator.modify(ada, replacing('mail', 'ada@north.example'));
      expect(await readEntry(administrator, ada, usn)).toEqual(before);
    });

    test('members moves the group, not the person', async () => {
      const bob = `CN=bob,${staff}`;
      const [person1, group1] = [
        await readEntry(administrator, bob, usn),
        await readEntry(administrator, group, usn),
      ];
      await administrator.modify(group, changing('add', 'member', bob));
      expect(await readEntry(administrator, bob, usn)).toEqual(person1);
      const group2 = await readEntry(administrator, group, [...usn, 'member']);
      expect(Number(group2['uSNChanged'])).toBeGreaterThan(Number(group1['uSNChanged']));
      expect(texts(group2, 'member').toSorted()).toEqual([ada, bob]);
      await administrator.modify(group, changing('delete', 'member', ada));
      expect(texts(await readEntry(administrator, ada, ['memberOf']), 'memberOf')).toEqual([]);
    });

    test('adds, deletes and replaces values', async () => {
      await administrator.modify(ada, changing('add', 'proxyAddresses', 'smtp:a@x', 'smtp:b@x'));
      await administrator.modify(ada, [
        changing('delete', 'proxyAddresses', 'SMTP:A@x'),
        changing('add', 'proxyAddresses', 'smtp:c@x'),
      ]);
      expect(texts(await readEntry(administrator, ada), 'proxyAddresses')).toEqual(['smtp:b@x', 'smtp:c@x']);
      await administrator.modify(ada, changing('delete', 'proxyAddresses'));
      await administrator.modify(ada, replacing('mail'));
      const entry = await readEntry(administrator, ada, ['proxyAddresses', 'mail']);
      expect(entry).toMatchObject({ proxyAddresses: [], mail: [] });
    });

    test('all or nothing', async () => {
      const both = [replacing('mail', 'new@north.example'), changing('delete', 'title', 'none')];
      await expect(administrator.modify(ada, both)).rejects.toMatchObject({ code: 16 });
      expect((await readEntry(administrator, ada))['mail']).toBe('ada@north.example');
    });

    test('what is so already is no error with the permissive control', async () => {
      const permissive = new RawControl('1.2.840.113556.1.4.1413');
      await administrator.modify(group, changing('add', 'member', ada), permissive);
      await administrator.modify(group, changing('delete', 'member', `CN=bob,${staff}`), permissive);
      expect(texts(await readEntry(administrator, group), 'member')).toEqual([ada]);
    });

    test.each<[string, () => [string, ReturnType<typeof changing>], number]>([
      ['an object that is not there', () => [`CN=none,${staff}`, replacing('mail', 'x')], 32],
      ['an unknown attribute', () => [ada, replacing('shoeSize', '43')], 16],
      ['a value of the wrong form', () => [ada, replacing('accountExpires', 'soon')], 21],
      ['a second value where there is one', () => [ada, changing('add', 'mail', 'x@y')], 20],
      ['a value that is not there', () => [ada, changing('delete', 'mail', 'x@y')], 16],
      ['an attribute that is not there', () => [ada, changing('delete', 'title')], 16],
      ['what only the directory writes', () => [ada, replacing('uSNChanged', '1')], 19],
      ['the other end of a link', () => [ada, changing('add', 'memberOf', group)], 53],
      ['the name', () => [ada, replacing('cn', 'x')], 67],
      ['a member that is there already', () => [group, changing('add', 'member', ada)], 68],
      ['a member that is none', () => [group, changing('delete', 'member', `CN=bob,${staff}`)], 53],
      ['a member that does not exist', () => [group, changing('add', 'member', `CN=none,${staff}`)], 32],
      ['a login that is taken', () => [ada, replacing('sAMAccountName', 'BOB')], 68],
      ['a primary group the account is not in', () => [ada, replacing('primaryGroupID', '512')], 53],
      ['a time the password cannot have', () => [ada, replacing('pwdLastSet', '5')], 53],
    ])('refuses %s', async (_what, change, code) => {
      const [name, changes] = change();
      await expect(administrator.modify(name, changes)).rejects.toMatchObject({ code });
    });

    test('switching an account off and on keeps its kind', async () => {
      await administrator.modify(ada, replacing('userAccountControl', '514'));
      expect(await readEntry(administrator, ada)).toMatchObject({
        userAccountControl: '514',
        sAMAccountType: '805306368',
      });
      await administrator.modify(ada, replacing('userAccountControl', '512'));
      expect((await readEntry(administrator, ada))['userAccountControl']).toBe('512');
    });

    test('a login and a principal name that were given up are free, and sign nobody in', async () => {
      await administrator.modify(ada, [
        replacing('sAMAccountName', 'countess'),
        replacing('userPrincipalName', 'countess@north.example'),
        replacing('unicodePwd', passwordValue('Brand-Fresh-Pass-1')),
      ]);
      const signIn = (name: string): Promise<void> => directory.stranger().bind(name, 'Brand-Fresh-Pass-1');
      await expect(signIn('countess@north.example')).resolves.toBeUndefined();
      await expect(signIn('ada@north.example')).rejects.toThrow(/52e/);
      const bob = `CN=bob,${staff}`;
      await administrator.modify(bob, [
        replacing('sAMAccountName', 'ada'),
        replacing('userPrincipalName', 'ada@north.example'),
      ]);
      expect(await namesFound(administrator, base, '(sAMAccountName=ada)')).toEqual(['bob']);
    });

    test('a new primary group swaps the member lists', async () => {
      const { primaryGroupToken } = await readEntry(administrator, group, ['primaryGroupToken']);
      await administrator.modify(ada, replacing('primaryGroupID', String(primaryGroupToken)));
      expect(texts(await readEntry(administrator, group, ['member']), 'member')).toEqual([]);
      expect(texts(await readEntry(administrator, ada, ['memberOf']), 'memberOf')).toEqual([
        `CN=Domain Users,CN=Users,${base}`,
      ]);
      expect(await namesFound(administrator, base, `(primaryGroupID=${String(primaryGroupToken)})`)).toEqual([
        'ada',
      ]);
    });

    test('a member of another forest gets an object that stands for it', async () => {
      const sid = 'S-1-5-21-1-2-3-1104';
      await administrator.modify(group, changing('add', 'member', `<SID=${sid}>`));
      const foreign = `CN=${sid},CN=ForeignSecurityPrincipals,${base}`;
      expect(texts(await readEntry(administrator, group), 'member')).toContain(foreign);
      expect(texts(await readEntry(administrator, foreign), 'objectClass')).toContain(
        'foreignSecurityPrincipal',
      );
    });
  });
});
