import { signedMessage, text } from '../signed-message.js';

/**
 * The bytes that an authenticator app signs about workstations. Like all of its messages they name the server first, and ids
 * as the API gives them. docs/authenticator-protocol.md
 */

/** The app takes the workstation whose code it has scanned. */
export function appPairMessage(
  serverKey: Uint8Array,
  authenticatorId: string,
  workstationId: string,
  secret: string,
): Uint8Array {
  return signedMessage('latchkey/app-pair/1', [
    serverKey,
    text(authenticatorId),
    text(workstationId),
    text(secret),
  ]);
}

/** What a workstation asks and what an app is shown of it. */
export interface UnlockQuestion {
  readonly credentialId: string;
  readonly workstationId: string;
  readonly unlockId: string;
  /** Drawn by the workstation: an answer it has heard before answers nothing. */
  readonly nonce: string;
}

/** The app lets a workstation unlock: with the number that its owner has picked; undefined: it does not. */
export function appUnlockMessage(
  serverKey: Uint8Array,
  authenticatorId: string,
  { credentialId, workstationId, unlockId, nonce }: UnlockQuestion,
  number: number | undefined,
): Uint8Array {
  return signedMessage('latchkey/app-unlock/1', [
    serverKey,
    text(authenticatorId),
    text(credentialId),
    text(workstationId),
    text(unlockId),
    text(nonce),
    text(number === undefined ? 'no' : String(number)),
  ]);
}

/** The app renews what would end then: a signature renews once, since the end moves. */
export function appRenewMessage(
  serverKey: Uint8Array,
  authenticatorId: string,
  credentialId: string,
  expiresAt: string,
): Uint8Array {
  return signedMessage('latchkey/app-renew/1', [
    serverKey,
    text(authenticatorId),
    text(credentialId),
    text(expiresAt),
  ]);
}
