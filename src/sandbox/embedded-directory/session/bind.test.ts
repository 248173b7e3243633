import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { InvalidCredentialsError } from 'ldapts';
import { RawControl } from '../testing/raw-control.js';
import { passwordValue, replacing, resetPassword } from '../testing/changes.js';
import { person, readEntry, startTestDirectory } from '../testing/test-directory.js';
import type { TestDirectory } from '../testing/test-directory.js';

const PASSWORD = 'Correct-Horse-7';
const ada = 'CN=Ada Lovelace,OU=Staff,DC=north,DC=example';

describe('signing in', () => {
  let directory: TestDirectory;

  beforeAll(async () => {
    directory = await startTestDirectory({
      people: [
        person('ada', { commonName: 'Ada Lovelace' }),
        person('bob', { commonName: 'Bob', enabled: false }),
        person('cyd', { commonName: 'Cyd' }),
      ],
    });
    const administrator = await directory.client(directory.administrator);
    await resetPassword(administrator, ada, PASSWORD);
    await resetPassword(administrator, 'CN=Bob,OU=Staff,DC=north,DC=example', PASSWORD);
    await resetPassword(administrator, 'CN=Cyd,OU=Staff,DC=north,DC=example', PASSWORD);
  });
  afterAll(() => directory.stop());

  test.each([
    ['its distinguished name', ada],
    ['its distinguished name in another spelling', 'cn=ada lovelace, ou=STAFF,dc=north,dc=example'],
    ['its principal name', 'ada@north.example'],
    ['its principal name in capitals', 'ADA@NORTH.EXAMPLE'],
    ['its login and the short domain name', 'ada@NORTH'],
    ['the short domain name and its login', 'NORTH\\ada'],
    ['the DNS domain name and its login', 'north.example\\Ada'],
  ])('an account signs in by %s', async (_how, name) => {
    const client = directory.stranger();
    await client.bind(name, PASSWORD);
    expect((await client.exop('1.3.6.1.4.1.4203.1.11.3')).value).toBe('u:NORTH\\ada');
  });

  test.each([
    ['a wrong password', ada, 'wrong'],
    ['an unknown name', 'nobody@north.example', PASSWORD],
    ['the name of another domain', 'SOUTH\\ada', PASSWORD],
    ['an entry that is no account', 'OU=Staff,DC=north,DC=example', PASSWORD],
    ['an account whose password nobody knows', 'krbtgt@north.example', ''.padEnd(20, 'x')],
  ])('%s is refused with 52e', async (_what, name, password) => {
    await expect(directory.stranger().bind(name, password)).rejects.toThrow(
      /^80090308: LdapErr: DSID-0C09044E, comment: AcceptSecurityContext error, data 52e, v4563/,
    );
    await expect(directory.stranger().bind(name, password)).rejects.toBeInstanceOf(InvalidCredentialsError);
  });

  test('a disabled account is told so only with the right password', async () => {
    await expect(directory.stranger().bind('bob@north.example', PASSWORD)).rejects.toThrow(/data 533/);
    await expect(directory.stranger().bind('bob@north.example', 'wrong')).rejects.toThrow(/data 52e/);
  });

  test('a name with an empty password is refused, no name and no password sign out', async () => {
    const wire = await directory.wire();
    expect((await wire.bind('ada@north.example', '')).code).toBe(53);
    expect((await wire.bind('', '')).code).toBe(0);
    expect((await wire.search({ base: directory.baseDn, filter: '(objectClass=*)' })).code).toBe(1);
  });

  test('a failed bind ends the one before it', async () => {
    const wire = await directory.wire();
    expect((await wire.bind('ada@north.example', 'wrong')).code).toBe(49);
    const reply = await wire.search({ base: directory.baseDn, filter: '(objectClass=*)' });
    expect(reply.code).toBe(1);
    expect(reply.diagnostic).toMatch(/^000004DC: .*a successful bind must be completed/);
  });

  test('a method other than simple is refused', async () => {
    await expect(directory.stranger().bind('PLAIN', 'secret')).rejects.toMatchObject({ code: 7 });
  });

  test('a stranger is nobody, and may ask for nothing', async () => {
    const stranger = directory.stranger();
    expect((await stranger.exop('1.3.6.1.4.1.4203.1.11.3')).value ?? '').toBe('');
    await expect(stranger.search(ada, { scope: 'base' })).rejects.toMatchObject({ code: 1 });
    await expect(stranger.del(ada)).rejects.toMatchObject({ code: 1 });
  });

  test('an unknown extended request is refused and the connection lives on', async () => {
    const client = await directory.client();
    await expect(client.exop('1.2.3.4')).rejects.toMatchObject({ code: 2 });
    await expect(readEntry(client, ada, ['cn'])).resolves.toMatchObject({ cn: 'Ada Lovelace' });
  });

  test('a log-on leaves its traces: time, count, and the stamp other controllers would see', async () => {
    const client = directory.stranger();
    await client.bind('cyd@north.example', PASSWORD);
    const reader = await directory.client();
    const cyd = 'CN=Cyd,OU=Staff,DC=north,DC=example';
    const traces = ['lastLogon', 'logonCount', 'lastLogonTimestamp', 'uSNChanged'];
    const first = await readEntry(reader, cyd, traces);
    expect(first).toMatchObject({ logonCount: '1' });
    expect(Number(first['lastLogon'])).toBeGreaterThan(0);
    expect(Number(first['lastLogonTimestamp'])).toBeGreaterThan(0);
    await client.bind('cyd@north.example', PASSWORD);
    const second = await readEntry(reader, cyd, traces);
    expect(second).toMatchObject({ logonCount: '2', uSNChanged: first['uSNChanged'] });
  });
});

