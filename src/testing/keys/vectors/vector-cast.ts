import { keyIdentityFromSeed, serverIdentityFromSeed } from '../../../keys/protocol/identity.js';
import type { ServerIdentity } from '../../../keys/protocol/identity.js';
import { encodeCredential, encodeLink } from '../../../keys/protocol/sealed-content.js';
import { sodium } from '../../../keys/protocol/wire/sodium.js';

const seed = (first: number): Uint8Array =>
  Uint8Array.from({ length: 32 }, (_, at) => (first + 3 * at) & 0xff);

/** Who the vectors are about. Their seeds are printed in them. */
export const SEEDS = {
  server: seed(1),
  newerServer: seed(2),
  foreignServer: seed(3),
  key: seed(4),
  otherKey: seed(5),
};
export const SERVER = serverIdentityFromSeed(SEEDS.server, 1);
export const NEWER_SERVER = serverIdentityFromSeed(SEEDS.newerServer, 2);
export const FOREIGN_SERVER = serverIdentityFromSeed(SEEDS.foreignServer, 1);
export const KEY = keyIdentityFromSeed(SEEDS.key, 'LK-7F3A.0042');
export const OTHER_KEY = keyIdentityFromSeed(SEEDS.otherKey, 'LK-7F3A.0043');

/** The account ids of the vectors: not in the order of their numbers, so that sorting shows. */
export const NORTH = '9c1f4f5e-52d1-4c1b-9a55-0e4a6d1f7a01';
export const SOUTH = '1b2d3c4e-8f90-4a1b-8c2d-3e4f5a6b7c02';
export const account = (number: number): string =>
  `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

/** A task id for each sequence number. */
export const task = (sequence: bigint): string =>
  `7a000000-0000-4000-8000-${String(sequence % 10n ** 12n).padStart(12, '0')}`;

export const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** `crypto_box_seal` with a one-time key pair that follows from what is sealed, so that vectors stay the same. */
export function sealReproducibly(publicKey: Uint8Array, plain: Uint8Array): Uint8Array {
  const receiver = sodium.crypto_sign_ed25519_pk_to_curve25519(publicKey);
  const oneTime = sodium.crypto_box_seed_keypair(sodium.crypto_generichash(32, plain, null));
  const nonce = sodium.crypto_generichash(24, new Uint8Array([...oneTime.publicKey, ...receiver]), null);
  const box = sodium.crypto_box_easy(plain, nonce, receiver, oneTime.privateKey);
  return new Uint8Array([...oneTime.publicKey, ...box]);
}

export function sealedLink(server: ServerIdentity, to = KEY): Uint8Array {
  return sealReproducibly(to.publicKey, encodeLink(server));
}

export function sealedPassword(accountId: string, password: string, to = KEY): Uint8Array {
  return sealReproducibly(to.publicKey, encodeCredential({ accountId, logOnName: 'NORTH\\ada', password }));
}
