import { signedMessage, text } from '../signed-message.js';

/**
 * The bytes that the server and an authenticator app sign, one function for each purpose. Every message names the server by
 * its public key first: what was signed for one server is of no use to another. docs/authenticator-protocol.md
 */

/** What an app says about itself when it registers. */
export interface AppFacts {
  readonly name: string;
  readonly platform: string;
}

/** The app shows that it has the private key, and what it scanned. */
export function appRegistrationMessage(
  serverKey: Uint8Array,
  secret: string,
  appKey: Uint8Array,
  { name, platform }: AppFacts,
): Uint8Array {
  return signedMessage('latchkey/app-registration/1', [
    serverKey,
    text(secret),
    appKey,
    text(name),
    text(platform),
  ]);
}

/** The server shows that it is the one in the QR code, and that it took this very key. */
export function appRegisteredMessage(
  serverKey: Uint8Array,
  secret: string,
  appKey: Uint8Array,
  authenticatorId: string,
): Uint8Array {
  return signedMessage('latchkey/app-registered/1', [serverKey, text(secret), appKey, text(authenticatorId)]);
}

/** The app opens a session of its own. */
export function appSessionMessage(serverKey: Uint8Array, authenticatorId: string, nonce: string): Uint8Array {
  return signedMessage('latchkey/app-session/1', [serverKey, text(authenticatorId), text(nonce)]);
}

/** The app says yes or no to a page that asks to be signed in. */
export function appSignInMessage(
  serverKey: Uint8Array,
  authenticatorId: string,
  requestId: string,
  accept: boolean,
): Uint8Array {
  return signedMessage('latchkey/app-sign-in/1', [
    serverKey,
    text(authenticatorId),
    text(requestId),
    text(accept ? 'yes' : 'no'),
  ]);
}
