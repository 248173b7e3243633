import { describe, expect, test } from '@jest/globals';
import { DirectoryEditor } from '../../../src/sandbox/directory-editor.js';
import { PASSWORD_MARK } from '../../programs/marked-random.js';
import type { CanaryStand } from '../stand/canary-stand.js';
import type { DeskKey } from '../stand/desk.js';

/** What owners do at a workstation, with the old password read from the key; each test goes on where the one before it ended. */
export function describeOwnersChanges(stand: () => CanaryStand): void {
  describe('while owners change passwords that nobody knows', () => {
    let otto: DeskKey;

    test('the domain remembers it, and refuses it', async () => {
      const { desk } = stand();
      otto = await stand().bringManaged('otto');
      const [generated = ''] = await desk.passwordsOn(otto);
      expect(generated).toContain(PASSWORD_MARK);
      // The old one is read from the key, and is the new one as well.
      expect(await desk.workstation.changePassword({ account: otto.serial, typed: generated })).toMatchObject(
        {
          lastErrorCode: 'PASSWORD_POLICY_REFUSED',
        },
      );
      expect(await desk.passwordsOn(otto)).toContain(generated);
    });

    test('the worker is killed between directory and key: it was sent once, and the key gets it', async () => {
      const { desk, ledger } = stand();
      const typed = ledger.text('temporary password', 'of otto', 'Owners9!Zx3Qw6Yv-Kt');
      const { reached, letGo } = desk.hold('COMMIT');
      const changing = desk.workstation.changePassword({ account: otto.serial, typed });
      await reached;
      const leaks = await stand().leaksOfKilledWorker();
      letGo();
      expect(leaks).toEqual([]);
      expect(await changing).toMatchObject({ stage: 'COMPLETED' });
      expect((await desk.passwordsOn(otto))[0]).toBe(typed);
      expect(await desk.workstation.logOn(otto.serial)).toMatchObject({ loggedOn: true, slot: 'ACTIVE' });
    });

    test('a key is given what somebody has set past Latchkey, and the worker is killed meanwhile', async () => {
      const { desk, domain, ledger } = stand();
      const pia = await stand().bringManaged('pia');
      const typed = ledger.text('temporary password', 'of pia', 'Elsewhere8!Zx3Qw6Yv');
      await using editor = await DirectoryEditor.open(domain.directory);
      await editor.setPassword('pia', typed);
      const { reached, letGo } = desk.hold('WRITE_PENDING');
      const correcting = desk.workstation.correctKey({ account: pia.serial, typed });
      await reached;
      expect(await stand().copies()).toBe(1);
      const leaks = await stand().leaksOfKilledWorker();
      letGo();
      expect(leaks).toEqual([]);
      expect(await correcting).toMatchObject({ stage: 'COMPLETED' });
      expect(await desk.workstation.logOn(pia.serial)).toMatchObject({ loggedOn: true, slot: 'ACTIVE' });
      expect(await stand().copies()).toBe(0);
    });

    test('a key is not given what the directory does not take', async () => {
      const { desk, ledger } = stand();
      const typed = ledger.text('temporary password', 'mistyped by otto', 'Mistaken8!Zx3Qw6Yv-Ot');
      const before = await desk.passwordsOn(otto);
      expect(await desk.workstation.correctKey({ account: otto.serial, typed })).toMatchObject({
        lastErrorCode: 'PASSWORD_WRONG',
      });
      expect(await desk.passwordsOn(otto)).toEqual(expect.arrayContaining(before.slice(0, 1)));
    });
  });
}
