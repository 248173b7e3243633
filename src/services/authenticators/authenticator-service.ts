import { withTransaction } from '../../database.js';
import { AppError } from '../../errors.js';
import type { StreamedEvent } from '../../events/stream-events.js';
import type { Challenge } from '../../keys/challenges.js';
import type { Actor } from '../audit/record-audit.js';
import { AttemptLimit } from '../sign-in/attempts/attempt-limit.js';
import type { InsertedSession, SignInPlace } from '../sign-in/insert-session.js';
import { slowGuesses, type Shown } from '../sign-in/attempts/slow-guesses.js';
import { StoredAttempts } from '../sign-in/attempts/stored-attempts.js';
import type { AuthenticatorPrincipal, Principal } from '../sign-in/principal.js';
import type { RotatedSession } from '../sign-in/rotate-session.js';
import {
  answerAppSignIn,
  askAppSignIn,
  completeAppSignIn,
  lookAtAppSignIn,
  watchAppSignIn,
  type AskedSignIn,
  type WaitingSignIn,
} from './app-sign-in.js';
import type { AuthenticatorParts } from './authenticator-parts.js';
import { removeAuthenticator, renameAuthenticator } from './change-authenticator.js';
import { offerApp, type OfferedCode } from './offer-app.js';
import {
  APP_SESSION_LIMIT,
  openAppSession,
  type AppSessionRequest,
  type OpenedAppSession,
} from './open-app-session.js';
import { passkeySignInOptions, signInWithPasskey, usedPasskey } from './passkey-sign-in.js';
import { passkeyOptions, registerPasskey, type RegisteredPasskey } from './register-passkey.js';
import { registerApp, type AppRegistration, type RegisteredApp } from './register-app.js';

export type AuthenticatorService = ReturnType<typeof createAuthenticatorService>;

type Slowed = <T>(shown: Shown, work: () => Promise<T>) => Promise<T>;

interface Who {
  readonly actor: Actor;
  readonly principal: Principal;
}

/** What people sign in with. What each promises stands at the function behind it. */
export function createAuthenticatorService(own: Omit<AuthenticatorParts, 'limit'>) {
  const parts = { ...own, limit: new AttemptLimit(APP_SESSION_LIMIT) };
  const attempts = new StoredAttempts(own.pool);
  const slowed: Slowed = (shown, work) => slowGuesses(attempts, shown, work);
  return {
    offerApp: (principal: Principal): Promise<OfferedCode> => offerApp(parts, principal),

    registerApp: (
      registration: AppRegistration & Shown,
      idOf: (authenticatorId: string) => string,
    ): Promise<RegisteredApp> => slowed(registration, () => registerApp(parts, registration, idOf)),

    /** A nonce for one app. Nothing is looked up: what there is not cannot sign it. */
    challenge: (authenticatorId: string): Challenge => parts.challenges.issue(authenticatorId, new Date()),

    openSession: (request: AppSessionRequest): Promise<OpenedAppSession> =>
      slowed({ address: request.address, account: request.authenticatorId }, () =>
        openAppSession(parts, request),
      ),

    askSignIn: (actor: Actor, from: SignInPlace): Promise<AskedSignIn> => askAppSignIn(parts, actor, from),

    watchSignIn: ({
      secret,
      after,
      address,
    }: { readonly secret: string; readonly after: number } & Shown): Promise<
      AsyncIterableIterator<StreamedEvent>
    > => slowed({ address }, () => watchAppSignIn(parts, secret, after)),

    lookAtSignIn: (requestId: string): Promise<WaitingSignIn> => lookAtAppSignIn(parts, requestId),

    answerSignIn: (principal: Principal, answer: Parameters<typeof answerAppSignIn>[2]): Promise<void> =>
      answerAppSignIn(parts, appOf(principal), answer),

    completeSignIn: (request: Parameters<typeof completeAppSignIn>[1]): Promise<InsertedSession> =>
      slowed(request, () => completeAppSignIn(parts, request)),

    ...ofPasskeys(parts, slowed),

    rename: (who: Who, request: { readonly id: string; readonly name: string }): Promise<void> =>
      renameAuthenticator(parts.pool, who, request),

    remove: (who: Who, id: string): Promise<RotatedSession | undefined> =>
      removeAuthenticator(parts.pool, who, { id, requirePasskey: parts.requirePasskey }),
  };
}

function appOf(principal: Principal): AuthenticatorPrincipal {
  if (principal.kind === 'authenticator') return principal;
  throw new AppError('FORBIDDEN', 'Only an authenticator app does this, with a session of its own.');
}

function ofPasskeys(parts: AuthenticatorParts, slowed: Slowed) {
  return {
    passkeyOptions: (principal: Principal): Promise<string> => passkeyOptions(parts, principal),

    registerPasskey: (
      principal: Principal,
      made: { readonly answer: string; readonly name: string },
    ): Promise<RegisteredPasskey> => registerPasskey(parts, principal, made),

    passkeySignInOptions: (): Promise<string> => passkeySignInOptions(parts),

    signInWithPasskey: (request: Parameters<typeof signInWithPasskey>[1]): Promise<InsertedSession> =>
      slowed(request, () => signInWithPasskey(parts, request)),

    /** The passkey that somebody gives besides their password: theirs, and used now. Throws PASSKEY_REFUSED. */
    ownPasskey: (userId: string, answer: string): Promise<string> =>
      withTransaction(parts.pool, async (sql) => {
        const { id } = await usedPasskey(parts, sql, answer, 'u.id = $2', [userId]);
        return id;
      }),
  };
}
