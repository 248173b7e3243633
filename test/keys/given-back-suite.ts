import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  HandBackPasswordDocument,
  MarkKeyCompromisedDocument,
  PasswordChangeProgressDocument,
} from '../../src/generated/operations.js';
import { expectDone } from '../../src/sandbox/demo/demo-client.js';
import { PasswordEditor } from '../../src/sandbox/directory-editor/password-editor.js';
import { newPassword } from '../../src/sandbox/new-password.js';
import type { DirectoryContents, SandboxDirectory } from '../../src/sandbox/sandbox-directory.js';
import type { SimulatedWorkstation } from '../../src/sandbox/simulated-workstation/simulated-workstation.js';
import { startHandoverStand, type HandoverStand, type Person, type PersonsKey } from './handover-stand.js';
import { isHandedOver } from './handover-suite.js';

const ENDS = ['COMPLETED', 'FAILED', 'NEEDS_ATTENTION', 'CANCELLED'];

/** What becomes of passwords on keys that are lost or given back, over a directory that is really there. */
export function givenBackSuite(start: (contents: DirectoryContents) => Promise<SandboxDirectory>): void {
  let stand: HandoverStand;
  let workstation: SimulatedWorkstation;

  beforeAll(async () => {
    stand = await startHandoverStand(['ada', 'bob', 'cyd'], start);
    await using rights = await PasswordEditor.open(stand.directory);
    const reader = stand.directory.reader.name.split('@')[0]!;
    for (const login of ['ada', 'bob', 'cyd']) {
      // A descriptor of one's own counts in place of what the unit grants.
      await rights.grantReset(login, reader);
      await rights.grantWriting(login, reader, 'pwdLastSet');
      await rights.grantWriting(login, reader, 'userAccountControl');
    }
    workstation = await stand.workstation();
  });

  afterAll(() => stand.stop());

  async function withKey(login: string): Promise<{ person: Person; key: PersonsKey }> {
    const person = await stand.person(login);
    const key = await stand.keyOf(person);
    await workstation.insertKey(key.file);
    await workstation.activate(key.serial, key.code);
    await workstation.keyThat(key.serial, isHandedOver);
    expect(await workstation.logOn(key.serial)).toMatchObject({ loggedOn: true, slot: 'ACTIVE' });
    return { person, key };
  }

  /** The stage in which a change ended. */
  async function endOf(changeId: string): Promise<string> {
    let last = '';
    const progress = stand.administrator.subscribe(PasswordChangeProgressDocument, { changeId, after: 0 });
    for await (const { passwordChangeProgress: event } of progress) {
      last = `${event.kind} ${event.stage}`;
      if (ENDS.includes(event.stage)) break;
    }
    return last;
  }

  test('what a lost key holds, or a key whose password was handed back, opens nothing any more', async () => {
    const [ada, bob, cyd] = [await withKey('ada'), await withKey('bob'), await withKey('cyd')];
    const typed = newPassword();
    const { markKeyCompromised: reported } = await stand.administrator.request(MarkKeyCompromisedDocument, {
      input: {
        keyId: ada.key.id,
        confirmSerial: ada.key.serial,
        passwords: 'LEAVE_WITHOUT_PASSWORD',
      },
    });
    const { markKeyCompromised: locked } = await stand.administrator.request(MarkKeyCompromisedDocument, {
      input: {
        keyId: cyd.key.id,
        confirmSerial: cyd.key.serial,
        passwords: 'LEAVE_WITHOUT_PASSWORD',
        disableInDirectory: true,
      },
    });
    const { handBackPassword: handed } = await stand.administrator.request(HandBackPasswordDocument, {
      input: { accountId: bob.person.accountId, temporaryPassword: typed },
    });
    const changes = [
      ...(expectDone(reported).passwordChanges ?? []),
      ...(expectDone(locked).passwordChanges ?? []),
      expectDone(handed).passwordChange!,
    ];
    expect(await Promise.all(changes.map(({ id }) => endOf(id)))).toEqual([
      'COMPROMISE COMPLETED',
      'COMPROMISE COMPLETED',
      'HAND_BACK COMPLETED',
    ]);
    for (const { key } of [ada, cyd])
      expect(await workstation.logOn(key.serial)).toMatchObject({ loggedOn: false, slot: null });
    await workstation.keyThat(bob.key.serial, ({ accounts }) => accounts.length === 0);
    // 773 is told only to who has typed the right password.
    expect(await workstation.logOnByHand(bob.person.logOnName, typed)).toMatchObject({
      refusal: 'MUST_CHANGE',
    });
    expect(await workstation.logOnByHand(cyd.person.logOnName, cyd.person.oldPassword)).toMatchObject({
      loggedOn: false,
    });
  });
}
