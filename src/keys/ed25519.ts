import { createPublicKey, verify } from 'node:crypto';

const KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;

/**
 * Points of small order: under such a key anybody makes signatures, without a private key. In hex, the sign bit (the
 * highest of the last byte) left out.
 */
const SMALL_ORDER: ReadonlySet<string> = new Set([
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
]);

/** Reads an Ed25519 public key in base64 or base64url. Undefined for what is none, or is one anybody can sign for. */
export function ed25519PublicKey(text: string): Buffer | undefined {
  const key = bytesOf(text, KEY_BYTES);
  if (key === undefined) return undefined;
  const withoutSign = Buffer.from(key);
  withoutSign[KEY_BYTES - 1]! &= 0x7f;
  return SMALL_ORDER.has(withoutSign.toString('hex')) ? undefined : key;
}

/** Whether a signature (base64 or base64url) over these bytes was made with the private key of this public key. */
export function isSignedBy(publicKey: Uint8Array, message: Uint8Array, signature: string): boolean {
  const bytes = bytesOf(signature, SIGNATURE_BYTES);
  if (bytes === undefined || publicKey.length !== KEY_BYTES) return false;
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(publicKey).toString('base64url') };
  try {
    return verify(null, message, createPublicKey({ key: jwk, format: 'jwk' }), bytes);
  } catch {
    // 32 bytes that are no point of the curve.
    return false;
  }
}

/** Exactly so many bytes, or undefined: decoding by itself drops what it does not know. */
function bytesOf(text: string, length: number): Buffer | undefined {
  if (!/^[A-Za-z0-9+/_-]+={0,2}$/.test(text) || text.length > 2 * length) return undefined;
  const bytes = Buffer.from(text, 'base64url');
  return bytes.length === length ? bytes : undefined;
}