describe('accounts that may not sign in', () => {
  let directory: TestDirectory;
  let now = new Date('2026-11-22T10:00:00Z');

  beforeAll(async () => {
    directory = await startTestDirectory(
      { people: [person('ada', { commonName: 'Ada Lovelace' })] },
      { now: () => now, oldPasswordAllowedMilliseconds: 3_600_000 },
    );
    const administrator = await directory.client(directory.administrator);
    await resetPassword(administrator, ada, PASSWORD);
  });
  afterAll(() => directory.stop());

  const write = async (name: string, attribute: string, value: string): Promise<void> => {
    const administrator = await directory.client(directory.administrator);
    await administrator.modify(name, replacing(attribute, value));
  };
  const signIn = (password: string): Promise<void> => directory.stranger().bind(ada, password);

  test('whoever must change the password gets 773', async () => {
    await write(ada, 'pwdLastSet', '0');
    await expect(signIn(PASSWORD)).rejects.toThrow(/data 773/);
    await write(ada, 'pwdLastSet', '-1');
    await expect(signIn(PASSWORD)).resolves.toBeUndefined();
  });

  test('an account whose last day is over gets 701', async () => {
    await write(ada, 'accountExpires', '133000000000000000');
    await expect(signIn(PASSWORD)).rejects.toThrow(/data 701/);
    await write(ada, 'accountExpires', '0');
    await expect(signIn(PASSWORD)).resolves.toBeUndefined();
  });

  test('a password older than the policy allows gets 532, and the computed control bits say so', async () => {
    const then = now;
    now = new Date(then.getTime() + 43 * 86_400_000);
    await expect(signIn(PASSWORD)).rejects.toThrow(/data 532/);
    const administrator = await directory.client(directory.administrator);
    await expect(
      readEntry(administrator, ada, ['msDS-User-Account-Control-Computed']),
    ).resolves.toMatchObject({ 'msDS-User-Account-Control-Computed': String(0x800000) });
    now = then;
  });

  test('too many wrong passwords lock the account for a while, whatever the password', async () => {
    await write(directory.baseDn, 'lockoutThreshold', '3');
    for (let attempt = 0; attempt < 3; attempt += 1)
      await expect(signIn('wrong')).rejects.toThrow(/data 52e/);
    await expect(signIn(PASSWORD)).rejects.toThrow(/data 775/);
    await expect(signIn('wrong')).rejects.toThrow(/data 775/);
    const administrator = await directory.client(directory.administrator);
    await expect(
      readEntry(administrator, ada, ['msDS-User-Account-Control-Computed', 'badPwdCount']),
    ).resolves.toMatchObject({ 'msDS-User-Account-Control-Computed': '16', badPwdCount: '3' });
    now = new Date(now.getTime() + 31 * 60_000);
    await expect(signIn(PASSWORD)).resolves.toBeUndefined();
  });

  test('an administrator unlocks an account by hand', async () => {
    for (let attempt = 0; attempt < 3; attempt += 1)
      await expect(signIn('wrong')).rejects.toThrow(/data 52e/);
    await expect(signIn(PASSWORD)).rejects.toThrow(/data 775/);
    await write(ada, 'lockoutTime', '0');
    await expect(signIn(PASSWORD)).resolves.toBeUndefined();
  });

  test('the previous password passes for as long as it is allowed to, an older one never', async () => {
    const administrator = await directory.client(directory.administrator);
    await resetPassword(administrator, ada, 'Second-Password-8');
    await expect(signIn(PASSWORD)).resolves.toBeUndefined();
    await resetPassword(administrator, ada, 'Third-Password-9');
    await expect(signIn(PASSWORD)).rejects.toThrow(/data 52e/);
    await expect(signIn('Second-Password-8')).resolves.toBeUndefined();
    now = new Date(now.getTime() + 61 * 60_000);
    await expect(signIn('Second-Password-8')).rejects.toThrow(/data 52e/);
  });

  test('a critical control nobody knows is refused on a write too', async () => {
    const administrator = await directory.client(directory.administrator);
    const change = replacing('unicodePwd', passwordValue('Fourth-Password-1'));
    await expect(administrator.modify(ada, change, new RawControl('1.2.3'))).rejects.toMatchObject({
      code: 12,
    });
  });
});
