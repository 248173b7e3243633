import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import { readAppLink } from '../../domain/authenticator/app-links.js';
import {
  appRegistrationMessage,
  appSessionMessage,
  appSignInMessage,
} from '../../domain/authenticator/app-messages.js';
import type { KeptRegistration } from '../../sandbox/simulated-app/simulated-app.js';

const FACTS = { name: 'Another telephone', platform: 'Simulated 1' };

/** What an app with a new key sends that has scanned this code: signed as it should be, whatever the secret is worth. */
export function registrationOf(uri: string) {
  const { serverKey, secret } = scanned(uri);
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const own = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url');
  const signature = sign(null, appRegistrationMessage(serverKey, secret, own, FACTS), privateKey);
  return { input: { secret, ...FACTS, publicKey: own.toString('base64'), signature: base64(signature) } };
}

/** What an app sends to open a session with this nonce. */
export function sessionRequestOf(
  { serverKey, authenticatorId, privateKey }: KeptRegistration,
  nonce: string,
) {
  const message = appSessionMessage(Buffer.from(serverKey, 'base64url'), authenticatorId, nonce);
  const signature = base64(sign(null, message, createPrivateKey(privateKey)));
  return { input: { authenticatorId, nonce, signature } };
}

/** What an app sends to say yes, or no, to the page that shows this code. */
export function answerOf(
  { serverKey, authenticatorId, privateKey }: KeptRegistration,
  uri: string,
  accept = true,
) {
  const { secret: requestId } = scanned(uri);
  const message = appSignInMessage(Buffer.from(serverKey, 'base64url'), authenticatorId, requestId, accept);
  const signature = base64(sign(null, message, createPrivateKey(privateKey)));
  return { input: { requestId, accept, signature } };
}

/** The same text with another last letter, as somebody would guess who has nearly all of it. */
export function spoilt(text: string): string {
  return `${text.slice(0, -2)}${text.at(-2) === 'A' ? 'B' : 'A'}${text.at(-1)}`;
}

/** The code with another secret in it. */
export function withSecret(uri: string, secret: string): string {
  return uri.replace(/t=[^&]+/, `t=${secret}`);
}

function scanned(uri: string): { readonly serverKey: Buffer; readonly secret: string } {
  const link = readAppLink(uri);
  if (link === undefined) throw new Error('this is no code for an app');
  return { serverKey: Buffer.from(link.serverKey, 'base64url'), secret: link.token };
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
