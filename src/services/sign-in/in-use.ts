import { raw } from '@mikro-orm/core';

/**
 * Which sessions are open: neither ended nor over, nor unused for too long. One by a password alone counts as open also where
 * a passkey is demanded since: it lets nobody in, and would again if that were switched off, so it can be seen and ended.
 */
export function inUse() {
  return {
    revokedAt: null,
    expiresAt: { $gt: new Date() },
    lastUsedAt: { $gt: raw(`now() - idle_minutes * interval '1 minute'`) },
  };
}
