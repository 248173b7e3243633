import type { Identity } from '../../../keys/protocol/identity.js';
import {
  decodeCredential,
  decodeLink,
  encodeCredential,
  encodeLink,
} from '../../../keys/protocol/sealed-content.js';
import { sodium } from '../../../keys/protocol/wire/sodium.js';
import {
  FOREIGN_SERVER,
  hex,
  KEY,
  NEWER_SERVER,
  NORTH,
  OTHER_KEY,
  sealReproducibly,
  SEEDS,
  SERVER,
} from './vector-cast.js';

/** Seeds and all that follows from them. */
export function identityVectors(): unknown[] {
  const one = (name: keyof typeof SEEDS, identity: Identity, more: object): unknown => {
    const { privateKey } = sodium.crypto_sign_seed_keypair(SEEDS[name]);
    return {
      name,
      ...more,
      seed: hex(SEEDS[name]),
      publicKey: hex(identity.publicKey),
      sealingPublicKey: hex(sodium.crypto_sign_ed25519_pk_to_curve25519(identity.publicKey)),
      sealingPrivateKey: hex(sodium.crypto_sign_ed25519_sk_to_curve25519(privateKey)),
    };
  };
  return [
    one('server', SERVER, { version: 1 }),
    one('newerServer', NEWER_SERVER, { version: 2 }),
    one('foreignServer', FOREIGN_SERVER, { version: 1 }),
    one('key', KEY, { serial: KEY.serial }),
    one('otherKey', OTHER_KEY, { serial: OTHER_KEY.serial }),
  ];
}

/** Boxes that open, and boxes that must not. */
export function sealedVectors(): unknown[] {
  const plain = Buffer.from('sealed to whoever may open it', 'utf8');
  const box = sealReproducibly(KEY.publicKey, plain);
  const changed = box.map((byte, at) => (at === box.length - 1 ? byte ^ 1 : byte));
  const toServer = sealReproducibly(SERVER.publicKey, plain);
  return [
    { name: 'to the key', to: 'key', sealed: hex(box), plain: hex(plain) },
    { name: 'to the server', to: 'server', sealed: hex(toServer), plain: hex(plain) },
    { name: 'to another key', to: 'otherKey', sealed: hex(box), plain: null },
    { name: 'one bit changed', to: 'key', sealed: hex(changed), plain: null },
    { name: 'cut short', to: 'key', sealed: hex(box.subarray(0, -1)), plain: null },
    { name: 'shorter than any box', to: 'key', sealed: hex(box.subarray(0, 47)), plain: null },
  ];
}

/** What is inside of boxes. */
export function contentVectors(): unknown[] {
  return [...linkVectors(), ...credentialVectors(), ...refusedContents()];
}

function linkVectors(): unknown[] {
  return [SERVER, NEWER_SERVER].map((server) => ({
    name: `a link to version ${server.version}`,
    kind: 'LINK',
    bytes: hex(encodeLink(server)),
    fields: { version: server.version, publicKey: hex(server.publicKey) },
  }));
}

function credentialVectors(): unknown[] {
  const fields = [
    {
      name: 'an ordinary password',
      accountId: NORTH,
      logOnName: 'NORTH\\ada',
      password: 'Tr0ub4dor&3-and-more',
    },
    { name: 'the shortest', accountId: NORTH, logOnName: 'a', password: 'b' },
    {
      name: 'letters of two to four bytes',
      accountId: NORTH,
      logOnName: 'zoë@north.example',
      password: 'ü€🔑',
    },
    { name: 'the longest password', accountId: NORTH, logOnName: 'a'.repeat(256), password: '€'.repeat(256) },
  ];
  return fields.map(({ name, ...content }) => ({
    name,
    kind: 'WRITE_PENDING',
    bytes: hex(encodeCredential(content)),
    fields: content,
  }));
}

function refusedContents(): unknown[] {
  const good = encodeCredential({ accountId: NORTH, logOnName: 'a', password: 'bc' });
  const at = Buffer.from(good).indexOf('bc');
  const put = (index: number, ...values: number[]): Uint8Array =>
    good.map((byte, position) => values[position - index] ?? byte);
  const link = encodeLink(SERVER);
  const refused: [string, 'LINK' | 'WRITE_PENDING', Uint8Array][] = [
    ['a password without letters', 'WRITE_PENDING', put(at - 1, 0)],
    ['a password that is no UTF-8', 'WRITE_PENDING', put(at, 0xc3, 0x28)],
    ['half a surrogate pair', 'WRITE_PENDING', put(at - 1, 3, 0xed, 0xa0, 0xbd)],
    ['a NUL in the password', 'WRITE_PENDING', put(at, 0)],
    ['a password longer than what is left', 'WRITE_PENDING', put(at - 2, 0xff)],
    ['padding that is not zeros', 'WRITE_PENDING', put(good.length - 1, 1)],
    ['padding cut short', 'WRITE_PENDING', good.subarray(0, -1)],
    ['a link for a password', 'WRITE_PENDING', link],
    ['a password for a link', 'LINK', good],
    ['the server version 0', 'LINK', link.map((byte, index) => (index === link.length - 33 ? 0 : byte))],
    ['a byte too many', 'LINK', Uint8Array.of(...link, 0)],
  ];
  return refused.map(([name, kind, bytes]) => {
    const read = kind === 'LINK' ? decodeLink(bytes) : decodeCredential(bytes);
    if (read !== undefined) throw new Error(`A vector is no vector: ${name} is read.`);
    return { name, kind, bytes: hex(bytes), fields: null };
  });
}
