/** Why the password of an account is changed. */
export const PasswordChangeKind = {
  ACTIVATION: 'ACTIVATION',
  ROTATION: 'ROTATION',
  USER_CHANGE: 'USER_CHANGE',
  USER_KEY_ONLY: 'USER_KEY_ONLY',
  ADMIN_SET: 'ADMIN_SET',
  ADMIN_GENERATE: 'ADMIN_GENERATE',
  HAND_BACK: 'HAND_BACK',
  COMPROMISE: 'COMPROMISE',
} as const;
export type PasswordChangeKind = keyof typeof PasswordChangeKind;

/** In which order the key and the directory get a password; chosen when the change is wanted. */
export const PasswordChangeOrder = {
  KEY_FIRST: 'KEY_FIRST',
  DIRECTORY_FIRST: 'DIRECTORY_FIRST',
  DIRECTORY_ONLY: 'DIRECTORY_ONLY',
  KEY_ONLY: 'KEY_ONLY',
} as const;
export type PasswordChangeOrder = keyof typeof PasswordChangeOrder;

/** What becomes of the password of an account that a key is to hold no more. */
export const PasswordAfterRemoval = {
  HAND_BACK: 'HAND_BACK',
  LEAVE_WITHOUT_PASSWORD: 'LEAVE_WITHOUT_PASSWORD',
} as const;
export type PasswordAfterRemoval = keyof typeof PasswordAfterRemoval;

/** Which password of a change a copy is. */
export const PasswordPart = { NEW: 'NEW', OLD: 'OLD' } as const;
export type PasswordPart = keyof typeof PasswordPart;

/** Whether it was shown that the directory has what a key was given. */
export const PasswordVerification = { VERIFIED: 'VERIFIED', UNVERIFIED: 'UNVERIFIED' } as const;
export type PasswordVerification = keyof typeof PasswordVerification;

/** How far one change of a password is. */
export const PasswordChangeStage = {
  QUEUED: 'QUEUED',
  WAITING_FOR_KEY: 'WAITING_FOR_KEY',
  ON_KEY: 'ON_KEY',
  IN_DIRECTORY: 'IN_DIRECTORY',
  VERIFIED: 'VERIFIED',
  COMPLETED: 'COMPLETED',
  FAILED: 'FAILED',
  NEEDS_ATTENTION: 'NEEDS_ATTENTION',
  CANCELLED: 'CANCELLED',
} as const;
export type PasswordChangeStage = keyof typeof PasswordChangeStage;

/** What a change has set out to do without knowing yet what came of it. */
export const PasswordChangeIntent = {
  WRITE_TO_KEY: 'WRITE_TO_KEY',
  RESET: 'RESET',
  VERIFY: 'VERIFY',
  SET_PASSWORD_TIME: 'SET_PASSWORD_TIME',
  COMMIT: 'COMMIT',
  DISCARD: 'DISCARD',
  LOOK_AGAIN: 'LOOK_AGAIN',
  DISABLE_ACCOUNT: 'DISABLE_ACCOUNT',
} as const;
export type PasswordChangeIntent = keyof typeof PasswordChangeIntent;

/**
 * What takes back what a change has done so far. `NOTHING`: nothing is to be taken back. `DISCARD`: the key drops the
 * password again. `FORWARD`: the directory may have it, so there is no way back.
 */
export const PasswordChangeUndo = { NOTHING: 'NOTHING', DISCARD: 'DISCARD', FORWARD: 'FORWARD' } as const;
export type PasswordChangeUndo = keyof typeof PasswordChangeUndo;
