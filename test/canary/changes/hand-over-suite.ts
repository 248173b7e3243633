import { describe, expect, test } from '@jest/globals';
import { globalId } from '../../../src/api/relay/global-id.js';
import {
  MarkKeyCompromisedDocument,
  SetPasswordDocument,
  UnlockKeyDocument,
} from '../../../src/generated/operations.js';
import { expectDone } from '../../../src/sandbox/demo/demo-client.js';
import { cutsAfter, losesAnswerTo } from '../../../src/sandbox/embedded-directory/faults/reply-faults.js';
import { bindAtController } from '../../../src/sandbox/simulated-workstation/log-on/bind-at-controller.js';
import { onServer } from '../../../src/testing/database/database-server.js';
import { PASSWORD_MARK } from '../../programs/marked-random.js';
import type { CanaryStand } from '../stand/canary-stand.js';
import type { DeskKey } from '../stand/desk.js';

/** In one line: an editor indents what is typed in several. */
const WITHDRAW =
  'mutation Withdraw($input: WithdrawKeyInput!) { withdrawKey(input: $input) { userErrors { code } } }';

/** Each test goes on where the one before it ended. */
export function describeHandOvers(stand: () => CanaryStand): void {
  describe('while passwords are handed over', () => {
    let ada: DeskKey;
    let compromise: Promise<string[]>;

    test('a key gets a marked password that the directory takes, and the owner is mailed', async () => {
      ada = await stand().bring('ada');
      expect((await stand().operator.historyOf(await stand().desk.activate(ada))).at(-1)).toBe('COMPLETED');
      expect(await stand().desk.passwordsOn(ada)).toEqual([expect.stringContaining(PASSWORD_MARK)]);
      expect(await stand().desk.workstation.logOn(ada.serial)).toMatchObject({
        loggedOn: true,
        slot: 'ACTIVE',
      });
      await stand().installation.mails.waitFor(
        ({ to }) => to.includes('ada@north.example'),
        AbortSignal.timeout(60_000),
      );
    });

    test('a password that is on its way is nowhere in the clear', async () => {
      const eve = await stand().bring('eve');
      const { reached, letGo } = stand().desk.hold('COMMIT');
      // The answer is lost besides: in doubt, the same password is set again.
      const lost = stand().domain.faults.arm(losesAnswerTo('PASSWORD_RESET', 'HANGS_UP'), 1);
      const changeId = await stand().desk.activate(eve);
      await reached;
      const { rows } = await onServer(stand().installation.databaseUrl, 'select sealed from password_copy');
      const leaks = await stand().leaksNow();
      letGo();
      expect(rows).toHaveLength(1);
      expect(leaks).toEqual([]);
      const history = await stand().operator.historyOf(changeId);
      expect(history.at(-1)).toBe('COMPLETED');
      expect(lost.strikes).toBe(1);
      expect(await stand().desk.workstation.logOn(eve.serial)).toMatchObject({ loggedOn: true });
    });

    test('a policy refuses every password, however long', async () => {
      const ben = await stand().bring('ben');
      await stand().editor.addSettings('Strict', 'ben', { 'msDS-MinimumPasswordLength': '200' });
      const history = await stand().operator.historyOf(await stand().desk.activate(ben));
      expect(history.at(-1)).toMatch(/^(NEEDS_ATTENTION|FAILED) PASSWORD_POLICY_REFUSED$/);
    });

    test('the right to set a password is missing', async () => {
      const cleo = await stand().bring('cleo');
      await stand().editor.denyReset('cleo', 'reader');
      const history = await stand().operator.historyOf(await stand().desk.activate(cleo));
      expect(history.at(-1)).toMatch(/^FAILED (PASSWORD_RIGHT_MISSING|ACCOUNT_PROTECTED)$/);
    });

    test('a controller is down for a while', async () => {
      const dan = await stand().bring('dan');
      const down = stand().domain.faults.arm(cutsAfter(0, 'BIND'), 2);
      const history = await stand().operator.historyOf(await stand().desk.activate(dan));
      expect(history.at(-1)).toBe('COMPLETED');
      expect(down.strikes).toBe(2);
    });

    test('three wrong codes lock a key, a new one activates it, and it is stolen', async () => {
      const finn = await stand().bring('finn');
      for (let left = 2; left >= 0; left -= 1)
        expect(await stand().desk.workstation.activate(finn.serial, '00000000')).toMatchObject({
          attemptsLeft: left,
        });
      const { unlockKey } = await stand().operator.client.request(UnlockKeyDocument, {
        input: { keyId: finn.id },
      });
      expectDone(unlockKey);
      expect((await stand().operator.historyOf(await stand().desk.activate(finn))).at(-1)).toBe('COMPLETED');
      const { markKeyCompromised } = await stand().operator.client.request(MarkKeyCompromisedDocument, {
        input: { keyId: finn.id, confirmSerial: finn.serial, passwords: 'LEAVE_WITHOUT_PASSWORD' },
      });
      const [change] = expectDone(markKeyCompromised).passwordChanges ?? [];
      compromise = stand().operator.historyOf(change?.id ?? '');
    });

    test('passwords are typed by an administrator and by an owner, right ones and wrong ones', async () => {
      const hana = await stand().bring('hana');
      expect((await stand().operator.historyOf(await stand().desk.activate(hana))).at(-1)).toBe('COMPLETED');
      await stand().editor.changePolicy({ minPwdAge: '0' });
      const [byAdministrator, byOwner, wrong] = [
        stand().ledger.text('temporary password', 'set for hana', 'Administrators8!Zx3Qw6Yv'),
        stand().ledger.text('temporary password', 'of hana', 'Owners8!Zx3Qw6Yv-Kp'),
        stand().ledger.text('temporary password', 'mistyped by hana', 'Mistyped8!Zx3Qw6Yv-Kp'),
      ];
      const input = { accountIds: [await stand().accountOf(hana)], password: byAdministrator };
      const { setPassword } = await stand().operator.client.request(SetPasswordDocument, { input });
      const changeId = expectDone(setPassword).results?.[0]?.passwordChange?.id ?? '';
      expect((await stand().operator.historyOf(changeId)).at(-1)).toBe('COMPLETED');
      const change = { account: hana.serial, typed: byOwner };
      expect(await stand().desk.workstation.changePassword({ ...change, old: wrong })).toMatchObject({
        lastErrorCode: 'OLD_PASSWORD_WRONG',
      });
      // Read from the key, and sealed.
      expect(await stand().desk.workstation.changePassword(change)).toMatchObject({ stage: 'COMPLETED' });
      expect(await stand().desk.workstation.correctKey({ account: hana.serial, typed: wrong })).toMatchObject(
        {
          lastErrorCode: 'PASSWORD_WRONG',
        },
      );
      expect(await stand().desk.workstation.logOn(hana.serial)).toMatchObject({
        loggedOn: true,
        slot: 'ACTIVE',
      });
    });

    test('a temporary password is typed for somebody whose key is withdrawn', async () => {
      await stand().editor.grantWriting('ada', 'reader', 'pwdLastSet');
      const temporaryPassword = stand().ledger.text('temporary password', 'of ada', 'Temporary8!Zx3Qw6Yv');
      const input = { keyId: ada.id, passwords: 'HAND_BACK', temporaryPassword };
      expect(await stand().ask(WITHDRAW, { input })).toBe('{"data":{"withdrawKey":{"userErrors":[]}}}');
      const { rows } = await onServer(
        stand().installation.databaseUrl,
        `select id from password_change where kind = 'HAND_BACK'`,
      );
      const changeId = globalId('PasswordChange', (rows[0] as { id: string }).id);
      // Both wait until nothing can be under way to the directory any more, side by side.
      const ends = (await Promise.all([compromise, stand().operator.historyOf(changeId)])).map((each) =>
        each.at(-1),
      );
      expect(ends).toEqual(['COMPLETED', 'COMPLETED']);
      const { directory } = stand().domain;
      expect(await bindAtController(directory, 'ada@north.example', temporaryPassword)).toEqual({
        outcome: 'PROVED_BUT_RESTRICTED',
        restriction: 'MUST_CHANGE',
      });
    });
  });
}
