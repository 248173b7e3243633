import { describe, expect, test } from '@jest/globals';
import { GeneratePasswordDocument, SetPasswordDocument } from '../../../src/generated/operations.js';
import { expectDone } from '../../../src/sandbox/demo/demo-client.js';
import { losesAnswerTo } from '../../../src/sandbox/embedded-directory/faults/reply-faults.js';
import { eventually } from '../../../src/testing/eventually.js';
import { PASSWORD_MARK } from '../../programs/marked-random.js';
import type { CanaryStand } from '../stand/canary-stand.js';
import type { DeskKey } from '../stand/desk.js';
import type { Login } from '../stand/people.js';

/** What administrators do while the key is in a drawer: the directory has it, and nothing but what was sealed is left of it. */
export function describeAdministratorsChanges(stand: () => CanaryStand): void {
  describe('while passwords are set with the key away', () => {
    test('a generated one whose answer is lost and whose worker is killed', async () => {
      const { desk, domain, operator } = stand();
      const lena = await away('lena');
      const lost = domain.faults.arm(losesAnswerTo('PASSWORD_RESET', 'HANGS_UP'), 1);
      const changeId = await generate(lena);
      await eventually(async () => expect(lost.strikes).toBe(1));
      expect(await stand().copies()).toBe(1);
      expect(await stand().leaksOfKilledWorker()).toEqual([]);
      await untilAhead();
      // Only what is sealed to the key is left of it.
      expect(await stand().leaksNow()).toEqual([]);
      await desk.workstation.insertKey(lena.file);
      expect((await operator.historyOf(changeId)).at(-1)).toBe('COMPLETED');
      expect((await desk.passwordsOn(lena))[0]).toContain(PASSWORD_MARK);
      expect(await desk.workstation.logOn(lena.serial)).toMatchObject({ loggedOn: true, slot: 'ACTIVE' });
    });

    test('a typed one, which a worker that is killed has under way', async () => {
      const { desk, domain, operator, ledger } = stand();
      const nora = await away('nora');
      const password = ledger.text('temporary password', 'set for nora', 'Drawer8!Zx3Qw6Yv-Nr');
      const lost = domain.faults.arm(losesAnswerTo('PASSWORD_RESET', 'HANGS_UP'), 1);
      const changeId = await set(nora, password);
      await eventually(async () => expect(lost.strikes).toBe(1));
      expect(await stand().leaksOfKilledWorker()).toEqual([]);
      await untilAhead();
      await desk.workstation.insertKey(nora.file);
      expect((await operator.historyOf(changeId)).at(-1)).toBe('COMPLETED');
      expect((await desk.passwordsOn(nora))[0]).toBe(password);
    });

    test('ones that the policy refuses, a generated and a typed one: the key opens the account as before', async () => {
      const { desk, editor, operator, ledger } = stand();
      const max = await away('max');
      await editor.addSettings('StrictForMax', 'max', { 'msDS-MinimumPasswordLength': '200' });
      const refused = /^(NEEDS_ATTENTION|FAILED) PASSWORD_POLICY_REFUSED$/;
      expect((await operator.historyOf(await generate(max))).at(-1)).toMatch(refused);
      const password = ledger.text('temporary password', 'refused for max', 'Refused8!Zx3Qw6Yv-Mx');
      expect((await operator.historyOf(await set(max, password))).at(-1)).toMatch(refused);
      expect(await stand().copies()).toBe(0);
      await desk.workstation.insertKey(max.file);
      expect(await desk.workstation.logOn(max.serial)).toMatchObject({ loggedOn: true, slot: 'ACTIVE' });
    });

    /** Somebody whose key has the password, and is in a drawer. */
    async function away(login: Login): Promise<DeskKey> {
      const key = await stand().bringManaged(login);
      await stand().desk.workstation.removeKey(key.serial);
      return key;
    }

    async function generate(key: DeskKey): Promise<string> {
      const input = { accountIds: [await stand().accountOf(key)], evenIfKeyIsAway: true };
      const { generatePassword } = await stand().operator.client.request(GeneratePasswordDocument, { input });
      return expectDone(generatePassword).results?.[0]?.passwordChange?.id ?? '';
    }

    async function set(key: DeskKey, password: string): Promise<string> {
      const input = { accountIds: [await stand().accountOf(key)], password, evenIfKeyIsAway: true };
      const { setPassword } = await stand().operator.client.request(SetPasswordDocument, { input });
      return expectDone(setPassword).results?.[0]?.passwordChange?.id ?? '';
    }

    /** The directory has it, and the server keeps no copy of it any more. */
    function untilAhead(): Promise<void> {
      return eventually(async () => expect(await stand().copies()).toBe(0));
    }
  });
}
