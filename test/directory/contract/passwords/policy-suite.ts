import { describe, expect, it } from '@jest/globals';
import { passwordLength } from '../../../../src/domain/password/generate-password.js';
import { newPassword } from '../../../../src/sandbox/new-password.js';
import { DAY_MS, sessionOf, type PasswordStage } from './password-stage.js';

/** The policy in force for an account. */
export function describePolicies(stage: PasswordStage): void {
  describe('the policy', () => {
    it('is the domain’s as it is at the moment', async () => {
      const undo = await stage.changePolicy({
        minLength: 21,
        minAge: 2 * DAY_MS,
        maxAge: 90 * DAY_MS,
        history: 5,
        lockoutThreshold: 7,
        lockoutDuration: 600_000,
      });
      try {
        await using session = await sessionOf(stage);
        const guid = await stage.addPerson('by.domain');
        const policy = await session.readPolicy(guid);
        expect(policy).toEqual({
          source: 'DOMAIN',
          minLength: 21,
          isComplex: true,
          history: 5,
          minAge: 2 * DAY_MS,
          maxAge: 90 * DAY_MS,
          lockoutThreshold: 7,
          lockoutDuration: 600_000,
        });
        expect(passwordLength(policy)).toBe(21);
        expect(await session.resetPassword(guid, 'Twenty-Letters-12345')).toMatchObject({
          failure: { code: 'PASSWORD_POLICY_REFUSED' },
        });
      } finally {
        await undo();
      }
    });

    it('is the fine-grained one of a person who has one', async () => {
      await using session = await sessionOf(stage);
      const guid = await stage.addPerson('fine.grained');
      await stage.giveSettings('fine.grained', true);
      expect(await session.readPolicy(guid)).toEqual({
        source: 'FINE_GRAINED',
        minLength: 20,
        isComplex: true,
        history: 0,
        minAge: 'never',
        maxAge: 'never',
        lockoutThreshold: 3,
        lockoutDuration: DAY_MS / 24,
      });
      expect(await session.resetPassword(guid, 'Nineteen-Letters-12')).toMatchObject({
        failure: { code: 'PASSWORD_POLICY_REFUSED' },
      });
      expect(await session.resetPassword(guid, newPassword())).toEqual({ outcome: 'DONE' });
    });

    it('is not known where the fine-grained one is hidden: 32 characters are made', async () => {
      await using session = await sessionOf(stage);
      const guid = await stage.addPerson('hidden.policy');
      await stage.giveSettings('hidden.policy', false);
      const policy = await session.readPolicy(guid);
      expect(policy).toMatchObject({ source: 'UNKNOWN', minLength: undefined, lockoutThreshold: undefined });
      expect(passwordLength(policy)).toBe(32);
    });
  });
}
