import type { PasswordAccount, PasswordSession } from '../../../directory/password-directory.js';
import {
  generatePassword,
  passwordLength,
  type RandomBytes,
} from '../../../domain/password/generate-password.js';

/**
 * A password for the policy in force for this account, which nobody has seen.
 * @param length where a shorter one was refused
 */
export async function passwordForPolicy(
  session: PasswordSession,
  account: PasswordAccount,
  random: RandomBytes,
  length?: number,
): Promise<{ readonly password: string; readonly length: number }> {
  const policy = await session.readPolicy(account.objectGuid);
  const wanted = Math.max(length ?? 0, passwordLength(policy));
  return { password: generatePassword(policy, account.names, random, wanted), length: wanted };
}
