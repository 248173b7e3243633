import { describe, expect, it } from '@jest/globals';
import { newPassword } from '../../../../src/sandbox/new-password.js';
import { personWithPassword, sessionOf, type PasswordStage } from './password-stage.js';

const LATE = { notAfter: -1 };
const NOT_SENT = { outcome: 'NOT_SENT', failure: { code: 'DIRECTORY_TIMEOUT' } };

/** Writes whose time is over before they leave. */
export function describeFences(stage: PasswordStage): void {
  describe('a write whose time is over', () => {
    it('does not leave, and the account is as it was', async () => {
      await using session = await sessionOf(stage);
      const { guid, password } = await personWithPassword(stage, session, 'too.late');
      const before = await session.readAccount(guid);
      expect(await session.resetPassword(guid, newPassword(), LATE)).toMatchObject(NOT_SENT);
      expect(await session.changePassword(guid, password, newPassword(), LATE)).toMatchObject(NOT_SENT);
      expect(await session.writePwdLastSet(guid, 0n, LATE)).toMatchObject(NOT_SENT);
      expect(await session.disableAccount(guid, LATE)).toMatchObject(NOT_SENT);
      const after = await session.readAccount(guid);
      expect(after?.passwordLastSet).toEqual(before?.passwordLastSet);
      expect(after?.userAccountControl).toBe(before?.userAccountControl);
      expect(after?.badPwdCount).toBe(before?.badPwdCount);
      expect(await session.verifyBind(guid, password)).toEqual({ outcome: 'PROVED' });
    });

    it('leaves when it has time', async () => {
      await using session = await sessionOf(stage);
      const { guid } = await personWithPassword(stage, session, 'in.time');
      const fence = { notAfter: performance.now() + 60_000 };
      expect(await session.resetPassword(guid, newPassword(), fence)).toEqual({ outcome: 'DONE' });
    });
  });
}
