import type { PasswordAccount, PasswordSession } from '../../../directory/password-directory.js';
import { AppError } from '../../../errors.js';
import type { StoredChange } from '../rows/stored-change.js';
import type { Run } from '../turns/run.js';
import { assertMayTry } from './may-try.js';

/**
 * What is known to keep the directory from taking an owner's change, before anything is written to the key.
 *
 * @throws AppError ACCOUNT_LOCKED; PASSWORD_ATTEMPTS_GONE; PASSWORD_POLICY_REFUSED where the minimum age is not over
 */
export async function assertMayChange(
  run: Run,
  { accountId }: StoredChange,
  session: PasswordSession,
  account: PasswordAccount,
): Promise<void> {
  await assertMayTry(run.turn.sql, { session, account, accountId });
  const { minAge } = await session.readPolicy(account.objectGuid);
  const lastSet = account.passwordLastSet?.at;
  if (typeof minAge !== 'number' || !lastSet) return;
  const from = new Date(lastSet.getTime() + minAge);
  if (account.controllerTime >= from) return;
  throw new AppError(
    'PASSWORD_POLICY_REFUSED',
    `The password was changed too lately: the domain lets it be changed again from ${from.toISOString()} on. Nothing was changed.`,
  );
}
