import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';

/** The public half of an Ed25519 key that is PKCS #8 in PEM. */
export function publicKeyOf(privateKey: string): Buffer {
  const { x = '' } = createPublicKey(createPrivateKey(privateKey)).export({ format: 'jwk' });
  return Buffer.from(x, 'base64url');
}

/** In base64. */
export function signed(privateKey: string, message: Uint8Array): string {
  return sign(null, message, createPrivateKey(privateKey)).toString('base64');
}

/** Whether a signature in base64 is by this key, base64url of 32 bytes. */
export function isSignedWith(publicKey: string, message: Uint8Array, signature: string): boolean {
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });
  return verify(null, message, key, Buffer.from(signature, 'base64'));
}
