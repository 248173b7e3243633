import { describe, expect, it } from '@jest/globals';
import { policyRefusalCause } from '../../../../src/domain/password/check-password.js';
import { newPassword } from '../../../../src/sandbox/new-password.js';
import { DAY_MS, personWithPassword, sessionOf, type PasswordStage } from './password-stage.js';

const REFUSED = { outcome: 'REFUSED', failure: { code: 'PASSWORD_POLICY_REFUSED' } };

/** Setting a password with the old one. */
export function describeChanges(stage: PasswordStage): void {
  describe('a change', () => {
    it('sets the password, and said again it is a wrong old one, which counts as a strike', async () => {
      // Samba counts no strikes where nobody is ever locked out.
      const undo = await stage.changePolicy({ minAge: 0, lockoutThreshold: 10 });
      try {
        await using session = await sessionOf(stage);
        const { guid, password } = await personWithPassword(stage, session, 'changes');
        const before = (await session.readAccount(guid))!.passwordLastSet!;
        const second = newPassword();
        expect(await session.changePassword(guid, password, second)).toEqual({ outcome: 'DONE' });
        const after = (await session.readAccount(guid))!;
        expect(after.passwordLastSet!.ticks).toBeGreaterThan(before.ticks);
        expect(await session.verifyBind(guid, second)).toEqual({ outcome: 'PROVED' });
        expect(await session.changePassword(guid, newPassword(), second)).toMatchObject({
          outcome: 'REFUSED',
          failure: { code: 'OLD_PASSWORD_WRONG' },
        });
        expect((await session.readAccount(guid))!.badPwdCount).toBe(1);
        expect(await session.verifyBind(guid, second)).toEqual({ outcome: 'PROVED' });
      } finally {
        await undo();
      }
    });

    it('obeys the minimum age, which is told from the other causes', async () => {
      const undo = await stage.changePolicy({ minAge: DAY_MS });
      try {
        await using session = await sessionOf(stage);
        const { guid, password } = await personWithPassword(stage, session, 'too.young');
        const candidate = newPassword();
        expect(await session.changePassword(guid, password, candidate)).toMatchObject(REFUSED);
        expect(await causeOf(guid, candidate)).toBe('TOO_YOUNG');
        expect(await session.verifyBind(guid, password)).toEqual({ outcome: 'PROVED' });
      } finally {
        await undo();
      }
    });

    it('obeys the history, which is told from the other causes', async () => {
      const undo = await stage.changePolicy({ minAge: 0 });
      try {
        await using session = await sessionOf(stage);
        const { guid, password } = await personWithPassword(stage, session, 'used.before');
        const second = newPassword();
        expect(await session.changePassword(guid, password, second)).toEqual({ outcome: 'DONE' });
        expect(await session.changePassword(guid, second, password)).toMatchObject(REFUSED);
        expect(await causeOf(guid, password)).toBe('USED_BEFORE');
        expect(await session.verifyBind(guid, second)).toEqual({ outcome: 'PROVED' });
      } finally {
        await undo();
      }
    });

    it('obeys length and complexity', async () => {
      const undo = await stage.changePolicy({ minAge: 0 });
      try {
        await using session = await sessionOf(stage);
        const { guid, password } = await personWithPassword(stage, session, 'obeys');
        for (const [weak, cause] of [
          ['Ab-1', 'TOO_SHORT'],
          ['allsmallletters', 'NOT_COMPLEX'],
        ] as const) {
          expect(await session.changePassword(guid, password, weak)).toMatchObject(REFUSED);
          expect(await causeOf(guid, weak)).toBe(cause);
        }
      } finally {
        await undo();
      }
    });

    it('is not taken while the account is locked', async () => {
      const undo = await stage.changePolicy({ minAge: 0, lockoutThreshold: 2 });
      try {
        await using session = await sessionOf(stage);
        const { guid, password } = await personWithPassword(stage, session, 'locks.itself');
        for (const wrong of [newPassword(), newPassword()])
          expect(await session.changePassword(guid, wrong, newPassword())).toMatchObject({
            failure: { code: 'OLD_PASSWORD_WRONG' },
          });
        expect(await session.changePassword(guid, password, newPassword())).toMatchObject({
          outcome: 'REFUSED',
          failure: { code: 'ACCOUNT_LOCKED' },
        });
      } finally {
        await undo();
      }
    });

    async function causeOf(guid: Parameters<PasswordStageSession['readAccount']>[0], candidate: string) {
      await using session = await sessionOf(stage);
      const { names, passwordLastSet, controllerTime } = (await session.readAccount(guid))!;
      return policyRefusalCause({
        policy: await session.readPolicy(guid),
        names,
        candidate,
        write: 'CHANGE',
        passwordLastSet: passwordLastSet!.at,
        now: controllerTime,
      });
    }
  });
}

type PasswordStageSession = Awaited<ReturnType<typeof sessionOf>>;
