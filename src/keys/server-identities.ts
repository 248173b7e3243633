import { randomBytes } from 'node:crypto';
import { AppError } from '../errors.js';
import { serverIdentityFromSeed, type ServerIdentity } from './key-protocol.js';
import { createSecretBox } from './secret-box.js';

const SEED_BYTES = 32;

/** A server identity as it lies in the database. */
export interface SealedServerIdentity {
  readonly version: number;
  readonly publicKey: Buffer;
  readonly seedSealed: Buffer;
}

/** Makes, seals and opens the identity that keys obey. */
export interface ServerIdentities {
  /** A new one, sealed. Its seed exists nowhere else. */
  make(version: number): SealedServerIdentity;
  /** Fails with SERVER_IDENTITY_UNREADABLE when the master key is not the one it was sealed with. */
  open(sealed: SealedServerIdentity): ServerIdentity;
}

/** Each is sealed under a key that is derived from the master key for this purpose, and opens as its own version alone. */
export function createServerIdentities(masterKey: Uint8Array): ServerIdentities {
  const box = createSecretBox(masterKey, 'server-identity');
  return {
    make(version) {
      const seed = randomBytes(SEED_BYTES);
      const { publicKey } = serverIdentityFromSeed(seed, version);
      return { version, publicKey: Buffer.from(publicKey), seedSealed: box.seal(seed, String(version)) };
    },
    open({ version, publicKey, seedSealed }) {
      const identity = serverIdentityFromSeed(openSeed(box, seedSealed, version), version);
      if (publicKey.equals(identity.publicKey)) return identity;
      throw unreadable(new Error('the public key of the server identity is not that of its seed'));
    },
  };
}

function openSeed(box: ReturnType<typeof createSecretBox>, sealed: Buffer, version: number): Buffer {
  try {
    return box.open(sealed, String(version));
  } catch (cause) {
    throw unreadable(cause);
  }
}

function unreadable(cause: unknown): AppError {
  return new AppError(
    'SERVER_IDENTITY_UNREADABLE',
    'The identity that keys obey cannot be opened: it was sealed with another master key. Start the server with that one.',
    { cause },
  );
}
