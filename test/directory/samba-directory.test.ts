import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client } from 'ldapts';
import type { Entry } from 'ldapts';
import { DirectoryEditor } from '../../src/sandbox/directory-editor.js';
import { newPassword } from '../../src/sandbox/new-password.js';
import { expectationsOf, generateContents } from '../../src/sandbox/people.js';
import { SandboxError } from '../../src/sandbox/sandbox-error.js';
import type { SandboxAccount } from '../../src/sandbox/sandbox-directory.js';
import { PASSWORD_GROUP, SYNC_GROUP } from '../../src/sandbox/sandbox-directory.js';
import type { SambaDirectory } from '../../src/sandbox/samba/start-samba-directory.js';
import {
  authorityForTests,
  describeWithSamba,
  startSambaForTests,
} from '../../src/testing/directories/samba-for-tests.js';

const contents = generateContents({ dnsName: 'north.example', count: 1_200, seed: 11 });
/** The first time, the domain has to be made. */
const FIRST_START_MS = 120_000;
const PERSON = '(sAMAccountType=805306368)';
const NORMAL_PERSON = {
  login: 'awkward.newcomer',
  commonName: ' #New, "Comer" \\',
  givenName: 'New',
  surname: 'Comer',
  mail: 'new.comer@north.example',
  enabled: true,
  groups: [SYNC_GROUP],
  unit: 'Sales, North + South',
};

