import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
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

describe('moving and removing', () => {
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

  describe('renaming', () => {
    test('keeps GUID and links, changes every name and moves the update number', async () => {
      const before = await readEntry(administrator, ada, ['objectGUID', 'uSNChanged']);
      const groupBefore = await readEntry(administrator, group, usn);
      await administrator.modifyDN(ada, `CN=Ada King,OU=Sales,${base}`);
      const moved = `CN=Ada King,OU=Sales,${base}`;
      const after = await readEntry(administrator, moved, ['*']);
      expect(after).toMatchObject({ cn: 'Ada King', name: 'Ada King', objectGUID: before['objectGUID'] });
      expect(Number(after['uSNChanged'])).toBeGreaterThan(Number(before['uSNChanged']));
      expect(texts(await readEntry(administrator, group), 'member')).toEqual([moved]);
      expect(await readEntry(administrator, group, usn)).toEqual(groupBefore);
      await expect(readEntry(administrator, ada)).rejects.toMatchObject({ code: 32 });
    });

    test('a unit takes everything in it along', async () => {
      await administrator.modifyDN(staff, `OU=People,${base}`);
      expect((await readEntry(administrator, `CN=ada,OU=People,${base}`)).dn).toBe(
        `CN=ada,OU=People,${base}`,
      );
      expect(await namesFound(administrator, `OU=People,${base}`, '(objectClass=user)')).toEqual([
        'ada',
        'bob',
      ]);
    });

    test('the same name in other letters is no collision', async () => {
      await administrator.modifyDN(ada, `CN=ADA,${staff}`);
      expect((await readEntry(administrator, ada)).dn).toBe(`CN=ADA,${staff}`);
    });

    test.each<[string, string, string, number]>([
      ['to a name that is taken', ada, `CN=BOB,${staff}`, 68],
      ['below a parent that is not there', ada, `CN=ada,OU=None,${base}`, 32],
      ['below itself', staff, `OU=Staff,OU=Inner,${staff}`, 32],
      ['to another kind of name', ada, `OU=ada,${staff}`, 64],
      ['of what the domain needs', `CN=Users,${base}`, `CN=People,${base}`, 53],
    ])('is refused %s', async (_what, from, to, code) => {
      await expect(administrator.modifyDN(from, to)).rejects.toMatchObject({ code });
    });
  });

  describe('deleting', () => {
    const showDeleted = new RawControl('1.2.840.113556.1.4.417');

    test('leaves a tombstone that only the control shows', async () => {
      const { objectGUID } = await readEntry(administrator, ada, ['objectGUID']);
      const before = Number(
        (await readEntry(administrator, '', ['highestCommittedUSN']))['highestCommittedUSN'],
      );
      await administrator.del(ada);
      expect(await namesFound(administrator, base, '(sAMAccountName=ada)')).toEqual([]);
      expect(texts(await readEntry(administrator, group), 'member')).toEqual([]);
      const guid = `<GUID=${(objectGUID as Buffer).toString('hex')}>`;
      await expect(readEntry(administrator, guid)).rejects.toMatchObject({ code: 32 });
      const tombstone = await readEntry(administrator, guid, ['*'], [showDeleted]);
      expect(tombstone).toMatchObject({
        isDeleted: 'TRUE',
        lastKnownParent: staff,
        sAMAccountName: 'ada',
        objectGUID,
      });
      expect(tombstone.dn).toMatch(/^CN=ada\\0ADEL:[0-9a-f-]{36},CN=Deleted Objects,DC=north,DC=example$/);
      expect(Number(tombstone['uSNChanged'])).toBeGreaterThan(before);
      expect(tombstone['mail']).toBeUndefined();
    });

    test('frees name, login and address for the next', async () => {
      await administrator.del(ada);
      await administrator.add(ada, {
        objectClass: ['user'],
        sAMAccountName: 'ada',
        userPrincipalName: 'ada@north.example',
      });
      expect(await namesFound(administrator, base, '(sAMAccountName=ada)')).toEqual(['ada']);
    });

    test('an account made anew under the login of a deleted one signs in by it', async () => {
      await administrator.del(ada);
      await administrator.add(ada, {
        objectClass: ['user'],
        sAMAccountName: 'ada',
        userAccountControl: '512',
        unicodePwd: passwordValue('Brand-Fresh-Pass-1').toString('latin1'),
      });
      await expect(directory.stranger().bind('NORTH\\ada', 'Brand-Fresh-Pass-1')).resolves.toBeUndefined();
    });

    test('a deleted account cannot sign in', async () => {
      await administrator.add(`CN=gone,${staff}`, {
        objectClass: ['user'],
        sAMAccountName: 'gone',
        userAccountControl: '512',
        unicodePwd: passwordValue('Brand-Fresh-Pass-1').toString('latin1'),
      });
      await administrator.del(`CN=gone,${staff}`);
      await expect(directory.stranger().bind('gone@north.example', 'Brand-Fresh-Pass-1')).rejects.toThrow(
        /52e/,
      );
    });

    test('what has something below goes only with the tree control', async () => {
      await expect(administrator.del(staff)).rejects.toMatchObject({ code: 66 });
      await administrator.del(staff, new RawControl('1.2.840.113556.1.4.805'));
      expect(await namesFound(administrator, base, '(|(sAMAccountName=ada)(ou=Staff))')).toEqual([]);
    });

    test('what the domain needs is kept', async () => {
      await expect(administrator.del(`CN=Domain Users,CN=Users,${base}`)).rejects.toMatchObject({ code: 53 });
      await expect(administrator.del(base, new RawControl('1.2.840.113556.1.4.805'))).rejects.toMatchObject({
        code: 53,
      });
    });
  });

  describe('an ordinary account', () => {
    test('may write nothing', async () => {
      const reader = await directory.client();
      await expect(reader.add(`CN=x,${staff}`, { objectClass: ['user'] })).rejects.toMatchObject({
        code: 50,
      });
      await expect(reader.modify(ada, replacing('mail', 'x@y'))).rejects.toMatchObject({ code: 50 });
      await expect(reader.modify(group, changing('delete', 'member', ada))).rejects.toMatchObject({
        code: 50,
      });
      await expect(reader.modifyDN(ada, `CN=x,${staff}`)).rejects.toMatchObject({ code: 50 });
      await expect(reader.del(ada)).rejects.toMatchObject({ code: 50 });
      await expect(reader.modify(ada, replacing('userPassword', 'x'))).rejects.toMatchObject({ code: 50 });
    });
  });
});

describe('comparing', () => {
  let directory: TestDirectory;
  beforeAll(async () => {
    directory = await startTestDirectory({ people: [person('ada', { mail: 'ada@north.example' })] });
  });
  afterAll(() => directory.stop());

  test('tells whether an entry has a value', async () => {
    const client = await directory.client();
    expect(await client.compare(ada, 'mail', 'ADA@north.example')).toBe(true);
    expect(await client.compare(ada, 'mail', 'bob@north.example')).toBe(false);
  });
});
