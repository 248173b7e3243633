import { AppError } from '../../errors.js';
import type { StreamedEvent } from '../../events/stream-events.js';
import type { AuthenticatorPrincipal, Principal, WorkstationPrincipal } from '../sign-in/principal.js';
import { slowGuesses, type Shown } from '../sign-in/attempts/slow-guesses.js';
import { StoredAttempts } from '../sign-in/attempts/stored-attempts.js';
import { answerUnlock, type UnlockAnswer } from './answer-unlock.js';
import { askUnlock, type AskedUnlock } from './ask-unlock.js';
import { renewCredential, revokeCredential } from './change-credential.js';
import {
  lookAtPairing,
  offerPairing,
  pairWorkstation,
  type OfferedPairing,
  type WaitingPairing,
} from './pair-workstation.js';
import type { IdOf, UnlockParts } from './unlock-parts.js';
import { watchChallenges, watchPairing, watchUnlock, type Watch } from './watch-unlocks.js';

export type UnlockService = ReturnType<typeof createUnlockService>;

type Events = Promise<AsyncIterableIterator<StreamedEvent>>;

/** Unlocking workstations with authenticator apps. What each promises stands at the function behind it. */
export function createUnlockService(own: Omit<UnlockParts, 'attempts'>, idOf: IdOf) {
  const parts: UnlockParts = { ...own, attempts: new StoredAttempts(own.pool) };
  const slowed = <T>(
    principal: AuthenticatorPrincipal,
    { address }: Shown,
    work: () => Promise<T>,
  ): Promise<T> => slowGuesses(parts.attempts, { address, account: principal.authenticatorId }, work);
  return {
    ...ofWorkstations(parts),

    lookAtPairing: (
      principal: Principal,
      { secret, ...from }: { secret: string } & Shown,
    ): Promise<WaitingPairing> => slowed(appOf(principal), from, () => lookAtPairing(parts, secret)),

    pair: (principal: Principal, given: { secret: string; signature: string } & Shown): Promise<string> =>
      slowed(appOf(principal), given, () => pairWorkstation(parts, appOf(principal), given, idOf)),

    watchChallenges: (
      principal: Principal,
      watch: { readonly after: number | null; readonly signal: AbortSignal },
    ): Events => watchChallenges(parts, appOf(principal), watch),

    answer: (principal: Principal, answer: UnlockAnswer & Shown): Promise<void> =>
      slowed(appOf(principal), answer, () => answerUnlock(parts, appOf(principal), answer, idOf)),

    renew: (
      principal: Principal,
      given: { credentialId: string; signature: string } & Shown,
    ): Promise<void> =>
      slowed(appOf(principal), given, () => renewCredential(parts, appOf(principal), given, idOf)),

    revoke: (principal: Principal, credentialId: string): Promise<void> =>
      revokeCredential(parts.pool, principal, credentialId),
  };
}

function ofWorkstations(parts: UnlockParts) {
  return {
    offerPairing: (principal: Principal): Promise<OfferedPairing> =>
      offerPairing(parts, workstationOf(principal)),

    watchPairing: (principal: Principal, watch: Watch & { readonly pairingId: string }): Events =>
      watchPairing(parts, workstationOf(principal), watch),

    ask: (
      principal: Principal,
      asked: { readonly credentialId: string; readonly nonce: string },
    ): Promise<AskedUnlock> => askUnlock(parts, workstationOf(principal), asked),

    watchUnlock: (principal: Principal, watch: Watch & { readonly unlockId: string }): Events =>
      watchUnlock(parts, workstationOf(principal), watch),
  };
}

function appOf(principal: Principal): AuthenticatorPrincipal {
  if (principal.kind === 'authenticator') return principal;
  throw new AppError('FORBIDDEN', 'Only an authenticator app does this, with a session of its own.');
}

function workstationOf(principal: Principal): WorkstationPrincipal {
  if (principal.kind === 'workstation') return principal;
  throw new AppError('FORBIDDEN', 'Only a workstation does this, with a session of its own.');
}
