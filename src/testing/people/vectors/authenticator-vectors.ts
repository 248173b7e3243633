import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { appLinkText } from '../../../domain/authenticator/app-links.js';
import {
  appRegisteredMessage,
  appRegistrationMessage,
  appSessionMessage,
  appSignInMessage,
} from '../../../domain/authenticator/app-messages.js';

import { appPairMessage, appRenewMessage, appUnlockMessage } from '../../../domain/unlock/unlock-messages.js';

/** The beginning of an Ed25519 key in PKCS #8; the seed follows. */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

interface VectorKey {
  readonly seed: Buffer;
  readonly publicKey: Buffer;
  readonly sign: (message: Uint8Array) => string;
}

function keyOf(fill: number): VectorKey {
  const seed = Buffer.alloc(32, fill);
  const key = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' });
  const { x = '' } = createPublicKey(key).export({ format: 'jwk' });
  return {
    seed,
    publicKey: Buffer.from(x, 'base64url'),
    sign: (message) => sign(null, message, key).toString('base64'),
  };
}

const SECRET = 'q83vASNFZ4mrze8BI0VniavN7wEjRWeJq83vASNFZ4k';
const AUTHENTICATOR_ID = 'QXV0aGVudGljYXRvcjoxYzhmN2M1Mi00YTliLTRmMGUtOWY0NC0wYTVkMGE0YjNjMjI';
const QUESTION = '5c1a4d0f-9c57-4d6b-8c3a-7e42aa00bb11';
const NONCE = 'A'.repeat(75);
const PAIRING_SECRET = 'EjRWeJq83vASNFZ4mrze8BI0VniavN7wEjRWeJq83vA';
const WORKSTATION_ID = 'V29ya3N0YXRpb246OWQwYzJmNWUtN2IxYS00YzNkLThlMmYtMWEyYjNjNGQ1ZTZm';
const CREDENTIAL_ID = 'VW5sb2NrQ3JlZGVudGlhbDozZjhhNmQyMS0wYzRlLTRiNWEtOWY3ZC02ZTVkNGMzYjJhMTA';
const UNLOCK_ID = 'b7c1f0de-3a52-4e8b-9d16-20f4c8a97b35';
const UNLOCK_NONCE = 'B'.repeat(43);
const NUMBER = 42;
const ENDS = '2027-11-28T16:00:00.000Z';
const FACTS = { name: 'Ada’s telephone', platform: 'Simulated 1' };

/** The text of docs/authenticator-protocol-vectors.json. */
export function authenticatorVectors(): string {
  const server = keyOf(1);
  const app = keyOf(2);
  const message = (signedBy: 'app' | 'server', bytes: Uint8Array) => ({
    signedBy,
    message: Buffer.from(bytes).toString('hex'),
    signature: (signedBy === 'app' ? app : server).sign(bytes),
  });
  const link = {
    server: 'https://keys.example/latchkey',
    serverKey: server.publicKey.toString('base64url'),
  };
  const vectors = {
    version: 1,
    server: { seed: server.seed.toString('hex'), publicKey: server.publicKey.toString('hex') },
    app: { seed: app.seed.toString('hex'), publicKey: app.publicKey.toString('hex'), ...FACTS },
    secret: SECRET,
    authenticatorId: AUTHENTICATOR_ID,
    nonce: NONCE,
    question: QUESTION,
    pairingSecret: PAIRING_SECRET,
    workstationId: WORKSTATION_ID,
    credentialId: CREDENTIAL_ID,
    unlockId: UNLOCK_ID,
    unlockNonce: UNLOCK_NONCE,
    number: NUMBER,
    expiresAt: ENDS,
    codes: {
      enrol: appLinkText({ ...link, purpose: 'enrol', token: SECRET }),
      signIn: appLinkText({ ...link, purpose: 'sign-in', token: QUESTION }),
      unlock: appLinkText({ ...link, purpose: 'unlock', token: PAIRING_SECRET }),
    },
    messages: {
      registration: message('app', appRegistrationMessage(server.publicKey, SECRET, app.publicKey, FACTS)),
      registered: message(
        'server',
        appRegisteredMessage(server.publicKey, SECRET, app.publicKey, AUTHENTICATOR_ID),
      ),
      session: message('app', appSessionMessage(server.publicKey, AUTHENTICATOR_ID, NONCE)),
      yes: message('app', appSignInMessage(server.publicKey, AUTHENTICATOR_ID, QUESTION, true)),
      no: message('app', appSignInMessage(server.publicKey, AUTHENTICATOR_ID, QUESTION, false)),
      ...unlockMessages(server.publicKey, (bytes) => message('app', bytes)),
    },
  };
  return `${JSON.stringify(vectors, null, 2)}\n`;
}

/** What is signed about workstations. */
function unlockMessages<Vector>(serverKey: Uint8Array, message: (bytes: Uint8Array) => Vector) {
  const question = {
    credentialId: CREDENTIAL_ID,
    workstationId: WORKSTATION_ID,
    unlockId: UNLOCK_ID,
    nonce: UNLOCK_NONCE,
  };
  const app = AUTHENTICATOR_ID;
  return {
    pair: message(appPairMessage(serverKey, app, WORKSTATION_ID, PAIRING_SECRET)),
    unlock: message(appUnlockMessage(serverKey, app, question, NUMBER)),
    dontUnlock: message(appUnlockMessage(serverKey, app, question, undefined)),
    renew: message(appRenewMessage(serverKey, app, CREDENTIAL_ID, ENDS)),
  };
}
