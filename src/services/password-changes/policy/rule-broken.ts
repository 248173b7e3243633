import type { BrokenPasswordRule } from '../../../domain/password/check-password.js';
import { AppError } from '../../../errors.js';

const RULES: { readonly [Rule in BrokenPasswordRule]: string } = {
  EMPTY: 'it is empty',
  UNSENDABLE: 'it holds characters that no directory takes',
  TOO_LONG: 'it is too long',
  TOO_SHORT: 'it is too short',
  NOT_COMPLEX: 'it has too few kinds of characters',
  CONTAINS_NAME: 'it contains a part of the person’s name',
};

/** What somebody typed breaks a rule of the account's policy; the directory was not asked. */
export function ruleBroken(rule: BrokenPasswordRule, what = 'The password'): AppError {
  return new AppError(
    'PASSWORD_POLICY_REFUSED',
    `${what} breaks the policy of the account: ${RULES[rule]}. Nothing was changed. Type another one.`,
  );
}
