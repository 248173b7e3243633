import { raw } from '@mikro-orm/core';

/** Which sessions are open: neither ended nor over, nor unused for too long. */
export function inUse() {
  return {
    revokedAt: null,
    expiresAt: { $gt: new Date() },
    lastUsedAt: { $gt: raw(`now() - idle_minutes * interval '1 minute'`) },
  };
}
