import type { UnlockRefusal } from '../../domain/unlock/unlock-refusal.js';
import { AppError } from '../../errors.js';

export type AnswerRefusal = UnlockRefusal | 'UNLOCK_NUMBER_WRONG';

const MESSAGES: Readonly<Record<AnswerRefusal, string>> = {
  ALARM_RAISED: 'The alarm stands: nothing is unlocked until it is lifted.',
  WORKSTATION_REFUSED: 'The workstation is not approved (any more).',
  UNLOCK_CREDENTIAL_REVOKED: 'This app may not unlock this workstation any more. Pair them anew.',
  UNLOCK_CREDENTIAL_EXPIRED: 'This was not renewed within a year. Pair the app and the workstation anew.',
  AUTHENTICATOR_REFUSED: 'The owner of this app may not sign in (any more).',
  ACCOUNT_UNCONFIRMED:
    'Whose account it is was told by an e-mail address alone. An administrator confirms it with `confirmAccount`.',
  UNLOCK_NUMBER_WRONG: 'This is not the number that the workstation shows. Have it ask again.',
};

export function unlockRefused(code: AnswerRefusal): AppError {
  return new AppError(code, MESSAGES[code]);
}

export function unlockOver(): AppError {
  return new AppError(
    'UNLOCK_OVER',
    'This question was answered already, or its minute is over. Have the workstation ask again.',
    { path: ['input', 'unlockId'] },
  );
}

export function wrongSignature(): AppError {
  return new AppError(
    'SIGNATURE_INVALID',
    'The signature does not fit the key of this app and what it is about.',
    {
      path: ['input', 'signature'],
    },
  );
}

export function noCredential(): AppError {
  return new AppError('NOT_FOUND', 'There is no such unlock credential. See `myUnlockCredentials`.');
}
