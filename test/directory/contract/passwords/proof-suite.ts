import { describe, expect, it } from '@jest/globals';
import { lockOutEnd } from '../../../../src/domain/password/password-policy.js';
import { newPassword } from '../../../../src/sandbox/new-password.js';
import { personWithPassword, sessionOf, type PasswordStage } from './password-stage.js';

/** What a bind shows about a password. */
export function describeProofs(stage: PasswordStage): void {
  describe('a bind', () => {
    it('proves the password, and shows a wrong one, which counts as a strike until the right one comes', async () => {
      // Samba counts no strikes where nobody is ever locked out.
      const undo = await stage.changePolicy({ lockoutThreshold: 10 });
      try {
        await using session = await sessionOf(stage);
        const { guid, password } = await personWithPassword(stage, session, 'proves');
        expect(await session.verifyBind(guid, newPassword())).toEqual({ outcome: 'WRONG' });
        expect((await session.readAccount(guid))!.badPwdCount).toBe(1);
        expect(await session.verifyBind(guid, password)).toEqual({ outcome: 'PROVED' });
        expect((await session.readAccount(guid))!.badPwdCount).toBe(0);
      } finally {
        await undo();
      }
    });

    it('proves the password of a disabled account, and not a wrong one', async () => {
      await using session = await sessionOf(stage);
      const { guid, password } = await personWithPassword(stage, session, 'switched.off');
      await stage.disable('switched.off');
      const restricted = { outcome: 'PROVED_BUT_RESTRICTED', restriction: 'DISABLED' };
      expect(await session.verifyBind(guid, password)).toEqual(restricted);
      expect(await session.verifyBind(guid, newPassword())).toEqual({ outcome: 'WRONG' });
    });

    it('proves the password of an account that has expired', async () => {
      await using session = await sessionOf(stage);
      const { guid, password } = await personWithPassword(stage, session, 'long.gone');
      await stage.expire('long.gone');
      const restricted = { outcome: 'PROVED_BUT_RESTRICTED', restriction: 'ACCOUNT_EXPIRED' };
      expect(await session.verifyBind(guid, password)).toEqual(restricted);
    });

    it('proves a password that must be changed', async () => {
      await using session = await sessionOf(stage);
      const { guid, password } = await personWithPassword(stage, session, 'must.change');
      await session.writePwdLastSet(guid, 0n);
      const restricted = { outcome: 'PROVED_BUT_RESTRICTED', restriction: 'MUST_CHANGE' };
      expect(await session.verifyBind(guid, password)).toEqual(restricted);
      expect(await session.verifyBind(guid, newPassword())).toEqual({ outcome: 'WRONG' });
    });

    it('proves a password that has expired, where one can within the day', async () => {
      await using session = await sessionOf(stage);
      const { guid, password } = await personWithPassword(stage, session, 'too.old');
      const undo = await stage.changePolicy({ minAge: 0, maxAge: 1 });
      try {
        const isExpired = async () => (await session.readAccount(guid))!.isPasswordExpired;
        // The millisecond may not be over yet.
        while (stage.agesWithinADay && (await isExpired()) !== true);
        expect(await isExpired()).toBe(stage.agesWithinADay);
        expect(await session.verifyBind(guid, password)).toEqual(
          stage.agesWithinADay
            ? { outcome: 'PROVED_BUT_RESTRICTED', restriction: 'PASSWORD_EXPIRED' }
            : { outcome: 'PROVED' },
        );
      } finally {
        await undo();
      }
    });

    it('shows nothing while the account is locked, which the account says until when', async () => {
      const undo = await stage.changePolicy({ lockoutThreshold: 3, lockoutDuration: 1_800_000 });
      try {
        await using session = await sessionOf(stage);
        const { guid, password } = await personWithPassword(stage, session, 'locked.out');
        for (const strikes of [1, 2, 3]) {
          expect(await session.verifyBind(guid, newPassword())).toEqual({ outcome: 'WRONG' });
          expect((await session.readAccount(guid))!.badPwdCount).toBe(strikes);
        }
        expect(await session.verifyBind(guid, password)).toEqual({ outcome: 'LOCKED' });
        const { isLocked, lockoutTime, controllerTime } = (await session.readAccount(guid))!;
        expect(isLocked).toBe(true);
        const end = lockOutEnd(lockoutTime!, await session.readPolicy(guid)) as Date;
        const left = end.getTime() - controllerTime.getTime();
        expect(left).toBeGreaterThan(1_700_000);
        expect(left).toBeLessThan(1_802_000);
      } finally {
        await undo();
      }
    });

    it.each([
      ['an empty password', ''],
      ['a NUL', 'Long-Enough\u0000-1'],
      ['half of a character', 'Long-Enough-\ud800-1'],
      ['more characters than a directory takes', 'Aa1-'.repeat(65)],
    ])('is never made with %s', async (_what, password) => {
      await using session = await sessionOf(stage);
      const { guid } = await personWithPassword(
        stage,
        session,
        `n${Math.trunc(Math.random() * 1_000_000_000)}`,
      );
      const refused = { code: 'BAD_INPUT' };
      await expect(session.verifyBind(guid, password)).rejects.toMatchObject(refused);
      await expect((async () => session.resetPassword(guid, password))()).rejects.toMatchObject(refused);
      await expect(
        (async () => session.changePassword(guid, password, newPassword()))(),
      ).rejects.toMatchObject(refused);
      expect((await session.readAccount(guid))!.badPwdCount).toBe(0);
    });
  });
}
