/** The states of how people sign in. Part of states.ts. */

/** What became of an invitation. */
export const InvitationState = {
  PENDING: 'PENDING',
  ACCEPTED: 'ACCEPTED',
  EXPIRED: 'EXPIRED',
  REVOKED: 'REVOKED',
} as const;
export type InvitationState = keyof typeof InvitationState;

/** What somebody signs in with besides a password. */
export const AuthenticatorKind = { APP: 'APP', PASSKEY: 'PASSKEY' } as const;
export type AuthenticatorKind = keyof typeof AuthenticatorKind;

/** How a session was opened. */
export const SignInMethod = {
  PASSWORD: 'PASSWORD',
  PASSWORD_AND_PASSKEY: 'PASSWORD_AND_PASSKEY',
  PASSKEY: 'PASSKEY',
  APP: 'APP',
  APP_ITSELF: 'APP_ITSELF',
} as const;
export type SignInMethod = keyof typeof SignInMethod;

/** Whether an app may unlock a workstation. */
export const UnlockCredentialState = { ACTIVE: 'ACTIVE', EXPIRED: 'EXPIRED', REVOKED: 'REVOKED' } as const;
export type UnlockCredentialState = keyof typeof UnlockCredentialState;

/** Why it may not any more. */
export const UnlockRevocation = {
  PERSON: 'PERSON',
  ADMINISTRATOR: 'ADMINISTRATOR',
  DEACTIVATION: 'DEACTIVATION',
  WORKSTATION: 'WORKSTATION',
  AUTHENTICATOR: 'AUTHENTICATOR',
  REPLACED: 'REPLACED',
} as const;
export type UnlockRevocation = keyof typeof UnlockRevocation;

/** What became of a workstation's question whether it may unlock. */
export const UnlockState = {
  WAITING: 'WAITING',
  ACCEPTED: 'ACCEPTED',
  DECLINED: 'DECLINED',
  REFUSED: 'REFUSED',
  SUPERSEDED: 'SUPERSEDED',
} as const;
export type UnlockState = keyof typeof UnlockState;

/** What became of the code with which a workstation is paired. */
export const UnlockPairingState = { WAITING: 'WAITING', PAIRED: 'PAIRED' } as const;
export type UnlockPairingState = keyof typeof UnlockPairingState;
