import { hkdfSync } from 'node:crypto';
import { serverIdentityFromSeed, type ServerIdentity } from './key-protocol.js';

const VERSION = 1;

/** Who this installation is to authenticator apps: what their QR codes name and what it signs for them. */
export type AppIdentity = Pick<ServerIdentity, 'publicKey' | 'sign'>;

/**
 * Worked out from the master key (HKDF-SHA-256), so that every server of an installation is the same one and nothing has to
 * be stored. Another one than that which keys obey: what an app is told is no instruction for a key.
 */
export function createAppIdentity(masterKey: Uint8Array): AppIdentity {
  const seed = hkdfSync('sha256', masterKey, Buffer.alloc(0), `latchkey/app-identity/${VERSION}`, 32);
  return serverIdentityFromSeed(new Uint8Array(seed), VERSION);
}
