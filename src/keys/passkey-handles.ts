import { createHmac, hkdfSync } from 'node:crypto';

/** By what a passkey knows its owner. */
export interface PasskeyHandles {
  /** The same for the same person, as long as the master key is; says nothing to whoever reads it. */
  of(personId: string): Buffer;
}

/** HMAC-SHA-256 of a person's id, under a key derived (HKDF-SHA-256) from the master key for this alone. */
export function createPasskeyHandles(masterKey: Uint8Array): PasskeyHandles {
  const key = Buffer.from(hkdfSync('sha256', masterKey, Buffer.alloc(0), 'latchkey/passkey-handle', 32));
  return { of: (personId) => createHmac('sha256', key).update(personId).digest() };
}