describeWithSamba('A Samba domain of the sandbox', () => {
  let directory: SambaDirectory;
  let editor: DirectoryEditor;
  let reader: Client;

  beforeAll(async () => {
    directory = await startSambaForTests(contents, 0);
    editor = await DirectoryEditor.open(directory);
    reader = await signIn(directory, directory.reader);
  }, FIRST_START_MS);

  afterAll(async () => {
    await reader?.unbind();
    await editor?.close();
    await directory?.stop();
  });

  async function find(filter: string, attributes: string[] = ['cn']): Promise<Entry[]> {
    const options = { filter, attributes, paged: { pageSize: 500 } };
    return (await reader.search(directory.baseDn, options)).searchEntries;
  }

  async function person(login: string, attributes: string[]): Promise<Entry | undefined> {
    return (await find(`(&${PERSON}(sAMAccountName=${login}))`, attributes))[0];
  }

  test('holds everybody it was given, and its figures are those expected', async () => {
    const expected = expectationsOf(contents);
    const sync = await editor.dnOf(SYNC_GROUP);
    const password = await editor.dnOf(PASSWORD_GROUP);
    // Administrator, Guest, krbtgt, dns-dc1 and the reader look like people and are none of ours.
    expect(await find(PERSON)).toHaveLength(expected.people + 5);
    expect(await find(`(&${PERSON}(memberOf=${sync}))`)).toHaveLength(expected.inSyncGroup);
    expect(await find(`(&${PERSON}(memberOf=${sync})(memberOf=${password}))`)).toHaveLength(
      expected.inBothGroups,
    );
    const enabled = '(!(userAccountControl:1.2.840.113556.1.4.803:=2))';
    expect(await find(`(&${PERSON}(memberOf=${sync})${enabled})`)).toHaveLength(expected.enabledInSyncGroup);
    expect(await find(`(&${PERSON}(memberOf=${sync})(!(mail=*)))`)).toHaveLength(
      expected.withoutMailInSyncGroup,
    );
  });

  test('gives back every awkward value as it was put in', async () => {
    const awkward = new Set(expectationsOf(contents).awkwardLogins);
    const found = await find(PERSON, [
      'sAMAccountName',
      'cn',
      'displayName',
      'mail',
      'title',
      'department',
      'company',
    ]);
    const byLogin = new Map(found.map((entry) => [entry['sAMAccountName'], entry]));
    for (const {
      login,
      commonName,
      displayName = [],
      mail = [],
      title = [],
      company = [],
    } of contents.people) {
      if (!awkward.has(login)) continue;
      expect(byLogin.get(login)).toMatchObject({ cn: commonName, displayName, mail, title, company });
    }
  });

  test('serves the person who was added, changed, renamed, moved, disabled and deleted', async () => {
    const { login } = NORMAL_PERSON;
    await editor.addPerson(NORMAL_PERSON);
    const guid = await editor.guidOf(login);
    await editor.change(login, { mail: null, title: 'Head of Everything' });
    await editor.rename(login, 'Renamed; = Person');
    await editor.move(login, 'Finance');
    await editor.disable(login);
    expect(await person(login, ['cn', 'mail', 'title', 'userAccountControl', 'memberOf'])).toMatchObject({
      dn: expect.stringMatching(/,OU=Finance,DC=north,DC=example$/),
      cn: 'Renamed; = Person',
      mail: [],
      title: 'Head of Everything',
      userAccountControl: String(512 | 2),
      memberOf: await editor.dnOf(SYNC_GROUP),
    });
    expect(await editor.guidOf(login)).toBe(guid);
    await editor.enable(login);
    await editor.removeFromGroup(SYNC_GROUP, login);
    expect(await person(login, ['userAccountControl', 'memberOf'])).toMatchObject({
      userAccountControl: '512',
      memberOf: [],
    });
    await editor.deletePerson(login);
    expect(await person(login, ['cn'])).toBeUndefined();
    await expect(editor.dnOf(login)).rejects.toThrow(SandboxError);
  });

  test('takes members of every kind into its groups', async () => {
    await editor.addGroup('Inner');
    await editor.addComputer('PC-01');
    await editor.addManagedServiceAccount('svc-backup');
    const contact = await editor.addContact('Contact, A.', { mail: 'contact@corp.example' });
    await editor.addToGroup('Inner', 'PC-01$', 'svc-backup$', contact);
    await editor.addForeignMember('Inner', 'S-1-5-21-1-2-3-1105');
    await editor.nestGroup(SYNC_GROUP, 'Inner');
    await editor.nestGroup('Inner', SYNC_GROUP);
    await editor.nestGroup('Inner', 'Domain Users');
    await editor.setPrimaryGroup('awk.plus', 'Inner');
    const [inner] = await find('(sAMAccountName=Inner)', ['member']);
    expect(inner?.['member']).toHaveLength(6);
    expect(inner?.['member']).toContainEqual(
      expect.stringMatching(/^CN=S-1-5-21-1-2-3-1105,CN=ForeignSecurity/),
    );
    // Those whose primary group it is are in no list of members.
    expect(inner?.['member']).not.toContain(await editor.dnOf('awk.plus'));
    await editor.renameGroup('Inner', 'Inner (renamed)');
    await editor.setPrimaryGroup('awk.plus', 'Domain Users');
    await editor.deleteGroup('Inner (renamed)');
    expect(await find('(sAMAccountName=Inner*)')).toEqual([]);
  });

  test('lets the reader reset passwords only where that was granted, and refuses the previous one at once', async () => {
    const [known, changed] = [directory.initialPassword, newPassword()];
    const account = { name: 'awk.comma@north.example', password: known };
    await (await signIn(directory, account)).unbind();
    await expect(resetAs(directory.reader, 'awk.comma')).rejects.toMatchObject({ code: 50 });
    await editor.grantReset('latchkey-reader', AWKWARD_UNIT);
    await resetAs(directory.reader, 'awk.comma', changed);
    expect(Number((await person('awk.comma', ['pwdLastSet']))?.['pwdLastSet'])).toBeGreaterThan(0);
    await (await signIn(directory, { ...account, password: changed })).unbind();
    await expect(signIn(directory, account)).rejects.toMatchObject({ code: 49 });
    const elsewhere = contents.people.find((someone) => someone.unit === 'Engineering');
    await expect(resetAs(directory.reader, elsewhere?.login ?? '')).rejects.toMatchObject({ code: 50 });
  });

  test('hides from the reader what it may not read', async () => {
    expect(await person('awk.quotes', ['cn'])).toBeDefined();
    await editor.denyReading('awk.quotes', 'latchkey-reader');
    expect(await person('awk.quotes', ['cn'])).toBeUndefined();
  });

  test('shows a certificate of its authority for its address', async () => {
    const { certificate } = await authorityForTests();
    expect(directory.caCertificate).toBe(certificate);
    const stranger = new Client({
      url: directory.url,
      tlsOptions: { rejectUnauthorized: true },
      connectTimeout: 5_000,
    });
    await expect(stranger.bind(directory.reader.name, directory.reader.password)).rejects.toThrow(
      /self-signed|certificate/,
    );
  });

  test('refuses a second server on its folder, and keeps what was changed when it starts again', async () => {
    await expect(startSambaForTests(contents, 0)).rejects.toThrow(/already running, started by process/);
    await editor.change('awk.hash', { title: 'Kept' });
    await reader.unbind();
    await editor.close();
    await directory.stop();
    directory = await startSambaForTests(contents, 0);
    editor = await DirectoryEditor.open(directory);
    reader = await signIn(directory, directory.reader);
    expect(await person('awk.hash', ['title'])).toMatchObject({ title: 'Kept' });
  });

  async function resetAs(account: SandboxAccount, login: string, password = newPassword()): Promise<void> {
    const own = await DirectoryEditor.open({ ...directory, administrator: account });
    try {
      await own.setPassword(login, password);
    } finally {
      await own.close();
    }
  }
});

const AWKWARD_UNIT = contents.people.find((someone) => someone.login === 'awk.comma')?.unit ?? '';

async function signIn(directory: SambaDirectory, account: SandboxAccount): Promise<Client> {
  const client = new Client({ url: directory.url, tlsOptions: { ca: [directory.caCertificate] } });
  await client.bind(account.name, account.password).catch(async (error: unknown) => {
    await client.unbind();
    throw error;
  });
  return client;
}
