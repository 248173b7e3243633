import { describe, expect, test } from '@jest/globals';
import { fromGlobalId, globalId } from '../../../src/api/relay/global-id.js';
import { RotateNowDocument } from '../../../src/generated/operations.js';
import { expectDone } from '../../../src/sandbox/demo/demo-client.js';
import { onServer } from '../../../src/testing/database/database-server.js';
import { PASSWORD_MARK } from '../../programs/marked-random.js';
import type { CanaryStand } from '../stand/canary-stand.js';
import type { DeskKey } from '../stand/desk.js';

/** A cohort of which somebody's passwords are refused, and the worker is killed. */
export function describeRotations(stand: () => CanaryStand): void {
  describe('while passwords are rotated', () => {
    let keys: readonly DeskKey[] = [];
    let accounts: readonly string[] = [];

    test('a cohort gets marked passwords, one policy refuses them all, and the worker is killed in the middle', async () => {
      const { desk, editor, operator } = stand();
      keys = [
        await stand().bringManaged('ida'),
        await stand().bringManaged('jan'),
        await stand().bringManaged('kim'),
      ];
      accounts = await Promise.all(keys.map((key) => stand().accountOf(key)));
      const before = await Promise.all(keys.map((key) => desk.passwordsOn(key)));
      await editor.addSettings('StrictForJan', 'jan', { 'msDS-MinimumPasswordLength': '200' });
      const { reached, letGo } = desk.hold('COMMIT');
      const { rotateNow } = await operator.client.request(RotateNowDocument, {
        input: { accountIds: [...accounts], reason: 'the canary' },
      });
      expect(expectDone(rotateNow).skipped).toEqual([]);
      await reached;
      expect(await stand().copies()).toBeGreaterThan(0);
      const leaks = await stand().leaksOfKilledWorker();
      letGo();
      expect(leaks).toEqual([]);
      const [ida, jan, kim] = await Promise.all(accounts.map((id) => endOf(id)));
      expect([ida, kim]).toEqual(['COMPLETED', 'COMPLETED']);
      expect(jan).toMatch(/^(NEEDS_ATTENTION|FAILED) PASSWORD_POLICY_REFUSED$/);
      const after = await Promise.all(keys.map((key) => desk.passwordsOn(key)));
      for (const at of [0, 2]) {
        expect(after[at]![0]).toContain(PASSWORD_MARK);
        expect(before[at]).not.toContain(after[at]![0]);
      }
    });

    test('everybody of the cohort logs on, and no copy is left', async () => {
      for (const { serial } of keys)
        expect(await stand().desk.workstation.logOn(serial)).toMatchObject({
          loggedOn: true,
          slot: 'ACTIVE',
        });
      expect(await stand().copies()).toBe(0);
    });

    /** What has become of somebody's rotation. */
    async function endOf(accountId: string): Promise<string | undefined> {
      const { rows } = await onServer(
        stand().installation.databaseUrl,
        `select id from password_change where kind = 'ROTATION' and account_id = '${fromGlobalId('DomainAccount', accountId)}'`,
      );
      const { id } = rows[0] as { id: string };
      return (await stand().operator.historyOf(globalId('PasswordChange', id))).at(-1);
    }
  });
}
