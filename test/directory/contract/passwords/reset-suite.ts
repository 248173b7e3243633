import { describe, expect, it } from '@jest/globals';
import { generatePassword } from '../../../../src/domain/password/generate-password.js';
import { newPassword } from '../../../../src/sandbox/new-password.js';
import { randomBytes } from 'node:crypto';
import { personWithPassword, sessionOf, type PasswordStage } from './password-stage.js';

const POLICY_REFUSED = { outcome: 'REFUSED', failure: { code: 'PASSWORD_POLICY_REFUSED' } };

function anyLogin(): string {
  return `p${Math.trunc(Math.random() * 1_000_000_000)}`;
}

/** Setting a password without the old one. */
export function describeResets(stage: PasswordStage): void {
  describe('a reset', () => {
    it('sets the password, moves pwdLastSet, and ends the old one at once', async () => {
      await using session = await sessionOf(stage);
      const { guid, password } = await personWithPassword(stage, session, 'reset.once');
      const before = (await session.readAccount(guid))!.passwordLastSet!;
      const second = newPassword();
      expect(await session.resetPassword(guid, second)).toEqual({ outcome: 'DONE' });
      expect((await session.readAccount(guid))!.passwordLastSet!.ticks).toBeGreaterThan(before.ticks);
      expect(await session.verifyBind(guid, second)).toEqual({ outcome: 'PROVED' });
      expect(await session.verifyBind(guid, password)).toEqual({ outcome: 'WRONG' });
    });

    it('takes every password that is generated for the policy in force', async () => {
      await using session = await sessionOf(stage);
      const guid = await stage.addPerson('generated', { givenName: 'Gen', surname: 'Erated' });
      const { names } = (await session.readAccount(guid))!;
      const policy = await session.readPolicy(guid);
      for (let round = 0; round < 5; round += 1) {
        const password = generatePassword(policy, names, randomBytes);
        expect(await session.resetPassword(guid, password)).toEqual({ outcome: 'DONE' });
        expect(await session.verifyBind(guid, password)).toEqual({ outcome: 'PROVED' });
      }
    });

    it.each([
      ['all signs', "!#%()*+,-./:;=?@_aA1$&~^<>{}[]|`\\'"],
      ['quotes and blanks at its ends', ' "Quoted" Aa1 '],
      ['letters beyond ASCII', 'Grüße-漢字-пароль-𝒳9'],
    ])('takes a password with %s as it is', async (_what, password) => {
      await using session = await sessionOf(stage);
      const guid = await stage.addPerson(anyLogin());
      expect(await session.resetPassword(guid, password)).toEqual({ outcome: 'DONE' });
      expect(await session.verifyBind(guid, password)).toEqual({ outcome: 'PROVED' });
    });

    it('obeys neither history nor minimum age', async () => {
      await using session = await sessionOf(stage);
      const { guid, password } = await personWithPassword(stage, session, 'resets.often');
      expect(await session.resetPassword(guid, newPassword())).toEqual({ outcome: 'DONE' });
      expect(await session.resetPassword(guid, password)).toEqual({ outcome: 'DONE' });
      expect(await session.verifyBind(guid, password)).toEqual({ outcome: 'PROVED' });
    });

    it.each([
      ['is too short', 'Ab-1'],
      ['is of two kinds of characters', 'allsmallletters1'],
    ])('is refused by the policy when the password %s, and changes nothing', async (_why, weak) => {
      await using session = await sessionOf(stage);
      const { guid, password } = await personWithPassword(stage, session, anyLogin());
      const before = (await session.readAccount(guid))!.passwordLastSet;
      expect(await session.resetPassword(guid, weak)).toMatchObject(POLICY_REFUSED);
      expect((await session.readAccount(guid))!.passwordLastSet).toEqual(before);
      expect(await session.verifyBind(guid, password)).toEqual({ outcome: 'PROVED' });
    });

    it('is refused when the password holds the login, where the directory looks', async () => {
      await using session = await sessionOf(stage);
      const { guid } = await personWithPassword(stage, session, 'named');
      const done = await session.resetPassword(guid, 'xx-NAMED-Secret-1');
      expect(done).toMatchObject(stage.refusesNames ? POLICY_REFUSED : { outcome: 'DONE' });
    });

    it('is refused where the right is missing, as is everything else that takes a right', async () => {
      await using session = await sessionOf(stage);
      const guid = await stage.addPersonOutOfReach('no.right');
      const before = (await session.readAccount(guid))!;
      expect(await session.resetPassword(guid, newPassword())).toMatchObject({
        outcome: 'REFUSED',
        failure: { code: 'PASSWORD_RIGHT_MISSING' },
      });
      const refused = { outcome: 'REFUSED', failure: { code: 'DIRECTORY_WRITE_REFUSED' } };
      expect(await session.writePwdLastSet(guid, -1n)).toMatchObject(refused);
      expect(await session.disableAccount(guid)).toMatchObject(refused);
      expect(await session.enableAccount(guid)).toEqual({ outcome: 'UNCHANGED' });
      const { passwordLastSet, userAccountControl } = (await session.readAccount(guid))!;
      expect(passwordLastSet).toEqual(before.passwordLastSet);
      expect(userAccountControl).toBe(before.userAccountControl);
    });

    it('is refused for a protected person in words of its own', async () => {
      await using session = await sessionOf(stage);
      const { guid, password } = await personWithPassword(stage, session, 'guarded');
      await stage.protect('guarded');
      expect((await session.readAccount(guid))!.adminCount).toBe(1);
      expect(await session.resetPassword(guid, newPassword())).toMatchObject({
        outcome: 'REFUSED',
        failure: { code: 'ACCOUNT_PROTECTED' },
      });
      expect(await session.verifyBind(guid, password)).toEqual({ outcome: 'PROVED' });
    });

    it('reaches the person under another name', async () => {
      await using session = await sessionOf(stage);
      const { guid } = await personWithPassword(stage, session, 'renamed');
      await stage.rename('renamed');
      const password = newPassword();
      expect(await session.resetPassword(guid, password)).toEqual({ outcome: 'DONE' });
      expect(await session.verifyBind(guid, password)).toEqual({ outcome: 'PROVED' });
    });

    it('unlocks nobody', async () => {
      const undo = await stage.changePolicy({ lockoutThreshold: 2 });
      try {
        await using session = await sessionOf(stage);
        const { guid } = await personWithPassword(stage, session, 'stays.locked');
        for (const wrong of [newPassword(), newPassword()]) await session.verifyBind(guid, wrong);
        const password = newPassword();
        expect(await session.resetPassword(guid, password)).toEqual({ outcome: 'DONE' });
        expect(await session.verifyBind(guid, password)).toEqual({ outcome: 'LOCKED' });
        expect((await session.readAccount(guid))!.isLocked).toBe(true);
      } finally {
        await undo();
      }
    });
  });

  describe('the time a password was set', () => {
    it('is written as now with −1 and as never with 0', async () => {
      await using session = await sessionOf(stage);
      const { guid, password } = await personWithPassword(stage, session, 'timed');
      expect(await session.writePwdLastSet(guid, 0n)).toEqual({ outcome: 'DONE' });
      expect((await session.readAccount(guid))!).toMatchObject({
        passwordLastSet: { ticks: 0n, at: null },
        isPasswordExpired: true,
      });
      expect(await session.writePwdLastSet(guid, -1n)).toEqual({ outcome: 'DONE' });
      const { passwordLastSet, isPasswordExpired } = (await session.readAccount(guid))!;
      expect(passwordLastSet!.ticks).toBeGreaterThan(0n);
      expect(isPasswordExpired).toBe(false);
      expect(await session.verifyBind(guid, password)).toEqual({ outcome: 'PROVED' });
    });

    it('becomes 0 by the reset of somebody without Unexpire-Password, where the directory cares', async () => {
      await using session = await sessionOf(stage);
      const { guid } = await personWithPassword(stage, session, 'unexpired');
      const undo = await stage.denyUnexpire();
      try {
        const password = newPassword();
        expect(await session.resetPassword(guid, password)).toEqual({ outcome: 'DONE' });
        const { passwordLastSet } = (await session.readAccount(guid))!;
        const proof = await session.verifyBind(guid, password);
        const written = await session.writePwdLastSet(guid, -1n);
        // Samba asks for the right only where it is written that a password was set now.
        expect({ isNever: passwordLastSet!.ticks === 0n, proof }).toEqual(
          stage.enforcesUnexpire
            ? { isNever: true, proof: { outcome: 'PROVED_BUT_RESTRICTED', restriction: 'MUST_CHANGE' } }
            : { isNever: false, proof: { outcome: 'PROVED' } },
        );
        expect(written).toMatchObject({ outcome: 'REFUSED', failure: { code: 'DIRECTORY_WRITE_REFUSED' } });
      } finally {
        await undo();
      }
    });
  });
}
