import { createPrivateKey, createPublicKey, randomBytes, sign } from 'node:crypto';
import type { WorkstationKey } from '../../../src/sandbox/simulated-workstation/workstation-key.js';
import type { SecretLedger } from './secret-ledger.js';

/** What stands before the 32 bytes of an Ed25519 private key in PKCS#8 (RFC 8410). */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');

/** A workstation's key pair of which the private half is looked for. */
export function knownWorkstationKey(ledger: SecretLedger, name: string): WorkstationKey {
  const seed = randomBytes(32);
  ledger.bytes('private key', `of the workstation ${name}`, seed);
  const der = Buffer.concat([PKCS8_HEAD, seed]);
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const { x = '' } = createPublicKey(privateKey).export({ format: 'jwk' });
  return {
    publicKey: Buffer.from(x, 'base64url'),
    sign: (message) => sign(null, message, privateKey).toString('base64'),
  };
}

/** The seed of a security key, which is looked for. */
export function knownKeySeed(ledger: SecretLedger, serial: string): Uint8Array {
  const seed = randomBytes(32);
  ledger.bytes('private key', `of the key ${serial}`, seed);
  return seed;
}
