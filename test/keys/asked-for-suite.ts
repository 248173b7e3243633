import { expect, test } from '@jest/globals';
import {
  GeneratePasswordDocument,
  PasswordChangeProgressDocument,
  PasswordChangesDocument,
  SetPasswordDocument,
} from '../../src/generated/operations.js';
import { expectDone } from '../../src/sandbox/demo/demo-client.js';
import { PasswordEditor } from '../../src/sandbox/directory-editor/password-editor.js';
import { newPassword } from '../../src/sandbox/new-password.js';
import type { SimulatedWorkstation } from '../../src/sandbox/simulated-workstation/simulated-workstation.js';
import { ROTATED_LOGINS, rotationSuite } from './rotation-suite.js';
import { stagesOf, type HandoverStand, type Person, type PersonsKey } from './handover-stand.js';

/** Who is needed for what is asked for besides a first password. */
export const ASKED_FOR_LOGINS = ['erik', 'finn', 'gwen', 'hana', 'ivan', ...ROTATED_LOGINS] as const;

/** Somebody whose key has the password, at a workstation. */
export interface Equipped {
  readonly person: Person;
  readonly key: PersonsKey;
  readonly workstation: SimulatedWorkstation;
}

/** What administrators and owners ask for, each ending in a log-on with the new password. */
export function askedForSuite(standNow: () => HandoverStand): void {
  /** Somebody whose key has the password, at a workstation. */
  async function equipped(login: string): Promise<Equipped> {
    const stand = standNow();
    const workstation = await stand.workstation();
    const person = await stand.person(login);
    const key = await stand.keyOf(person);
    await workstation.insertKey(key.file);
    const { passwordChangeIds } = await workstation.activate(key.serial, key.code);
    expect(await ended(passwordChangeIds?.[0])).toMatchObject({ stage: 'COMPLETED' });
    return { person, key, workstation };
  }

  /** The password can be changed again at once, and a few wrong ones lock the account. */
  async function letChange(lockoutThreshold: number): Promise<() => Promise<void>> {
    const editor = await PasswordEditor.open(standNow().directory);
    const undo = await editor.changePolicy({ minPwdAge: '0', lockoutThreshold: String(lockoutThreshold) });
    return async () => {
      await undo();
      await editor.close();
    };
  }

  async function ended(changeId: string | undefined) {
    const { administrator } = standNow();
    const progress = administrator.subscribe(PasswordChangeProgressDocument, {
      changeId: changeId ?? '',
      after: 0,
    });
    let last;
    for await (const { passwordChangeProgress } of progress) last = passwordChangeProgress;
    return last;
  }

  test('an administrator sets a password, which the key has when its change has ended', async () => {
    const { person, key, workstation } = await equipped('erik');
    const password = newPassword();
    const input = { accountIds: [person.accountId], password };
    const { setPassword } = await standNow().administrator.request(SetPasswordDocument, { input });
    const [result] = expectDone(setPassword).results ?? [];
    expect(await ended(result?.passwordChange?.id)).toMatchObject({ stage: 'COMPLETED' });
    expect(await workstation.logOn(key.serial)).toMatchObject({ loggedOn: true, slot: 'ACTIVE', binds: 1 });
    expect(await workstation.logOnByHand(person.logOnName, password)).toMatchObject({ loggedOn: true });
  });

  test('with the key away the directory is ahead, nobody logs on, and the key gets it when it is back', async () => {
    const { administrator } = standNow();
    const { person, key, workstation } = await equipped('finn');
    await workstation.removeKey(key.serial);
    const input = { accountIds: [person.accountId], evenIfKeyIsAway: true };
    const { generatePassword } = await administrator.request(GeneratePasswordDocument, { input });
    const change = expectDone(generatePassword).results?.[0]?.passwordChange;
    expect(change).toMatchObject({ changeOrder: 'DIRECTORY_FIRST' });
    const progress = administrator.subscribe(PasswordChangeProgressDocument, {
      changeId: change?.id ?? '',
      after: 0,
    });
    for await (const { passwordChangeProgress } of progress)
      if (passwordChangeProgress.stage === 'WAITING_FOR_KEY') break;
    const { passwordChanges } = await administrator.request(PasswordChangesDocument, {
      first: 1,
      filter: { accountId: person.accountId, open: true },
    });
    expect(passwordChanges.edges[0]?.node).toMatchObject({ id: change?.id, stage: 'WAITING_FOR_KEY' });
    expect(await workstation.logOnByHand(person.logOnName, person.oldPassword)).toMatchObject({
      loggedOn: false,
    });
    await workstation.insertKey(key.file);
    expect(await stagesOf(administrator, change?.id ?? '')).toEqual([
      'QUEUED',
      'IN_DIRECTORY',
      'VERIFIED',
      'WAITING_FOR_KEY',
      'ON_KEY',
      'COMPLETED',
    ]);
    expect(await workstation.logOn(key.serial)).toMatchObject({ loggedOn: true, slot: 'ACTIVE', binds: 1 });
  });

  test('an owner changes a password that nobody knows: the old one is read from the key', async () => {
    const { key, workstation } = await equipped('gwen');
    const undo = await letChange(3);
    expect(await workstation.changePassword({ account: key.serial })).toMatchObject({ stage: 'COMPLETED' });
    expect(await workstation.logOn(key.serial)).toMatchObject({ loggedOn: true, slot: 'ACTIVE', binds: 1 });
    const typed = newPassword();
    expect(await workstation.changePassword({ account: key.serial, typed })).toMatchObject({
      stage: 'COMPLETED',
    });
    // The one before is refused by the domain's own rule on history, in words.
    const again = await workstation.changePassword({ account: key.serial, typed });
    expect(again).toMatchObject({ stage: 'FAILED', lastErrorCode: 'PASSWORD_POLICY_REFUSED' });
    expect(again.lastError).toContain('remembers');
    expect(await workstation.logOn(key.serial)).toMatchObject({ loggedOn: true, slot: 'ACTIVE', binds: 1 });
    await undo();
  });

  test('an owner who types a wrong old password is told so, and is never locked out by that', async () => {
    const { key, workstation } = await equipped('hana');
    const undo = await letChange(3);
    const codes = [];
    for (let at = 0; at < 4; at += 1) {
      const change = { account: key.serial, typed: newPassword(), old: newPassword() };
      codes.push((await workstation.changePassword(change)).lastErrorCode);
    }
    expect(codes).toEqual([
      'OLD_PASSWORD_WRONG',
      'OLD_PASSWORD_WRONG',
      'PASSWORD_ATTEMPTS_GONE',
      'PASSWORD_ATTEMPTS_GONE',
    ]);
    expect(await workstation.logOn(key.serial)).toMatchObject({ loggedOn: true, slot: 'ACTIVE', binds: 1 });
    await undo();
  });

  test('an owner corrects what the key has after the password was set elsewhere', async () => {
    const { person, key, workstation } = await equipped('ivan');
    const elsewhere = newPassword();
    await standNow().editor.setPassword(person.login, elsewhere);
    expect(await workstation.logOn(key.serial)).toMatchObject({ loggedOn: false, refusal: 'WRONG_PASSWORD' });
    expect(await workstation.correctKey({ account: key.serial, typed: newPassword() })).toMatchObject({
      stage: 'FAILED',
      lastErrorCode: 'PASSWORD_WRONG',
    });
    expect(await workstation.correctKey({ account: key.serial, typed: elsewhere })).toMatchObject({
      stage: 'COMPLETED',
    });
    expect(await workstation.logOn(key.serial)).toMatchObject({ loggedOn: true, slot: 'ACTIVE', binds: 1 });
  });

  rotationSuite(standNow, equipped);
}
