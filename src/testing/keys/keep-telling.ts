import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from '../../database.js';
import { recordEvents } from '../../events/record-event.js';
import { KEY_STREAM, type KeyChange } from '../../services/keys/moves/key-events.js';

const BETWEEN_MILLISECONDS = 50;

/**
 * Tells something of a key again and again, for tests that begin every subscription there is and wait for its first
 * answer: one that is let in would otherwise wait for somebody to do something. Answers what ends it.
 */
export function keepTelling(pool: Pool): () => Promise<void> {
  const stop = new AbortController();
  const change: KeyChange = {
    keyId: randomUUID(),
    serial: 'HK-TOLD',
    action: 'key.test',
    status: 'READY',
    confirmedStatus: 'READY',
    reason: null,
    ownerId: null,
  };
  const telling = (async () => {
    while (!stop.signal.aborted) {
      await recordEvents(pool, KEY_STREAM, [change]);
      await sleep(BETWEEN_MILLISECONDS, undefined, { signal: stop.signal }).catch(() => undefined);
    }
  })();
  return async () => {
    stop.abort();
    await telling;
  };
}
