import { isKeySerial, PUBLIC_KEY_BYTES, SIGNATURE_BYTES } from './protocol-limits.js';
import { sodium } from './wire/sodium.js';

const SEED_BYTES = 32;
const HIGHEST_VERSION = 0xffff_ffff;

/** An Ed25519 key pair. The private part cannot be read from it. */
export interface Identity {
  readonly publicKey: Uint8Array;
  sign(bytes: Uint8Array): Uint8Array;
  /** What was sealed to this identity; undefined when it was sealed to another one or has changed. */
  openSealed(sealed: Uint8Array): Uint8Array | undefined;
}

/** Who the keys obey. A later one has a higher version. */
export interface ServerIdentity extends Identity {
  readonly version: number;
}

/** What a key is by manufacture. */
export interface KeyIdentity extends Identity {
  readonly serial: string;
}

/** The public half of a server identity: what a key takes when it is linked. */
export type ServerPublicKey = Pick<ServerIdentity, 'version' | 'publicKey'>;
/** The public half of a key: what is known of it from its import. */
export type KeyPublicKey = Pick<KeyIdentity, 'serial' | 'publicKey'>;

/** @param seed 32 random bytes, which are the secret and are to be kept as one. @param version from 1. */
export function serverIdentityFromSeed(seed: Uint8Array, version: number): ServerIdentity {
  if (!Number.isInteger(version) || version < 1 || version > HIGHEST_VERSION)
    throw new RangeError('A server identity has a version from 1 to 4294967295.');
  return { version, ...identityFromSeed(seed) };
}

/** The key's own half of the protocol: for simulated keys and tests, since a real one never shows its seed. */
export function keyIdentityFromSeed(seed: Uint8Array, serial: string): KeyIdentity {
  if (!isKeySerial(serial)) throw new RangeError('This is no serial number of a key.');
  return { serial, ...identityFromSeed(seed) };
}

/** True for 32 bytes that are a public key which can be sealed to: asked when a key is imported. */
export function isIdentityPublicKey(bytes: Uint8Array): boolean {
  return bytes.length === PUBLIC_KEY_BYTES && sealingKeyOf(bytes) !== undefined;
}

/** Encrypts for the owner of an identity alone; whoever sealed it cannot open it again. */
export function sealTo(publicKey: Uint8Array, plain: Uint8Array): Uint8Array {
  const sealingKey = sealingKeyOf(publicKey);
  if (sealingKey === undefined) throw new RangeError('Not a public key that can be sealed to.');
  return sodium.crypto_box_seal(plain, sealingKey);
}

export function verifySignature(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== PUBLIC_KEY_BYTES || signature.length !== SIGNATURE_BYTES) return false;
  return sodium.crypto_sign_verify_detached(signature, message, publicKey);
}

function identityFromSeed(seed: Uint8Array): Identity {
  if (seed.length !== SEED_BYTES) throw new RangeError('The seed of an identity has 32 bytes.');
  const { publicKey, privateKey } = sodium.crypto_sign_seed_keypair(seed);
  const sealingPublicKey = sodium.crypto_sign_ed25519_pk_to_curve25519(publicKey);
  const sealingPrivateKey = sodium.crypto_sign_ed25519_sk_to_curve25519(privateKey);
  return {
    publicKey,
    sign: (bytes) => sodium.crypto_sign_detached(bytes, privateKey),
    openSealed: (sealed) =>
      orUndefined(() => sodium.crypto_box_seal_open(sealed, sealingPublicKey, sealingPrivateKey)),
  };
}

function sealingKeyOf(publicKey: Uint8Array): Uint8Array | undefined {
  return orUndefined(() => sodium.crypto_sign_ed25519_pk_to_curve25519(publicKey));
}

/** The library throws for whatever does not open or is no key, and says no more than that. */
function orUndefined(work: () => Uint8Array): Uint8Array | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
