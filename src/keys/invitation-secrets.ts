import { createHash, createHmac, hkdfSync } from 'node:crypto';

/**
 * The secrets of invitations. They are stored nowhere: the one of an invitation can be worked out again with the master
 * key, which is how a mail that leaves later and an administrator who looks have it; the database knows its hash.
 */
export interface InvitationSecrets {
  /** What the link carries. */
  of(invitationId: string): string;
}

const PREFIX = 'lk_i_';

/** HMAC-SHA-256 of the invitation's id, under a key derived (HKDF-SHA-256) from the master key for this alone. */
export function createInvitationSecrets(masterKey: Uint8Array): InvitationSecrets {
  const key = Buffer.from(hkdfSync('sha256', masterKey, Buffer.alloc(0), 'latchkey/invitation', 32));
  return {
    of: (invitationId) => PREFIX + createHmac('sha256', key).update(invitationId).digest('base64url'),
  };
}

/** What the database keeps of a secret. */
export function hashOfSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
