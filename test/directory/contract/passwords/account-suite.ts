import { describe, expect, it } from '@jest/globals';
import { objectGuid } from '../../../../src/domain/identifiers.js';
import { passwordObstacle } from '../../../../src/domain/password/password-obstacle.js';
import { newPassword } from '../../../../src/sandbox/new-password.js';
import { personWithPassword, sessionOf, type PasswordStage } from './password-stage.js';

const NOBODY = objectGuid('00000000-0000-0000-0000-00000000dead')!;

/** Reading an account, and those that are never written to. */
export function describeAccounts(stage: PasswordStage): void {
  describe('an account', () => {
    it('is read with everything a change of its password is decided by', async () => {
      await using session = await sessionOf(stage);
      const guid = await stage.addPerson('read.me', { givenName: 'Reading', surname: 'Person' });
      const account = (await session.readAccount(guid))!;
      expect(account).toMatchObject({
        objectGuid: guid,
        kind: 'PERSON',
        names: {
          samAccountName: 'read.me',
          userPrincipalName: 'read.me@passwords.example',
          givenName: 'Reading',
          surname: 'Person',
          commonName: 'read.me',
        },
        userAccountControl: 0x200,
        isLocked: false,
        isPasswordExpired: false,
        accountExpires: null,
        badPwdCount: 0,
        adminCount: null,
        lockoutTime: null,
        invocationId: session.controller.invocationId,
      });
      expect(account.rid).toBeGreaterThan(1_000);
      expect(account.dn).toContain('read.me');
      expect(typeof account.passwordLastSet!.ticks).toBe('bigint');
      // A root DSE tells whole seconds only.
      const age = account.controllerTime.getTime() - account.passwordLastSet!.at!.getTime();
      expect(age).toBeGreaterThan(-1_500);
      expect(age).toBeLessThan(30_000);
      expect(passwordObstacle({ ...obstacleFacts, ...account, now: account.controllerTime })).toBeUndefined();
    });

    it('that is gone, or never was, is none', async () => {
      await using session = await sessionOf(stage);
      expect(await session.readAccount(NOBODY)).toBeUndefined();
      const guid = await stage.addPerson('leaves.soon');
      await stage.remove('leaves.soon');
      expect(await session.readAccount(guid)).toBeUndefined();
      const refused = { outcome: 'REFUSED', failure: { code: 'ACCOUNT_GONE' } };
      expect(await session.resetPassword(guid, newPassword())).toMatchObject(refused);
      expect(await session.changePassword(guid, newPassword(), newPassword())).toMatchObject(refused);
      expect(await session.disableAccount(guid)).toMatchObject(refused);
      expect(await session.verifyBind(guid, newPassword())).toMatchObject({
        outcome: 'UNANSWERED',
        failure: { code: 'ACCOUNT_GONE' },
      });
    });

    it('that expires says when, and is an obstacle by the controller’s clock', async () => {
      await using session = await sessionOf(stage);
      const guid = await stage.addPerson('expires.once');
      await stage.expire('expires.once');
      const account = (await session.readAccount(guid))!;
      expect(account.accountExpires).toEqual(new Date('2020-01-01T00:00:00Z'));
      expect(passwordObstacle({ ...obstacleFacts, ...account, now: account.controllerTime })).toBe('EXPIRED');
    });

    it('is disabled and enabled by that one bit, and said to be so already', async () => {
      await using session = await sessionOf(stage);
      const guid = await stage.addPerson('on.and.off');
      expect(await session.disableAccount(guid)).toEqual({ outcome: 'DONE' });
      const disabled = (await session.readAccount(guid))!;
      expect(disabled.userAccountControl).toBe(0x202);
      expect(passwordObstacle({ ...obstacleFacts, ...disabled, now: disabled.controllerTime })).toBe(
        'DISABLED',
      );
      expect(await session.disableAccount(guid)).toEqual({ outcome: 'UNCHANGED' });
      expect(await session.enableAccount(guid)).toEqual({ outcome: 'DONE' });
      expect((await session.readAccount(guid))!.userAccountControl).toBe(0x200);
      expect(await session.enableAccount(guid)).toEqual({ outcome: 'UNCHANGED' });
    });
  });

  describe('an account that is never touched', () => {
    it.each([
      ['the bind account', () => stage.readerGuid()],
      ['the built-in administrator', () => stage.administratorGuid()],
      ['a computer', () => stage.addComputer(`PC-${Math.trunc(Math.random() * 1_000_000)}`)],
      ['a person who needs a smart card', smartCard],
    ])('is %s: nothing is written', async (_who, guidOf) => {
      await using session = await sessionOf(stage);
      const guid = await guidOf();
      const before = (await session.readAccount(guid))!;
      const refused = { outcome: 'REFUSED', failure: { code: 'ACCOUNT_NEVER_MANAGED' } };
      expect(await session.resetPassword(guid, newPassword())).toMatchObject(refused);
      expect(await session.changePassword(guid, newPassword(), newPassword())).toMatchObject(refused);
      expect(await session.writePwdLastSet(guid, 0n)).toMatchObject(refused);
      expect(await session.disableAccount(guid)).toMatchObject(refused);
      const { passwordLastSet, userAccountControl } = (await session.readAccount(guid))!;
      expect({ passwordLastSet, userAccountControl }).toEqual({
        passwordLastSet: before.passwordLastSet,
        userAccountControl: before.userAccountControl,
      });
    });

    async function smartCard() {
      await using session = await sessionOf(stage);
      const { guid } = await personWithPassword(stage, session, 'smart.card');
      await stage.requireSmartCard('smart.card');
      return guid;
    }
  });

  const obstacleFacts = { isPerson: true, isBindAccount: false, isConfirmed: true };
}
