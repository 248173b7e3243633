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
