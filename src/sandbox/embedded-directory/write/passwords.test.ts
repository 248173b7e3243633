import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Client } from 'ldapts';
import { changePassword, changing, passwordValue, replacing, resetPassword } from '../testing/changes.js';
import { numberControl } from '../testing/raw-control.js';
import { person, readEntry, startTestDirectory } from '../testing/test-directory.js';
import type { TestDirectory } from '../testing/test-directory.js';

const base = 'DC=north,DC=example';
const ada = `CN=ada,OU=Staff,${base}`;
const bob = `CN=bob,OU=Staff,${base}`;
const FIRST = 'First-Secret-1';
const SECOND = 'Second-Secret-2';

describe('passwords', () => {
  let directory: TestDirectory;
  let administrator: Client;
  let now: Date;

  const start = async (grants = { resetPassword: true, unexpirePassword: true }): Promise<void> => {
    now = new Date('2026-11-22T10:00:00Z');
    const people = [person('ada', { displayName: 'Countess Lovelace' }), person('bob')];
    directory = await startTestDirectory({ groups: ['Sync'], people }, { grants, now: () => now });
    administrator = await directory.client(directory.administrator);
  };
  beforeEach(() => start());
  afterEach(() => directory.stop());

  const signIn = (password: string, name = ada): Promise<void> => directory.stranger().bind(name, password);
  const passwordTime = async (): Promise<string> =>
    String((await readEntry(administrator, ada, ['pwdLastSet']))['pwdLastSet']);
  const later = (days: number): void => {
    now = new Date(now.getTime() + days * 86_400_000);
  };

  test('a reset sets the password, the time and the update number', async () => {
    const before = await readEntry(administrator, ada, ['pwdLastSet', 'uSNChanged']);
    later(1);
    await resetPassword(administrator, ada, FIRST);
    await expect(signIn(FIRST)).resolves.toBeUndefined();
    const after = await readEntry(administrator, ada, ['pwdLastSet', 'uSNChanged', 'unicodePwd']);
    expect(Number(after['pwdLastSet'])).toBeGreaterThan(Number(before['pwdLastSet']));
    expect(Number(after['uSNChanged'])).toBeGreaterThan(Number(before['uSNChanged']));
    expect(after['unicodePwd']).toEqual([]);
  });

  test('two resets within one millisecond are told apart by their times, as a real clock does', async () => {
    const times: bigint[] = [];
    for (const password of [FIRST, SECOND]) {
      await resetPassword(administrator, ada, password);
      times.push(BigInt(await passwordTime()));
    }
    expect(times[1]! - times[0]!).toBe(1n);
  });

  test('the reader resets with both rights and the time is now', async () => {
    await resetPassword(await directory.client(), ada, FIRST);
    expect(Number(await passwordTime())).toBeGreaterThan(0);
    await expect(signIn(FIRST)).resolves.toBeUndefined();
  });

  test('without the right to unexpire, a reset leaves a password that must be changed', async () => {
    await directory.stop();
    await start({ resetPassword: true, unexpirePassword: false });
    await resetPassword(await directory.client(), ada, FIRST);
    expect(await passwordTime()).toBe('0');
    await expect(signIn(FIRST)).rejects.toThrow(/data 773/);
    await expect((await directory.client()).modify(ada, replacing('pwdLastSet', '-1'))).rejects.toMatchObject(
      { code: 50 },
    );
  });

  test('without the right to reset, or on a protected person, a reset is refused with 50', async () => {
    await administrator.modify(bob, replacing('adminCount', '1'));
    await expect(resetPassword(await directory.client(), bob, FIRST)).rejects.toMatchObject({ code: 50 });
    await directory.stop();
    await start({ resetPassword: false, unexpirePassword: true });
    await expect(resetPassword(await directory.client(), ada, FIRST)).rejects.toThrow(/00000005: SecErr/);
  });

  test.each([
    ['short', 'Ab-1'],
    ['of two kinds of characters only', 'allsmallletters1'],
    ['with the login in it', 'xx-ADA-Secret-1'],
    ['with a part of the display name in it', 'My-lovelace-1'],
  ])('a password that is %s is refused with 53 and 0000052D', async (_what, password) => {
    await expect(resetPassword(administrator, ada, password)).rejects.toMatchObject({ code: 53 });
    await expect(resetPassword(administrator, ada, password)).rejects.toThrow(
      /^0000052D: Constraint violation/,
    );
  });

  test('a change needs the old password, and sets the time', async () => {
    await resetPassword(administrator, ada, FIRST);
    later(2);
    const owner = directory.stranger();
    await owner.bind(ada, FIRST);
    const before = await passwordTime();
    await changePassword(owner, ada, FIRST, SECOND);
    await expect(signIn(SECOND)).resolves.toBeUndefined();
    await expect(signIn(FIRST)).rejects.toThrow(/52e/);
    expect(await passwordTime()).not.toBe(before);
  });

  test('a wrong old password is refused with 19 and 00000056, and counts as a strike', async () => {
    await resetPassword(administrator, ada, FIRST);
    const change = changePassword(await directory.client(), ada, 'Wrong-Secret-9', SECOND);
    await expect(change).rejects.toMatchObject({ code: 19 });
    await expect(change).rejects.toThrow(/^00000056: /);
    expect((await readEntry(administrator, ada, ['badPwdCount']))['badPwdCount']).toBe('1');
  });

  test('a change obeys minimum age and history, a reset only what it is told to', async () => {
    await resetPassword(administrator, ada, FIRST);
    const owner = directory.stranger();
    await owner.bind(ada, FIRST);
    await expect(changePassword(owner, ada, FIRST, SECOND)).rejects.toThrow(/^0000052D: /);
    later(2);
    await expect(changePassword(owner, ada, FIRST, FIRST)).rejects.toMatchObject({ code: 19 });
    await changePassword(owner, ada, FIRST, SECOND);
    const hints = numberControl('1.2.840.113556.1.4.2239', 1);
    await expect(resetPassword(administrator, ada, FIRST, [hints])).rejects.toMatchObject({ code: 53 });
    await resetPassword(administrator, ada, FIRST);
    await expect(signIn(FIRST)).resolves.toBeUndefined();
  });

  test.each<[string, ReturnType<typeof changing>[]]>([
    ['without quotes', [replacing('unicodePwd', Buffer.from(FIRST, 'utf16le'))]],
    ['in UTF-8', [replacing('unicodePwd', `"${FIRST}"`)]],
    ['twice', [replacing('unicodePwd', passwordValue(FIRST), passwordValue(SECOND))]],
    ['as an addition alone', [changing('add', 'unicodePwd', passwordValue(FIRST))]],
    ['as a removal', [changing('delete', 'unicodePwd')]],
  ])('a password written %s is refused with 53', async (_how, changes) => {
    await expect(administrator.modify(ada, changes)).rejects.toMatchObject({ code: 53 });
  });

  test('writing userPassword succeeds and changes nothing', async () => {
    await resetPassword(administrator, ada, FIRST);
    const before = await readEntry(administrator, ada);
    later(1);
    await administrator.modify(ada, replacing('userPassword', SECOND));
    expect(await readEntry(administrator, ada)).toEqual(before);
    await expect(signIn(SECOND)).rejects.toThrow(/52e/);
    await expect(signIn(FIRST)).resolves.toBeUndefined();
  });

  test('a password settings object for a person or a group takes the place of the domain policy', async () => {
    const container = `CN=Password Settings Container,CN=System,${base}`;
    const add = (name: string, precedence: string, length: string, appliesTo: string): Promise<void> =>
      administrator.add(`CN=${name},${container}`, {
        objectClass: ['msDS-PasswordSettings'],
        'msDS-PasswordSettingsPrecedence': precedence,
        'msDS-MinimumPasswordLength': length,
        'msDS-PasswordComplexityEnabled': 'FALSE',
        'msDS-PasswordHistoryLength': '0',
        'msDS-PSOAppliesTo': appliesTo,
      });
    await add('Weak', '20', '4', `CN=Sync,CN=Users,${base}`);
    await add('Strong', '10', '20', `CN=Sync,CN=Users,${base}`);
    await administrator.modify(`CN=Sync,CN=Users,${base}`, changing('add', 'member', ada));
    const resultant = async (): Promise<string> =>
      String((await readEntry(administrator, ada, ['msDS-ResultantPSO']))['msDS-ResultantPSO']);
    expect(await resultant()).toBe(`CN=Strong,${container}`);
    await expect(resetPassword(administrator, ada, FIRST)).rejects.toMatchObject({ code: 53 });
    await add('Own', '90', '4', ada);
    expect(await resultant()).toBe(`CN=Own,${container}`);
    await resetPassword(administrator, ada, 'abcd');
    await expect(signIn('abcd')).resolves.toBeUndefined();
    await expect(resetPassword(administrator, bob, 'abcd')).rejects.toMatchObject({ code: 53 });
  });
});
